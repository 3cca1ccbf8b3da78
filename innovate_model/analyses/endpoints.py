"""Which network endpoints a resource is: where its interfaces stand, behind which security groups, with what
addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Literal

from innovate_model.analyses.places import Networks, Place, Span, inside, outside, public_blocks
from innovate_model.analyses.stands import LINUX_PORTS, Guard, Stand, stands
from innovate_model.model import Model
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.subnet import Subnet
from innovate_model.values import network

INTERNET = "internet"
"""What stands for every host outside AWS and outside the model."""


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


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of flows: an interface of a resource in one subnet and one IP version, or a place outside the VPCs.

    `place`: its own address; `public`: the address under which the internet knows it, None where it has none.
    `has_public_address`: None where the model does not say. `is_representative`: the address is one of those that it
    may have. `client_ports`: the ports that it opens connections from, first and last. `service` is the full name of
    an AWS service.
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
    called_as: Literal["either", "private", "public"] = "either"
    """Which of its addresses a client uses, where one was asked about in particular."""
    note: str = ""
    """The block that a host of the internet stands for, where it does not stand for all."""

    def __hash__(self) -> int:
        """Of what tells nearly all endpoints apart: they are put in sets and mappings for every question."""
        return hash((self.address, self.place))

    @property
    def subnet(self) -> str:
        """The address of its subnet, "" outside the VPCs."""
        return self.place.subnet


@dataclass(frozen=True, slots=True, eq=False)
class Endpoints:
    """Every interface in the model: by what owns it, and by subnet."""

    by_owner: Mapping[str, tuple[Endpoint, ...]]
    by_subnet: Mapping[str, tuple[Endpoint, ...]] = field(default_factory=dict)


def interfaces(model: Model) -> Endpoints:
    """Every interface of every resource, in the order of the model."""
    elastic = {eip.to: eip for eip in model.of(ElasticIp) if eip.to}
    found = [stand for resource in model for stand in stands(model, resource, elastic)]
    stated: dict[str, list[str]] = {}
    for stand in found:
        stated.setdefault(stand.subnet, []).extend(stand.addresses)
    by_owner: dict[str, list[Endpoint]] = {}
    by_subnet: dict[str, list[Endpoint]] = {}
    for stand in found:
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
    """A host that might stand in a subnet, one for each IP version, without security groups and with any address
    there.

    Whether it has a public address is the subnet's habit:
    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html.
    """
    stand = Stand(
        subnet.address,
        subnet.address,
        guard=Guard.NONE,
        has_ipv6=True,
        has_public_address=subnet.map_public_ip_on_launch,
    )
    yield from _endpoints(stand, subnet, 0, [])


def apart(start: Endpoint, end: Endpoint) -> tuple[Endpoint, Endpoint]:
    """Two ends of a flow at different addresses, as far as these are only representative: no host has the address of
    another."""
    if not start.place.ip or start.place.ip != end.place.ip:
        return start, end
    return (start, _moved(end)) if end.is_representative else (_moved(start), end)


def _moved(end: Endpoint) -> Endpoint:
    """The end at another one of the addresses that it may have, where there is one."""
    others = (str(ip) for block in end.place.possible for ip in islice(block, 2))
    other = next((ip for ip in others if ip != end.place.ip), end.place.ip)
    place = replace(end.place, ip=other)
    return replace(end, place=place, public=place if end.public == end.place else end.public)


@lru_cache(maxsize=50_000)
def usable(block: str) -> Networks:
    """The addresses of a subnet's block that AWS gives out: not its first four and not its last.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    """
    whole = network(block)
    first, last = int(whole.network_address), int(whole.broadcast_address)
    return (whole,) if last - first < 8 else Span(first + 4, last - 1, whole.version)


def _endpoints(stand: Stand, subnet: Subnet, seat: int, stated: list[str]) -> Iterator[Endpoint]:
    """A stated address outside the subnet is none, for AWS refuses it (the check `fixed-addresses-are-given-out` says
    so): whoever took it would find it in no subnet, or in another one."""
    for block in subnet.cidr_blocks:
        version = network(block).version
        own = [ip for ip in stand.addresses if inside((network(ip),), (network(block),))]
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
    return (outside(possible, [network(ip) for ip in stated]) or possible) if stated else possible


def _representative(block: str, seat: int) -> str:
    """An address to show: the `seat`-th that AWS would give out, from the tenth on."""
    whole = network(block)
    offset = (10 + seat) % max(1, whole.num_addresses - 2)
    return str(whole.network_address + offset)


def _public(stand: Stand, place: Place) -> Place | None:
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
