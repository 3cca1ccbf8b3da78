"""Reachability with sorted intervals in plain Python: a peer of the engine, as good as it gets without numpy.

Addresses are split once at the ends of every block that a rule or route names, and what rules and routes say of each
part is remembered unless told otherwise. It knows what `connected_organization` is made of: private IPv4 addresses in
VPCs on one transit gateway.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from bench.port_sets import EVERYTHING, LINE, PROTOCOLS, Range, Set, both, either, line_of, without
from innovate_model.analyses.endpoints import Endpoint
from innovate_model.model import Model
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.values import network


class Found(NamedTuple):
    """Ports that work from every address of one part to every address of another."""

    source: Range
    destination: Range
    ports: Set


def _span(block: str) -> Range:
    whole = network(block)
    return int(whole.network_address), int(whole.broadcast_address)


class IntervalSets:
    """Answers for any two endpoints of a connected organisation. `remembers`: what pairs have in common is worked out
    once."""

    def __init__(self, model: Model, remembers: bool = True) -> None:
        self.model, self.remembers = model, remembers
        self.subnets = {subnet.address: subnet for subnet in model.of(Subnet)}
        self.by_vpc: dict[str, list[Subnet]] = defaultdict(list)
        for subnet in self.subnets.values():
            self.by_vpc[subnet.parent].append(subnet)
        self.attachments = {one.parent: one for one in model.of(TransitGatewayAttachment)}
        self.doors = {
            (vpc, self.subnets[name].availability_zone): self.subnets[name]
            for vpc, one in self.attachments.items()
            for name in one.subnets
        }
        self.sees_members = all(one.security_group_referencing_support for one in model.of(TransitGateway))
        self.cuts = sorted({end for block in self._blocks() for end in (_span(block)[0], _span(block)[1] + 1)})
        self.vpc_tables = {table.address: self._vpc_routes(table) for table in model.of(RouteTable)}
        self.hub_tables = {table.address: self._hub_routes(table) for table in model.of(TransitGatewayRouteTable)}
        self.parts = {name: tuple(self._parts(_span(subnet.cidr_block or ""))) for name, subnet in self.subnets.items()}
        kept: Callable[..., Callable[..., object]] = cache if remembers else lambda work: work
        self.route, self.acl, self.answers = kept(self._route), kept(self._acl), kept(self._answers)
        self.by_address, self.by_member = kept(self._by_address), kept(self._by_member)
        self.ways: dict[tuple[str, Range, Range], tuple[Set, bool]] = {}
        self.ways_from = ""

    def sessions(self, source: Endpoint, destination: Endpoint) -> list[Found]:
        """What works from the one to the other, for each part of their subnets that rules tell apart."""
        if (
            source.subnet != self.ways_from
        ):  # ways are remembered for one subnet at a time, or they would fill the memory
            self.ways, self.ways_from = {}, source.subnet
        found = []
        for start in self.parts[source.subnet]:
            for end in self.parts[destination.subnet]:
                ports = self._between(source, start, destination, end)
                if ports:
                    found.append(Found(start, end, ports))
        return found

    def _between(self, source: Endpoint, start: Range, destination: Endpoint, end: Range) -> Set:
        key = destination.subnet, start, end
        if key not in self.ways:
            self.ways[key] = self._way(source, start, destination, end)
        way, is_near = self.ways[key]
        if not way:
            return ()
        groups, others = source.place.groups, destination.place.groups
        out = self.by_address(groups, "egress", end)
        if is_near:
            out = either((*out, *self.by_member(groups, "egress", others)))
        way = both(way, out)
        if not way:
            return ()
        into = self.by_address(others, "ingress", start)
        if is_near or self.sees_members:
            into = either((*into, *self.by_member(others, "ingress", groups)))
        return both(way, into)

    def _way(self, source: Endpoint, start: Range, destination: Endpoint, end: Range) -> tuple[Set, bool]:
        """What routes and network ACLs let through, there and back, and whether it stays in the VPC."""
        here, there = self.subnets[source.subnet], self.subnets[destination.subnet]
        forward, back = self._crossed(here, there, start, end), self._crossed(there, here, end, start)
        if forward is None or back is None:
            return (), False
        allowed = EVERYTHING
        for acl, direction, other in forward:
            allowed = both(allowed, self.acl(acl, direction, other))
        for acl, direction, other in back:
            allowed = both(allowed, self.answers(acl, direction, other, source.client_ports))
        return allowed, here.parent == there.parent

    def _crossed(
        self, here: Subnet, there: Subnet, start: Range, end: Range
    ) -> list[tuple[str | None, str, Range]] | None:
        """The network ACLs on the way from one subnet to another, with the address that they look at; None: no way."""
        if here is there:
            return []
        out = (here.network_acl, "egress", end)
        target = self.route(here.route_table, end)
        if target == "local":
            return [out, (there.network_acl, "ingress", start)] if there.parent == here.parent else None
        if target is None or target != self.attachments[here.parent].address:
            return None
        arrived = self._through_hub(here, end)
        if arrived is None or arrived.parent != there.parent:
            return None
        met = [out, (self.doors[here.parent, here.availability_zone].network_acl, "ingress", start)]
        if arrived is not there:
            if self.route(arrived.route_table, end) != "local":
                return None
            met += [(arrived.network_acl, "egress", end), (there.network_acl, "ingress", start)]
        return met

    def _through_hub(self, here: Subnet, end: Range) -> Subnet | None:
        """The subnet that a packet comes out of the transit gateway in."""
        attachment = self.attachments[here.parent]
        if attachment.association is None or (here.parent, here.availability_zone) not in self.doors:
            return None
        target = self.route(attachment.association, end)
        other = self.model.get(target, TransitGatewayAttachment)
        return self.doors[other.parent, here.availability_zone] if other is not None else None

    def _route(self, table: str, end: Range) -> str | None:
        routes = self.vpc_tables.get(table) or self.hub_tables[table]
        target = next((target for (low, high), target in routes if low <= end[0] and end[1] <= high), None)
        return None if target == "blackhole" else target

    def _vpc_routes(self, table: RouteTable) -> list[tuple[Range, str]]:
        vpc = self.model.get(table.parent, Vpc)
        assert vpc is not None
        routes = [(block, 0, "local") for block in vpc.cidr_blocks]
        return _by_length([*routes, *((block, 1, target) for block, target in table.routes.items())])

    def _hub_routes(self, table: TransitGatewayRouteTable) -> list[tuple[Range, str]]:
        routes = [(block, 0, target) for block, target in table.routes.items()]
        for vpc, one in self.attachments.items():
            if table.address in one.propagations:
                resource = self.model.get(vpc, Vpc)
                assert resource is not None
                routes += [(block, 1, one.address) for block in resource.cidr_blocks]
        return _by_length(routes)

    def _acl(self, address: str | None, direction: str, other: Range) -> Set:
        acl = self.model.get(address, NetworkAcl)
        if acl is None:
            return EVERYTHING
        allowed: list[Range] = []
        left = EVERYTHING
        for rule in (acl.ingress if direction == "ingress" else acl.egress).values():
            if _speaks_of(rule.peers, other):
                ports = rule.allow or rule.deny
                assert ports is not None
                allowed += both(left, line_of(ports)) if rule.allow else ()
                left = without(left, line_of(ports))
        return either(allowed)

    def _answers(self, address: str | None, direction: str, other: Range, client: Range) -> Set:
        """The protocols whose answers pass a network ACL, whichever port of its range the client uses."""
        allowed = self.acl(address, direction, other)
        lines = []
        for index, protocol in enumerate(PROTOCOLS):
            start = index * LINE
            low, high = client if protocol in ("tcp", "udp") else (0, LINE - 1)
            if both(allowed, ((start + low, start + high),)) == ((start + low, start + high),):
                lines.append((start, start + LINE - 1))
        return either(lines)

    def _by_address(self, groups: tuple[str, ...], direction: str, other: Range) -> Set:
        return either(
            part for ports, peers in self._rules(groups, direction) if _speaks_of(peers, other) for part in ports
        )

    def _by_member(self, groups: tuple[str, ...], direction: str, others: tuple[str, ...]) -> Set:
        rules = self._rules(groups, direction)
        return either(part for ports, peers in rules if any(peer.address in others for peer in peers) for part in ports)

    def _rules(self, groups: tuple[str, ...], direction: str) -> Iterator[tuple[Set, tuple[Peer, ...]]]:
        for address in groups:
            group = self.model.get(address, SecurityGroup)
            assert group is not None
            for rule in (group.ingress if direction == "ingress" else group.egress).values():
                yield line_of(rule.ports), rule.peers

    def _parts(self, whole: Range) -> Iterator[Range]:
        inner = self.cuts[bisect_right(self.cuts, whole[0]) : bisect_left(self.cuts, whole[1] + 1)]
        yield from zip((whole[0], *inner), (*(cut - 1 for cut in inner), whole[1]), strict=True)

    def _blocks(self) -> Iterator[str]:
        for vpc in self.model.of(Vpc):
            yield from vpc.cidr_blocks
        for table in (*self.model.of(RouteTable), *self.model.of(TransitGatewayRouteTable)):
            yield from table.routes
        for filters in (*self.model.of(NetworkAcl), *self.model.of(SecurityGroup)):
            for rule in (*filters.ingress.values(), *filters.egress.values()):
                yield from (block for peer in rule.peers for block in peer.cidr_blocks)


def _by_length(routes: list[tuple[str, int, str]]) -> list[tuple[Range, str]]:
    """The longest first, of equal ones the first kind."""
    ordered = sorted(routes, key=lambda route: (-network(route[0]).prefixlen, route[1]))
    return [(_span(block), target) for block, _, target in ordered]


def _speaks_of(peers: tuple[Peer, ...], other: Range) -> bool:
    """Do peers hold a part of the addresses that no block divides?"""
    return any(low <= other[0] and other[1] <= high for peer in peers for low, high in map(_span, peer.cidr_blocks))
