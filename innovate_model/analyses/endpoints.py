"""Which network endpoints a resource is: where its interfaces stand, behind which security groups, with what addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from innovate_model.analyses.places import Networks, Place, outside, public_blocks
from innovate_model.model import Model
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.base import Resource
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.values import network

LINUX_PORTS = (32768, 60999)
"""The ports that a Linux client opens connections from: its default `net.ipv4.ip_local_port_range`.
https://docs.kernel.org/networking/ip-sysctl.html"""
ANY_PORTS = (1024, 65535)
"""The ports of NAT gateways, of load balancers towards their targets, and of clients of unknown kind.
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html"""


class Kind(StrEnum):
    """What sort of endpoint it is."""

    INTERFACE = "interface"
    """A network interface in a subnet of a VPC, of the model or supposed."""
    INTERNET = "internet"
    """A host on the public internet outside AWS."""
    EDGE = "edge"
    """A CloudFront server, fetching from an origin."""
    ON_PREMISES = "on_premises"
    """A host behind a customer gateway."""
    SERVICE = "service"
    """The public endpoint of an AWS service in a region."""
    ADDRESS = "address"
    """A private address of which the model does not say what has it."""


class Guard(StrEnum):
    """What filters an interface's traffic."""

    GROUPS = "groups"
    """Its security groups."""
    NONE = "none"
    """Nothing: it has no security groups, or was supposed without any."""
    UNKNOWN = "unknown"
    """A security group that the model does not contain."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of flows: an interface of a resource in one subnet and one IP version, or a place outside the VPCs.

    `place`: its own address; `public`: the address under which the internet knows it, None where it has none.
    `has_public_address`: None where the model does not say. `is_representative`: the address is one of those that it may have.
    `client_ports`: the ports that it opens connections from, first and last. `service` is the full name of an AWS service.
    """

    address: str
    kind: Kind
    place: Place
    zone: str = ""
    guard: Guard = Guard.NONE
    public: Place | None = None
    has_public_address: bool | None = False
    is_representative: bool = False
    client_ports: tuple[int, int] = LINUX_PORTS
    service: str = ""
    note: str = ""

    @property
    def subnet(self) -> str:
        """The address of its subnet, "" outside the VPCs."""
        return self.place.subnet


@dataclass(frozen=True, slots=True)
class _Stand:
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


@dataclass(frozen=True, slots=True, eq=False)
class Endpoints:
    """Every interface in the model: by what owns it, and by subnet."""

    by_owner: Mapping[str, tuple[Endpoint, ...]]
    by_subnet: Mapping[str, tuple[Endpoint, ...]] = field(default_factory=dict)


def interfaces(model: Model) -> Endpoints:
    """Every interface of every resource, in the order of the model."""
    elastic = {eip.to: eip for eip in model.of(ElasticIp) if eip.to}
    stands = [stand for resource in model for stand in _stands(model, resource, elastic)]
    stated: dict[str, list[str]] = {}
    for stand in stands:
        stated.setdefault(stand.subnet, []).extend(stand.addresses)
    by_owner: dict[str, list[Endpoint]] = {}
    by_subnet: dict[str, list[Endpoint]] = {}
    for stand in stands:
        subnet = model.get(stand.subnet, Subnet)
        if subnet is None:
            continue
        seat = len(by_subnet.setdefault(stand.subnet, []))
        for endpoint in _endpoints(stand, subnet, seat, stated[stand.subnet]):
            by_owner.setdefault(stand.owner, []).append(endpoint)
            by_subnet[stand.subnet].append(endpoint)
    return Endpoints(
        {owner: tuple(group) for owner, group in by_owner.items()},
        {subnet: tuple(group) for subnet, group in by_subnet.items()},
    )


def supposed(subnet: Subnet) -> Iterator[Endpoint]:
    """A host that might stand in a subnet, one for each IP version, without security groups and with any address there.

    Whether it has a public address is the subnet's habit: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html.
    """
    stand = _Stand(
        subnet.address,
        subnet.address,
        guard=Guard.NONE,
        has_ipv6=True,
        has_public_address=subnet.map_public_ip_on_launch,
    )
    yield from _endpoints(stand, subnet, 0, [])


def usable(block: str) -> Networks:
    """The addresses of a subnet's block that AWS gives out: not its first four and not its last.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    """
    whole = network(block)
    if whole.num_addresses <= 8:
        return (whole,)
    first = network(f"{whole.network_address}/{whole.max_prefixlen - 2}")
    last = network(f"{whole.broadcast_address}/{whole.max_prefixlen}")
    return outside((whole,), (first, last))


def _endpoints(stand: _Stand, subnet: Subnet, seat: int, stated: list[str]) -> Iterator[Endpoint]:
    for block in subnet.cidr_blocks:
        version = network(block).version
        own = [ip for ip in stand.addresses if (":" in ip) == (version == 6)]
        if version == 6 and not own and not stand.has_ipv6:
            continue
        possible = (network(own[0]),) if own else _left(block, stated)
        ip = own[0] if own else _representative(block, seat)
        place = Place(ip, possible, owner=stand.owner, subnet=subnet.address, groups=stand.groups)
        yield Endpoint(
            stand.owner,
            Kind.INTERFACE,
            place,
            zone=subnet.availability_zone,
            guard=stand.guard,
            public=_public(stand, place),
            has_public_address=True if version == 6 else stand.has_public_address,
            is_representative=not own,
            client_ports=stand.client_ports,
        )


