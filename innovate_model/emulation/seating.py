"""Which addresses the ends get: those that the model states, and stand-ins where AWS would choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import Networks, inside, outside, public_blocks
from innovate_model.analyses.survey import Survey
from innovate_model.model import Model
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import Network, network

STAND_INS = "198.18.0.0/15"
"""Where stand-ins for public addresses are taken from: set aside for tests, and nobody's.
https://datatracker.ietf.org/doc/html/rfc2544#appendix-C.2.2"""


@dataclass(frozen=True, slots=True)
class Seat:
    """The addresses of one end. `public` is "" where the internet does not know it; `doubt` says why what it is told
    cannot be relied on, "" where it can; `public_doubt` the same of its public address."""

    ip: str
    public: str = ""
    doubt: str = ""
    public_doubt: str = ""


class Seating:
    """Every interface of a model with its addresses, and further ends as they are asked about."""

    def __init__(self, known: Survey) -> None:
        self.known = known
        self._named = tuple(named_blocks(known.model))
        self._unknown_list = unknown_list(known.model)
        self._taken: dict[str, set[str]] = {}
        self._seats: dict[tuple[object, ...], Seat] = {}
        self._interfaces = tuple(end for ends in known.endpoints.by_subnet.values() for end in ends)
        self._public = self._stand_ins()
        for end in self._interfaces:
            if not end.is_representative:
                self._taken.setdefault(end.subnet, set()).add(end.place.ip)
        for end in self._interfaces:
            self.seat(end)

    def seat(self, end: Endpoint) -> Seat:
        """The addresses of an end, the same whenever it is asked about."""
        key = (end.kind, end.place)
        if key not in self._seats:
            self._seats[key] = self._new(end)
        return self._seats[key]

    def interfaces(self) -> Iterator[tuple[Endpoint, Seat]]:
        """Every interface of the model."""
        for end in self._interfaces:
            yield end, self.seat(end)

    def _new(self, end: Endpoint) -> Seat:
        if not end.subnet:
            ip = end.place.ip or next(self._public)
            return Seat(ip, ip, self._doubt_of(end))
        ip, doubt = (self._free(end), "") if end.is_representative else (end.place.ip, self._misplaced(end))
        if not ip:
            return Seat("", "", f"{end.subnet} has no address left for it")
        if end.place.version == 6:
            return Seat(ip, ip, doubt or self._doubt_of(end))
        known = end.public.ip if end.public is not None else ""
        public = known or (next(self._public) if end.public is not None else "")
        unknown = end.public is not None and not known
        split = self._splitting(public_blocks(4)) if unknown else ""
        public_doubt = f"AWS chooses its public address, and rules or routes name {split}" if split else ""
        return Seat(ip, public, doubt or self._doubt_of(end), public_doubt)

    def _doubt_of(self, end: Endpoint) -> str:
        """An address that is not stated may be in a block that some rule or route treats in its own way."""
        if end.kind is Kind.INTERNET and end.place.aws_lists is None and self._unknown_list:
            return f"whether {end.place.ip} is in {self._unknown_list} is not known"
        stated = end.kind is Kind.INTERNET or (end.kind is not Kind.ON_PREMISES and not self._is_chosen(end))
        split = "" if stated else self._splitting(end.place.possible)
        return (
            f"its address is not stated, and rules or routes name {split}, a part of where it may be" if split else ""
        )

    def _is_chosen(self, end: Endpoint) -> bool:
        return end.is_representative or not end.place.ip

    def _splitting(self, possible: Networks) -> str:
        """A block named by the model that holds a part of these addresses, not all; "" if there is none."""
        for block in self._named:
            if block.version == possible[0].version and inside(possible, (block,)) and outside(possible, (block,)):
                return str(block)
        return ""

    def _free(self, end: Endpoint) -> str:
        """An address in its subnet that nobody has: the tenth and those after it, then those before."""
        taken = self._taken.setdefault(end.subnet, set())
        subnet = self.known.subnet(end.subnet)
        block = network(subnet.cidr_block or "") if end.place.version == 4 else network(subnet.ipv6_cidr_block or "")
        last = min(block.num_addresses - 2, 4096)
        for offset in (*range(10, last + 1), *range(4, min(10, last + 1))):
            ip = str(block.network_address + offset)
            if ip not in taken:
                taken.add(ip)
                return ip
        return ""

    def _misplaced(self, end: Endpoint) -> str:
        subnet = self.known.subnet(end.subnet)
        here = (network(end.place.ip),)
        if not inside(here, [network(block) for block in subnet.cidr_blocks]):
            return f"its address {end.place.ip} is outside {end.subnet}"
        same = [one for one in self._interfaces if one.subnet == end.subnet and one.place.ip == end.place.ip]
        if len([one for one in same if not one.is_representative]) > 1:
            return f"two interfaces have the address {end.place.ip}"
        return ""

    def _stand_ins(self) -> Iterator[str]:
        """Public addresses of which no rule or route speaks, and which nothing in the model has."""
        stated = {end.public.ip for end in self._interfaces if end.public is not None}
        wide = [block for block in self._named if block.version == 4 and block.prefixlen > 0]
        free = outside((network(STAND_INS),), wide) or outside(public_blocks(4), wide) or public_blocks(4)
        for block in free:
            for host in block.hosts() if block.prefixlen < 31 else block:
                if str(host) not in stated:
                    yield str(host)


