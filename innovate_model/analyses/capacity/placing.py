"""How many nodes pods take, and of which groups.

Pods of several programs fill nodes by the fractions that each takes: for one program that is exact; for several it is
at least the volume, and at most one node less than one for each program more. Whose pods may run on one group only are
there. The others go, as the scheduler puts them, where nodes that run in any case (the desired ones) have room for
whole pods: those with the fewest groups to choose from first, of these the smallest pods, in each group as the program
names them. Only for what is left nodes are added: of the group that is named first, up to its bound, then of the next.
(An autoscaler may well pick another one of them: its expander decides.) What no bound holds counts at the first.

https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-are-expanders
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.nodes import Packing, most_nodes, packing
from innovate_model.analyses.capacity.numbers import Numbers, ceil, clipped, either, floor, largest
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import running, wanted
from innovate_model.analyses.workloads import cluster_of
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup

Pods = Callable[[Deployment, Plant], Numbers]


class Choice(NamedTuple):
    """A program, and how many of its pods an empty node of each group holds on which they may run."""

    program: Deployment
    of_node: tuple[tuple[str, int], ...]


class Plan(NamedTuple):
    """What of a cluster does not depend on load: its programs in the order in which they are placed; the desired and
    the most nodes of each group; the groups among which programs choose that may run on it, itself included; and those
    of which it is not known what runs on them, with the reason."""

    choices: tuple[Choice, ...]
    desired: Mapping[str, float]
    most: Mapping[str, float]
    beside: Mapping[str, frozenset[str]]
    unknown: Mapping[str, str]


def nodes_wanted(group: EksNodeGroup, plant: Plant) -> Numbers:
    """Nodes that the pods that are wanted take, and never fewer than the least."""
    return _nodes(group, plant, wanted)


def nodes_running(group: EksNodeGroup, plant: Plant) -> Numbers:
    """Nodes that run, within the bounds of the group, for the pods that run."""
    scaling = group.scaling_config
    return clipped(_nodes(group, plant, running), float(scaling.min_size), float(most_nodes(plant.graph, group)))


def _nodes(group: EksNodeGroup, plant: Plant, pods: Pods) -> Numbers:
    plan = plan_of(plant.graph, group.parent)
    if group.address in plan.unknown:
        raise NotKnown(plan.unknown[group.address])
    beside = plan.beside[group.address]
    taken = plant.once(("placed", beside, pods.__name__), lambda: _placed(plan, beside, plant, pods))
    return largest(float(group.scaling_config.min_size), ceil(taken[group.address]))


@lru_cache(maxsize=64)
def plan_of(graph: Graph, cluster: str) -> Plan:
    """The plan of a cluster."""
    groups = {each.address: each for each in graph.model.of(EksNodeGroup) if each.parent == cluster}
    programs = [each for each in graph.model.of(Deployment) if cluster_of(each) == cluster]
    found = {address: packing(graph, address) for address in groups}
    rooms = {address: room for address, room in found.items() if not isinstance(room, str)}
    beside = _beside(groups, programs)
    reasons = {address: room for address, room in found.items() if isinstance(room, str)}
    unknown = {
        address: reasons[first]
        for address in groups
        if (first := next((each for each in reasons if each in beside[address]), None)) is not None
    }
    known = [each for each in programs if not unknown.keys() & set(each.node_groups)]
    choices = [choice for program in known if (choice := _choice(program, rooms)).of_node]
    placed = {choice.program.address for choice in choices}
    stuck = {
        (first := program.node_groups[0]): f"no pod of `{program.name}` fits onto a {rooms[first].instance_type}"
        for program in known
        if program.address not in placed
    }
    choices.sort(key=lambda choice: (len(choice.of_node), -choice.of_node[0][1]))
    desired = {address: float(group.scaling_config.desired_size) for address, group in groups.items()}
    most = {address: float(most_nodes(graph, group)) for address, group in groups.items()}
    return Plan(tuple(choices), desired, most, beside, {**stuck, **unknown})


def _choice(program: Deployment, rooms: Mapping[str, Packing]) -> Choice:
    counts = ((name, rooms[name].of_each.get(program.address, 0)) for name in program.node_groups)
    return Choice(program, tuple((name, count) for name, count in counts if count))


def _beside(groups: Iterable[str], programs: list[Deployment]) -> Mapping[str, frozenset[str]]:
    found = {group: frozenset([group]) for group in groups}
    for program in programs:
        together = frozenset().union(*(found[group] for group in program.node_groups if group in found))
        found |= dict.fromkeys(together, together)
    return found


def _placed(plan: Plan, groups: frozenset[str], plant: Plant, pods: Pods) -> Mapping[str, Numbers]:
    """Nodes of some groups that are taken, in fractions."""
    taken: dict[str, Numbers] = dict.fromkeys(plan.desired, 0.0)
    waiting: list[tuple[Numbers, Choice]] = []
    for choice in (each for each in plan.choices if each.of_node[0][0] in groups):
        number = pods(choice.program, plant)
        if len(choice.of_node) == 1:
            _add(taken, number, choice)
        else:
            waiting.append((number, choice))
    for bounds in (plan.desired, plan.most):
        waiting = [(_fill(taken, bounds, number, choice), choice) for number, choice in waiting]
    for number, choice in waiting:
        _add(taken, number, choice)
    return taken


def _add(taken: dict[str, Numbers], number: Numbers, choice: Choice) -> None:
    group, of_node = choice.of_node[0]
    taken[group] = taken[group] + number / of_node


def _fill(taken: dict[str, Numbers], bounds: Mapping[str, float], number: Numbers, choice: Choice) -> Numbers:
    """Place pods where there is room for whole ones below the bounds; how many are left. What a group has left when it
    holds no further pod is nobody's, so that more pods never leave more room to those that come after them."""
    for group, of_node in choice.of_node:
        if not bounds[group]:
            continue
        left = largest(0.0, number - floor(largest(0.0, bounds[group] - taken[group]) * of_node))
        full = largest(taken[group], bounds[group])
        taken[group] = either(left > 0, full, taken[group] + number / of_node)
        number = left
    return number