def _left(block: str, stated: list[str]) -> Networks:
    """What is left of a subnet's block for interfaces whose address is not stated."""
    possible = usable(block)
    return outside(possible, [network(ip) for ip in stated]) or possible


def _representative(block: str, seat: int) -> str:
    """An address to show: the `seat`-th that AWS would give out, from the tenth on."""
    whole = network(block)
    offset = (10 + seat) % max(1, whole.num_addresses - 2)
    return str(whole.network_address + offset)


def _public(stand: _Stand, place: Place) -> Place | None:
    """The public side of an interface. An IPv6 address is public as it stands.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    if place.version == 6:
        return place
    if stand.has_public_address is False:
        return None
    known = stand.public_ip or ""
    possible = (network(known),) if known else public_blocks(4)
    return Place(known, possible, owner=stand.owner, subnet=place.subnet)


def _stands(model: Model, resource: Resource, elastic: Mapping[str, ElasticIp]) -> Iterator[_Stand]:
    match resource:
        case Instance():
            yield _instance(model, resource, elastic)
        case NetworkInterface():
            yield _network_interface(resource, elastic)
        case NatGateway():
            yield _nat_gateway(resource, elastic)
        case Lb():
            yield from _load_balancer(resource)
        case VpcEndpoint(type_="Interface"):
            for subnet in resource.subnets:
                yield _Stand(resource.address, subnet, *_guard(resource.security_groups))
        case AuroraCluster():
            for subnet in resource.subnets:
                yield _Stand(resource.address, subnet, *_guard(resource.security_groups))
        case AuroraInstance():
            yield from _aurora_instance(model, resource)
        case ElasticacheReplicationGroup() | EksCluster() | EksNodeGroup():
            for subnet in resource.subnets:
                yield _Stand(resource.address, subnet, *_guard(resource.security_groups))
        case Deployment():
            yield from _pods(model, resource)
        case _:
            return


def _guard(groups: tuple[str, ...]) -> tuple[tuple[str, ...], Guard]:
    """Without a group of its own an interface gets its VPC's default one, or EKS's, which the model does not contain.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
    """
    return groups, Guard.GROUPS if groups else Guard.UNKNOWN


def _instance(model: Model, instance: Instance, elastic: Mapping[str, ElasticIp]) -> _Stand:
    eip = elastic.get(instance.address)
    subnet = model.get(instance.subnet, Subnet)
    habit = subnet.map_public_ip_on_launch if subnet is not None else False
    wish = instance.associate_public_ip_address
    is_public = bool(instance.public_ip or eip) or (habit if wish is None else wish)
    return _Stand(
        instance.address,
        instance.subnet,
        *_guard(instance.security_groups),
        addresses=tuple(ip for ip in (instance.private_ip, *instance.ipv6_addresses) if ip),
        has_public_address=is_public,
        public_ip=instance.public_ip or (eip.public_ip if eip else None),
    )


def _network_interface(interface: NetworkInterface, elastic: Mapping[str, ElasticIp]) -> _Stand:
    eip = elastic.get(interface.address)
    return _Stand(
        interface.address,
        interface.subnet,
        *_guard(interface.security_groups),
        addresses=(*interface.private_ips, *interface.ipv6_addresses),
        has_public_address=bool(interface.public_ip or eip),
        public_ip=interface.public_ip or (eip.public_ip if eip else None),
        client_ports=ANY_PORTS,
    )


def _nat_gateway(nat: NatGateway, elastic: Mapping[str, ElasticIp]) -> _Stand:
    """It has no security groups: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html."""
    eip = elastic.get(nat.address)
    return _Stand(
        nat.address,
        nat.subnet,
        guard=Guard.NONE,
        addresses=(nat.private_ip,) if nat.private_ip else (),
        has_public_address=nat.connectivity_type == "public",
        public_ip=nat.public_ip or (eip.public_ip if eip else None),
        client_ports=ANY_PORTS,
    )


def _load_balancer(lb: Lb) -> Iterator[_Stand]:
    """An NLB without security groups lets everything in:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html.
    """
    groups, guard = _guard(lb.security_groups)
    if lb.type_ == "network" and not groups:
        guard = Guard.NONE
    for subnet in lb.subnets:
        yield _Stand(
            lb.address,
            subnet,
            groups,
            guard,
            has_ipv6=lb.ip_address_type == "dualstack",
            has_public_address=not lb.internal,
            client_ports=ANY_PORTS,
        )


def _aurora_instance(model: Model, instance: AuroraInstance) -> Iterator[_Stand]:
    cluster = model.get(instance.parent, AuroraCluster)
    for address in cluster.subnets if cluster is not None else ():
        subnet = model.get(address, Subnet)
        zone = instance.availability_zone
        if cluster is not None and subnet is not None and zone in (None, subnet.availability_zone):
            groups, guard = _guard(cluster.security_groups)
            yield _Stand(
                instance.address, address, groups, guard, has_public_address=instance.publicly_accessible
            )


def _pods(model: Model, deployment: Deployment) -> Iterator[_Stand]:
    """Pods have addresses of their nodes' subnets and, unless a policy gives them others, the security groups of the node.

    https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for address in deployment.node_groups:
        nodes = model.get(address, EksNodeGroup)
        for subnet in nodes.subnets if nodes is not None else ():
            if nodes is not None and (subnet, nodes.security_groups) not in seen:
                seen.add((subnet, nodes.security_groups))
                yield _Stand(deployment.address, subnet, *_guard(nodes.security_groups))