def named_blocks(model: Model) -> Iterator[Network]:
    """Every block, short of everything, that a rule, a route or a list of the model names; each once."""
    texts: set[str] = set()
    for group in model.of(SecurityGroup):
        for peers in (*(one.peers for one in group.ingress.values()), *(one.peers for one in group.egress.values())):
            texts.update(block for peer in peers for block in peer.cidr_blocks)
    for acl in model.of(NetworkAcl):
        for peers in (*(one.peers for one in acl.ingress.values()), *(one.peers for one in acl.egress.values())):
            texts.update(block for peer in peers for block in peer.cidr_blocks)
    for table in model.of(RouteTable):
        texts.update(destination for destination in table.routes if "/" in destination)
    for exchange in model.of(TransitGatewayRouteTable):
        texts.update(exchange.routes)
    for listed in model.of(PrefixList):
        texts.update(listed.entries)
    for connection in model.of(VpnConnection):
        texts.update(connection.static_routes)
    blocks = {network(text) for text in texts}
    yield from sorted((block for block in blocks if block.prefixlen > 0), key=str)


def unknown_list(model: Model) -> str:
    """A list of addresses that only AWS knows and that some rule or route names; "" if there is none."""
    named: set[str] = set()
    for group in model.of(SecurityGroup):
        for peers in (*(one.peers for one in group.ingress.values()), *(one.peers for one in group.egress.values())):
            named.update(peer.address for peer in peers if peer.kind == "prefix_list")
    for table in model.of(RouteTable):
        named.update(table.routes)
    unknown = (one.aws_managed for one in model.of(PrefixList) if one.address in named and not one.is_known)
    return next(unknown, "")


def crowded(subnets: Sequence[Subnet], vpc: Vpc) -> dict[str, str]:
    """Subnets of a VPC whose blocks AWS would not take, and why: they overlap one another or stick out of the VPC."""
    wrong: dict[str, str] = {}
    own = [network(block) for block in vpc.cidr_blocks]
    for subnet in subnets:
        blocks = [network(block) for block in subnet.cidr_blocks]
        if any(outside((block,), own) for block in blocks):
            wrong[subnet.address] = f"{subnet.address} lies outside its VPC"
        for other in subnets:
            if other is not subnet and _overlap(blocks, map(network, other.cidr_blocks)):
                wrong[subnet.address] = f"{subnet.address} overlaps {other.address}"
    return wrong


def _overlap(blocks: Iterable[Network], others: Iterable[Network]) -> bool:
    there = list(others)
    return any(one.version == two.version and one.overlaps(two) for one in blocks for two in there)
