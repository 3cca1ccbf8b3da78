"""Which interfaces a resource has, and in which subnets: one Stand for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from innovate_model.model import Model
from innovate_model.resources.apigatewayv2_vpc_link import Apigatewayv2VpcLink
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.base import Resource
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc_endpoint import VpcEndpoint

LINUX_PORTS = (32768, 60999)
"""The ports that a Linux client opens connections from: its default `net.ipv4.ip_local_port_range`.
https://docs.kernel.org/networking/ip-sysctl.html"""
ANY_PORTS = (1024, 65535)
"""The ports of NAT gateways, of load balancers towards their targets, and of clients of unknown kind.
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html"""


class Guard(StrEnum):
    """What filters an interface's traffic."""

    GROUPS = "groups"
    """Its security groups."""
    NONE = "none"
    """Nothing: it has no security groups, or was supposed without any."""
    UNKNOWN = "unknown"
    """A security group that the model does not contain."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A resource's interface in one subnet, before its addresses are known."""

    owner: str
    subnet: str
    groups: tuple[str, ...] = ()
    guard: Guard = Guard.GROUPS
    addresses: tuple[str, ...] = ()
    has_ipv6: bool = False
    has_public_address: bool | None = False
    public_ip: str | None = None
    client_ports: tuple[int, int] = LINUX_PORTS


def stands(model: Model, resource: Resource, elastic: Mapping[str, ElasticIp]) -> Iterator[Stand]:
    """The interfaces of a resource; `elastic`: the Elastic IP of each resource that has one."""
    match resource:
        case Instance():
            yield _instance(model, resource, elastic)
        case NetworkInterface():
            yield _network_interface(resource, elastic)
        case NatGateway():
            yield _nat_gateway(resource, elastic)
        case Lb():
            yield from _load_balancer(resource)
        case VpcEndpoint(type_="Interface") | AuroraCluster() | ElasticacheReplicationGroup():
            yield from _in_each_subnet(resource.address, resource.subnets, resource.security_groups)
        case EfsFileSystem() | OpensearchDomain() | KinesisFirehoseDeliveryStream():
            yield from _in_each_subnet(resource.address, resource.subnets, resource.security_groups)
        case AuroraInstance():
            yield from _aurora_instance(model, resource)
        case EksCluster() | EksNodeGroup() | Apigatewayv2VpcLink():
            yield from _in_each_subnet(resource.address, resource.subnets, resource.security_groups)
        case Deployment() | DaemonSet():
            yield from _pods(model, resource)


def _in_each_subnet(owner: str, subnets: tuple[str, ...], groups: tuple[str, ...]) -> Iterator[Stand]:
    for subnet in subnets:
        yield Stand(owner, subnet, *_guard(groups))


def _guard(groups: tuple[str, ...]) -> tuple[tuple[str, ...], Guard]:
    """Without a group of its own an interface gets its VPC's default one, or EKS's, which the model does not contain.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
    """
    return groups, Guard.GROUPS if groups else Guard.UNKNOWN


def _instance(model: Model, instance: Instance, elastic: Mapping[str, ElasticIp]) -> Stand:
    eip = elastic.get(instance.address)
    subnet = model.get(instance.subnet, Subnet)
    habit = subnet.map_public_ip_on_launch if subnet is not None else False
    wish = instance.associate_public_ip_address
    is_public = bool(instance.public_ip or eip) or (habit if wish is None else wish)
    return Stand(
        instance.address,
        instance.subnet,
        *_guard(instance.security_groups),
        addresses=tuple(ip for ip in (instance.private_ip, *instance.ipv6_addresses) if ip),
        has_public_address=is_public,
        public_ip=instance.public_ip or (eip.public_ip if eip else None),
    )


def _network_interface(interface: NetworkInterface, elastic: Mapping[str, ElasticIp]) -> Stand:
    eip = elastic.get(interface.address)
    return Stand(
        interface.address,
        interface.subnet,
        *_guard(interface.security_groups),
        addresses=(*interface.private_ips, *interface.ipv6_addresses),
        has_public_address=bool(interface.public_ip or eip),
        public_ip=interface.public_ip or (eip.public_ip if eip else None),
        client_ports=ANY_PORTS,
    )


def _nat_gateway(nat: NatGateway, elastic: Mapping[str, ElasticIp]) -> Stand:
    """It has no security groups: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html."""
    eip = elastic.get(nat.address)
    return Stand(
        nat.address,
        nat.subnet,
        guard=Guard.NONE,
        addresses=(nat.private_ip,) if nat.private_ip else (),
        has_public_address=nat.connectivity_type == "public",
        public_ip=nat.public_ip or (eip.public_ip if eip else None),
        client_ports=ANY_PORTS,
    )


def _load_balancer(lb: Lb) -> Iterator[Stand]:
    """An NLB without security groups lets everything in:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html.
    """
    groups, guard = _guard(lb.security_groups)
    if lb.type_ == "network" and not groups:
        guard = Guard.NONE
    for subnet in lb.subnets:
        yield Stand(
            lb.address,
            subnet,
            groups,
            guard,
            has_ipv6=lb.ip_address_type == "dualstack",
            has_public_address=not lb.internal,
            client_ports=ANY_PORTS,
        )


def _aurora_instance(model: Model, instance: AuroraInstance) -> Iterator[Stand]:
    cluster = model.get(instance.parent, AuroraCluster)
    for address in cluster.subnets if cluster is not None else ():
        subnet = model.get(address, Subnet)
        zone = instance.availability_zone
        if cluster is not None and subnet is not None and zone in (None, subnet.availability_zone):
            groups, guard = _guard(cluster.security_groups)
            yield Stand(instance.address, address, groups, guard, has_public_address=instance.publicly_accessible)


def _pods(model: Model, workload: Deployment | DaemonSet) -> Iterator[Stand]:
    """Pods have addresses of their nodes' subnets and, unless a policy gives them others, the security groups of the
    node. Those on the host's network have the node's own address, which is of the same kind.

    https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for address in workload.node_groups:
        nodes = model.get(address, EksNodeGroup)
        for subnet in nodes.subnets if nodes is not None else ():
            if nodes is not None and (subnet, nodes.security_groups) not in seen:
                seen.add((subnet, nodes.security_groups))
                yield Stand(workload.address, subnet, *_guard(nodes.security_groups))
