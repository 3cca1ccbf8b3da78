"""How many pods fit onto a node: by processor time, memory and the number of pods, what its agents take off."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.capacity.formulas import allocatable
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.instance_types import Shape, addressed_pods, max_pods, shape
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
    program that may run there fit onto an empty one; those of which none fits are left out."""

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
    programs = (each for each in pods_of(graph).get(address, ()) if isinstance(each, Deployment))
    counts = {program.address: _count(program, least) for program in programs}
    return least._replace(of_each={program: count for program, count in counts.items() if count})


def too_small_for(graph: Graph, program: Deployment) -> tuple[str, ...]:
    """The instance types of a program's groups where its pods fit onto an empty node of none; () where they fit onto
    one, or where the size of one is not known here.

    https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
    """
    groups = [group for each in program.node_groups if (group := graph.model.get(each, EksNodeGroup)) is not None]
    rooms = {name: _room(graph, group, name) for group in groups for name in group.instance_types}
    if any(isinstance(room, str) or _count(program, room) for room in rooms.values()):
        return ()
    return tuple(rooms)


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
    millicores, memory = allocatable(of.vcpus, of.memory_gib, max(most, addressed_pods(of)))
    agents = [pods for pods in pods_of(graph).get(group.address, ()) if isinstance(pods, DaemonSet)]
    for agent in agents:
        asked = amounts(agent.requests)
        millicores -= float(asked.get("cpu", 0)) * 1000
        memory -= float(asked.get("memory", 0))
    return Packing(name, millicores, memory, most - len(agents), {})


def _count(program: Deployment, room: Packing) -> int:
    asked = amounts(program.requests)
    counts = [float(room.pods)]
    if asked.get("cpu"):
        counts.append(room.millicores / (float(asked["cpu"]) * 1000))
    if asked.get("memory"):
        counts.append(room.memory / float(asked["memory"]))
    return max(0, int(min(counts) + 1e-9))


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
    room = packing(graph, group.address)
    if isinstance(room, str):
        raise NotKnown(room)
    agents = [pods for pods in pods_of(graph).get(group.address, ()) if isinstance(pods, DaemonSet)]
    return max(room.of_each.values(), default=0) + sum(not agent.host_network for agent in agents)
