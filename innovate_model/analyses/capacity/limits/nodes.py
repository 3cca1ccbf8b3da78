"""Node groups: the nodes that pods take, and the addresses that these take from their subnets."""

from __future__ import annotations

import math
from functools import lru_cache
from ipaddress import ip_network
from typing import NamedTuple

from innovate_model.analyses.capacity.limit import Lever, Limit, Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.nodes import (
    cni_of,
    is_scaled,
    most_nodes,
    most_pods_of_a_node,
    packing,
    shape_of,
)
from innovate_model.analyses.capacity.numbers import Numbers, ceil, largest
from innovate_model.analyses.capacity.placing import nodes_running, nodes_wanted
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import reached_clusters
from innovate_model.analyses.instance_types import max_pods
from innovate_model.analyses.pod_addresses import addresses_of_node, taken_by_others
from innovate_model.analyses.subnet_space import usable_addresses
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.subnet import Subnet

_GROUPS = "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html"
_MORE_SUBNETS = (
    "larger or further `subnets` for its node groups, out of another block of the VPC where this one is full"
)
_SIZES = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"


def nodes(resource: EksNodeGroup, plant: Plant) -> Limit | None:
    """Nodes that its pods take, of those that it may start."""
    if resource.parent not in reached_clusters(plant):
        return None
    used = nodes_wanted(resource, plant)
    room = packing(plant.graph, resource.address)
    assert not isinstance(room, str)  # else the line before has said so
    names = (f"{count} of `{address.rpartition('.')[2]}`" for address, count in room.of_each.items())
    because = f"a {room.instance_type} holds {' or '.join(names) or 'its agents only'}"
    scaling, is_free = resource.scaling_config, is_scaled(plant.graph, resource)
    attribute, old = ("max_size", scaling.max_size) if is_free else ("desired_size", scaling.desired_size)
    because += "" if is_free else "; nothing starts nodes for pods that wait"
    lever = Lever(resource.address, ("scaling_config", attribute), old, lambda used: math.ceil(used - 1e-9))
    return Limit(used, float(most_nodes(plant.graph, resource)), "nodes", because, _GROUPS, lever)


def node_hours_above_desired(resource: EksNodeGroup, plant: Plant) -> Measured | None:
    """Hours of nodes beyond the desired ones, on usual days. Fewer than desired are not taken off."""
    if resource.parent not in reached_clusters(plant):
        return None
    desired = float(resource.scaling_config.desired_size)
    hours = plant.over_a_month(lambda moment: largest(0.0, nodes_running(resource, moment) - desired))
    return Measured(hours, "the nodes that pods take each hour of a usual day, less those that are desired anyway")


class _Draws(NamedTuple):
    """Who takes addresses of a subnet: for each node group (it, its subnets, addresses of a node), and all else."""

    groups: tuple[tuple[EksNodeGroup, int, int], ...]
    others: int
    usable: int


def addresses(resource: Subnet, plant: Plant) -> Limit | None:
    """Addresses that nodes, their pods and all else take, of those that AWS gives out."""
    draws = _draws(plant.graph, resource.address, reached_clusters(plant))
    if isinstance(draws, str):
        raise NotKnown(draws)
    if not draws.groups:
        return None
    used: Numbers = float(draws.others)
    for group, subnets, of_a_node in draws.groups:
        used = used + ceil(nodes_wanted(group, plant) / subnets) * of_a_node
    because = "nodes spread evenly over the subnets of their group, each with the addresses of its pods and its reserve"
    return Limit(used, float(draws.usable), "addresses", because, _SIZES, lifts=_MORE_SUBNETS)


@lru_cache(maxsize=512)
def _draws(graph: Graph, address: str, clusters: frozenset[str]) -> _Draws | str:
    """The draws of some clusters on a subnet, or why they are not known."""
    subnet = graph.model.get(address, Subnet)
    assert subnet is not None  # asked for by the subnet itself
    placed = (graph.model.get(source, EksNodeGroup) for source in graph.sources(address, Relation.PLACED_IN))
    groups = [group for group in placed if group is not None and group.parent in clusters]
    if groups and subnet.cidr_block is None:
        return "it has no IPv4 block, and how pods take IPv6 addresses is not known here"
    try:
        draws = tuple((group, len(group.subnets), _of_a_node(graph, group)) for group in groups)
    except NotKnown as error:
        return str(error)
    usable = usable_addresses(ip_network(subnet.cidr_block).prefixlen) if subnet.cidr_block else 0
    return _Draws(draws, taken_by_others(graph, address), usable)


def _of_a_node(graph: Graph, group: EksNodeGroup) -> int:
    cni = cni_of(graph, group.parent)
    pods = most_pods_of_a_node(graph, group)
    shapes = [shape_of(name) for name in group.instance_types]
    return max(addresses_of_node(of, min(pods, max_pods(of, cni.enable_prefix_delegation)), cni) for of in shapes)


LIMITS = {"eks_node_group": {"nodes": nodes}, "subnet": {"addresses": addresses}}
MEASURES = {"eks_node_group": {"node_hours_above_desired": node_hours_above_desired}}
