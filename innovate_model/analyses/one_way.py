"""VPCs that reach another one through a transit gateway and get no answer from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from innovate_model.analyses.routing import LOCAL, Route, is_blackhole, subnet_routes, transit_routes
from innovate_model.analyses.survey import Survey, survey
from innovate_model.graph import Graph
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.values import Network, network

Blocks = tuple[Network, ...]
Ends = tuple[TransitGatewayAttachment, TransitGatewayAttachment]
_OUTWARD = (InternetGateway, NatGateway, EgressOnlyInternetGateway)


@dataclass(frozen=True, slots=True)
class OneWay:
    """Packets of `source` come to the VPC of `destination` by `route`, and nothing of that VPC comes back: its route
    tables send nothing there, or (`is_lost_at_hub`) the transit gateway's table for it does not know the way."""

    source: TransitGatewayAttachment
    destination: TransitGatewayAttachment
    route: Route
    is_lost_at_hub: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """The routes of a transit gateway's table, by their targets; `holes` throw packets away."""

    by_target: Mapping[str, tuple[Route, ...]]
    holes: tuple[Route, ...]

    @classmethod
    def of(cls, known: Survey, address: str | None) -> _Table:
        """Nothing for a table that is not in the model."""
        table = known.model.get(address, TransitGatewayRouteTable)
        routes = transit_routes(known, table) if table is not None else []
        found: dict[str, list[Route]] = {}
        for route in routes:
            if not is_blackhole(route):
                found.setdefault(route.target, []).append(route)
        return cls({target: tuple(group) for target, group in found.items()}, tuple(filter(is_blackhole, routes)))

    def knows(self, blocks: Blocks, first: str) -> bool:
        """Whether some route is for some of the blocks; those to `first` are looked at first."""
        groups = (self.by_target.get(first, ()), *self.by_target.values())
        return any(_meets(route, blocks) for group in groups for route in group)


@dataclass(frozen=True, slots=True)
class _Vpc:
    """Blocks by IP version, and the routes of all its route tables: into each attachment, and those that lead on."""

    blocks: Mapping[int, Blocks]
    into: Mapping[str, tuple[Route, ...]]
    leading_on: tuple[Route, ...]

    @classmethod
    def of(cls, known: Survey, address: str) -> _Vpc:
        routes = tuple(_leaving(known, address))
        found: dict[str, list[Route]] = {}
        for route in routes:
            found.setdefault(route.target, []).append(route)
        return cls(
            {version: _blocks(known, address, version) for version in (4, 6)},
            {target: tuple(group) for target, group in found.items()},
            tuple(route for route in routes if _leads_on(known, route)),
        )


def one_ways(graph: Graph) -> Iterator[OneWay]:
    """Each way between two VPCs at one transit gateway, in one IP version, that has no way back at all: not by any
    route table of the VPC, to any part of the other one. Which subnets and addresses a way serves is not asked."""
    known = survey(graph)
    attachments = {one.address: one for one in graph.model.of(TransitGatewayAttachment) if one.parent in graph.model}
    tables = {name: _Table.of(known, name) for name in dict.fromkeys(one.association for one in attachments.values())}
    vpcs = {name: _Vpc.of(known, name) for name in dict.fromkeys(one.parent for one in attachments.values())}
    for source in attachments.values():
        hub = tables[source.association]
        for destination in (attachments[target] for target in hub.by_target if target in attachments):
            if source.transit_gateway != destination.transit_gateway or source.parent == destination.parent:
                continue
            ours, theirs = vpcs[source.parent], vpcs[destination.parent]
            for version, there in theirs.blocks.items():
                here = ours.blocks[version]
                route = _forward(ours, hub, (source, destination), there) if here else None
                lost = _lost(theirs, tables[destination.association], (source, destination), here) if route else None
                if route is not None and lost is not None:
                    yield OneWay(source, destination, route, lost)


def _leaving(known: Survey, vpc: str) -> Iterator[Route]:
    """The routes of each route table that is used there."""
    seen: set[str] = set()
    for subnet in known.subnets.get(vpc, ()):
        table = known.route_table_of(subnet)
        name = table.address if table is not None else ""
        if name not in seen:
            seen.add(name)
            yield from subnet_routes(known, subnet)


def _blocks(known: Survey, vpc: str, version: int) -> Blocks:
    found = known.model.get(vpc, Vpc)
    blocks = map(network, found.cidr_blocks if found is not None else ())
    return tuple(block for block in blocks if block.version == version)


def _forward(ours: _Vpc, hub: _Table, ends: Ends, there: Blocks) -> Route | None:
    """A route of the VPC into the transit gateway for some of `there`, if that leads on to the other VPC."""
    source, destination = ends
    if any(_meets(route, there) for route in hub.holes):
        return None
    if not any(_meets(route, there) for route in hub.by_target[destination.address]):
        return None
    return next((route for route in ours.into.get(source.address, ()) if _meets(route, there)), None)


def _lost(theirs: _Vpc, hub: _Table, ends: Ends, here: Blocks) -> bool | None:
    """Where the way back ends: in the VPC (False) or at the transit gateway (True); None where there may be one. A list
    whose blocks the model does not know may have them."""
    source, destination = ends
    back = [route for route in theirs.leading_on if route.block is None or _meets(route, here)]
    if not back:
        return False
    if any(route.target != destination.address for route in back):
        return None
    return None if hub.knows(here, source.address) else True


def _leads_on(known: Survey, route: Route) -> bool:
    """Whether a route leads to another private network, rather than out, nowhere or around in the VPC."""
    target = known.model.resources.get(route.target)
    is_elsewhere = route.target != LOCAL and not is_blackhole(route)
    is_service = isinstance(target, VpcEndpoint) and target.type_ == "Gateway"
    return is_elsewhere and not is_service and not isinstance(target, _OUTWARD)


def _meets(route: Route, blocks: Iterable[Network]) -> bool:
    own = route.block
    return own is not None and any(own.version == block.version and own.overlaps(block) for block in blocks)
