"""How many addresses the nodes of a cluster take from their subnets when autoscaling has gone as far as it may.

Each pod has an address of its node's subnet, and the VPC CNI keeps some more in reserve on every node:
https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html
Nodes are taken to spread evenly over the subnets of their group, and pods over its nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import NamedTuple

from innovate_model.analyses.instance_types import Shape, max_pods, shape
from innovate_model.analyses.subnet_space import usable_addresses
from innovate_model.analyses.workloads import addons, pods_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.eks_addon import VPC_CNI, VpcCni
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.lb import Lb
from innovate_model.resources.subnet import Subnet

_PREFIX = 16
_OF_OTHERS: dict[type[Resource], int] = {EksCluster: 6, Lb: 8}
"""What must be free for a cluster's control plane and for a load balancer.
https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"""


class Draw(NamedTuple):
    """What one node group takes from one subnet: so many nodes with so many addresses each."""

    node_group: str
    nodes: int
    addresses_per_node: int

    @property
    def addresses(self) -> int:
        """All of them."""
        return self.nodes * self.addresses_per_node


class Need(NamedTuple):
    """A subnet in which pods run: what it has, what node groups draw from it, what the rest takes."""

    subnet: Subnet
    usable: int
    draws: tuple[Draw, ...]
    others: int

    @property
    def addresses(self) -> int:
        """What is needed in all."""
        return self.others + sum(draw.addresses for draw in self.draws)


def addresses_of_node(of: Shape, pods: int, cni: VpcCni) -> int:
    """What a node with so many pods (without those on the host's network) holds: those of its interfaces, of its pods,
    and the reserve.

    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/prefix-and-ip-target.md
    """
    slots = of.addresses_per_interface - 1
    is_counted = cni.warm_ip_target is not None or cni.minimum_ip_target is not None
    wanted = max(cni.minimum_ip_target or 0, pods + (cni.warm_ip_target or 0)) if is_counted else pods
    if cni.enable_prefix_delegation:
        prefixes = _ceil(wanted, _PREFIX) + (0 if is_counted else cni.warm_prefix_target)
        prefixes = min(max(prefixes, 1), of.interfaces * slots)
        return prefixes * _PREFIX + _ceil(prefixes, slots)
    if is_counted:
        held = min(max(wanted, 1), of.interfaces * slots)
        return held + _ceil(held, slots)
    interfaces = min(max(_ceil(pods, slots) + cni.warm_eni_target, 1), of.interfaces)
    return interfaces * of.addresses_per_interface


def needs(graph: Graph) -> Iterator[Need]:
    """The subnets in which node groups of known instance types may start nodes, in the model's order. A subnet in which
    some type is unknown is left out."""
    draws: dict[str, list[Draw]] = {}
    unknown: set[str] = set()
    for group in graph.model.of(EksNodeGroup):
        per_node = _addresses_per_node(graph, group)
        for address in group.subnets:
            if per_node is None:
                unknown.add(address)
            else:
                nodes = _ceil(group.scaling_config.max_size, len(group.subnets))
                draws.setdefault(address, []).append(Draw(group.address, nodes, per_node))
    for address, drawn in draws.items():
        subnet = graph.model.get(address, Subnet)
        if subnet is not None and address not in unknown and subnet.cidr_block:
            usable = usable_addresses(ip_network(subnet.cidr_block).prefixlen)
            yield Need(subnet, usable, tuple(drawn), taken_by_others(graph, address))


def _addresses_per_node(graph: Graph, group: EksNodeGroup) -> int | None:
    """By the type that needs the most; None where one is unknown."""
    shapes = [shape(name) for name in group.instance_types]
    known = [each for each in shapes if each is not None]
    if len(known) < len(shapes):
        return None
    addon = addons(graph).get(group.parent, {}).get(VPC_CNI)
    cni = addon.vpc_cni if addon is not None and addon.vpc_cni is not None else VpcCni()
    pods = _pods_per_node(graph, group)
    return max(addresses_of_node(each, min(pods, max_pods(each, cni.enable_prefix_delegation)), cni) for each in known)


def _pods_per_node(graph: Graph, group: EksNodeGroup) -> int:
    """The agents of each node, and an even share of all pods that autoscaling allows."""
    agents = replicas = 0
    for pods in pods_of(graph).get(group.address, ()):
        if isinstance(pods, DaemonSet):
            agents += not pods.host_network
        else:
            replicas += pods.replicas.max
    return agents + _ceil(replicas, group.scaling_config.max_size)


def taken_by_others(graph: Graph, subnet: str) -> int:
    """What everything in a subnet but its nodes and their pods takes: one address for each thing, more where AWS asks
    for more to be free."""
    return sum(_addresses_of(graph.model[source]) for source in graph.sources(subnet, Relation.PLACED_IN))


def _addresses_of(resource: Resource) -> int:
    return 0 if isinstance(resource, EksNodeGroup) else _OF_OTHERS.get(type(resource), 1)


def _ceil(number: int, divisor: int) -> int:
    return -(-number // divisor)
