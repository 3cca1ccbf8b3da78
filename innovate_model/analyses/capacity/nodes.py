"""How pods fit onto nodes, and how many nodes they take.

A node holds so many pods of one program (by processor time, memory and the number of pods, what its agents take off);
pods of several programs fill nodes by the fractions that each takes. For one program that is exact; for several it is
at least the volume, and at most one node less than one for each program more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.capacity.formulas import allocatable
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, ceil, clipped, largest
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import running, wanted
from innovate_model.analyses.instance_types import Shape, max_pods, shape
from innovate_model.analyses.quantities import amounts
from innovate_model.analyses.workloads import addons, charts, pods_of
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_addon import VPC_CNI, VpcCni
from innovate_model.resources.eks_node_group import EksNodeGroup

_SCALERS = ("cluster-autoscaler", "karpenter")


class Packing(NamedTuple):
    """One node of a group: its type, what its pods may request (millicores, bytes, pods), and how many pods of each
    program that is meant for it fit onto an empty one."""

    instance_type: str
    millicores: float
    memory: float
    pods: int
    of_each: Mapping[str, int]


@lru_cache(maxsize=512)
def packing(graph: Graph, address: str) -> Packing | str:
    """The smallest node that a group may start, or why that is not known."""
    group = graph.model.get(address, EksNodeGroup)
    assert group is not None  # asked for by the node group itself
    rooms = [_room(graph, group, name) for name in group.instance_types]
    unknown = next((room for room in rooms if isinstance(room, str)), None)
    if unknown is not None:
        return unknown
    least = min((room for room in rooms if isinstance(room, Packing)), key=lambda room: (room.millicores, room.memory))
    fitting = {}
    for program in meant_for(graph, address):
        count = _count(program, least)
        if not count:
            return f"no pod of `{program.name}` fits onto a {least.instance_type}"
        fitting[program.address] = count
    return least._replace(of_each=fitting)


def cni_of(graph: Graph, cluster: str) -> VpcCni:
    """How the cluster's VPC CNI is set, or as it comes."""
    addon = addons(graph).get(cluster, {}).get(VPC_CNI)
    return addon.vpc_cni if addon is not None and addon.vpc_cni is not None else VpcCni()


def shape_of(name: str) -> Shape:
    """The size of an instance type. NotKnown where it is none that is known here."""
    found = shape(name)
    if found is None:
        raise NotKnown(f"the size of `{name}` is not known here")
    return found


def _room(graph: Graph, group: EksNodeGroup, name: str) -> Packing | str:
    of = shape(name)
    if of is None:
        return f"the size of `{name}` is not known here"
    most = max_pods(of, cni_of(graph, group.parent).enable_prefix_delegation)
    millicores, memory = allocatable(of.vcpus, of.memory_gib, most)
    agents = [pods for pods in pods_of(graph).get(group.address, ()) if isinstance(pods, DaemonSet)]
    for agent in agents:
        asked = amounts(agent.requests)
        millicores -= float(asked.get("cpu", 0)) * 1000
        memory -= float(asked.get("memory", 0))
    return Packing(name, millicores, memory, most - len(agents), {})


def meant_for(graph: Graph, group: str) -> tuple[Deployment, ...]:
    """The programs that name a group first: their pods are counted there, and nowhere else."""
    found = pods_of(graph).get(group, ())
    return tuple(each for each in found if isinstance(each, Deployment) and each.node_groups[0] == group)


def _count(program: Deployment, room: Packing) -> int:
    asked = amounts(program.requests)
    counts = [float(room.pods)]
    if asked.get("cpu"):
        counts.append(room.millicores / (float(asked["cpu"]) * 1000))
    if asked.get("memory"):
        counts.append(room.memory / float(asked["memory"]))
    return max(0, int(min(counts) + 1e-9))


def _known(graph: Graph, group: str) -> Packing:
    found = packing(graph, group)
    if isinstance(found, str):
        raise NotKnown(found)
    return found


def nodes_wanted(group: EksNodeGroup, plant: Plant) -> Numbers:
    """Nodes that the pods that are wanted take, and never fewer than the least."""
    return plant.once(("nodes", group.address), lambda: _nodes(group, plant, wanted))


def nodes_running(group: EksNodeGroup, plant: Plant) -> Numbers:
    """Nodes that run, within the bounds of the group, for the pods that run."""
    scaling = group.scaling_config
    return clipped(_nodes(group, plant, running), float(scaling.min_size), float(most_nodes(plant.graph, group)))


def _nodes(group: EksNodeGroup, plant: Plant, pods: Callable[[Deployment, Plant], Numbers]) -> Numbers:
    of_each = _known(plant.graph, group.address).of_each
    taken: Numbers = 0.0
    for program in meant_for(plant.graph, group.address):
        taken = taken + pods(program, plant) / of_each[program.address]
    return largest(float(group.scaling_config.min_size), ceil(taken))


def is_scaled(graph: Graph, group: EksNodeGroup) -> bool:
    """Whether something starts nodes for pods that wait: an autoscaler's chart in the cluster. Where nothing is said of
    what is installed, one is taken to be there."""
    known = charts(graph).get(group.parent, {})
    return not known or any(chart in known for chart in _SCALERS)


def most_nodes(graph: Graph, group: EksNodeGroup) -> int:
    """As many as the group may grow to; without an autoscaler as many as are desired."""
    scaling = group.scaling_config
    return scaling.max_size if is_scaled(graph, group) else scaling.desired_size


def most_pods_of_a_node(graph: Graph, group: EksNodeGroup) -> int:
    """Pods with addresses of their own on the fullest node: those of the program of which most fit, and its agents."""
    of_each = _known(graph, group.address).of_each
    agents = [pods for pods in pods_of(graph).get(group.address, ()) if isinstance(pods, DaemonSet)]
    return max(of_each.values(), default=0) + sum(not agent.host_network for agent in agents)
