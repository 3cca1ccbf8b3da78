"""VPCs that reach another one through a transit gateway and get no answer from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

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

_OUTWARD = (InternetGateway, NatGateway, EgressOnlyInternetGateway)


@dataclass(frozen=True, slots=True)
class OneWay:
    """Packets of `source` come to the VPC of `destination` by `route`, and nothing of that VPC comes back: its route
    tables send nothing there, or (`is_lost_at_hub`) the transit gateway's table for it does not know the way."""

    source: TransitGatewayAttachment
    destination: TransitGatewayAttachment
    route: Route
    is_lost_at_hub: bool


def one_ways(graph: Graph) -> Iterator[OneWay]:
    """Each way between two VPCs at one transit gateway, in one IP version, that has no way back at all: not by any
    route table of the VPC, to any part of the other one. Which subnets and addresses a way serves is not asked."""
    known = survey(graph)
    attachments = [one for one in graph.model.of(TransitGatewayAttachment) if one.parent in graph.model]
    leaving = {one.parent: tuple(_of_vpc(known, one.parent)) for one in attachments}
    for source, destination in permutations(attachments, 2):
        if source.transit_gateway == destination.transit_gateway and source.parent != destination.parent:
            for version in (4, 6):
                here, there = (_blocks(known, one.parent, version) for one in (source, destination))
                route = _forward(known, leaving[source.parent], (source, destination), there) if here else None
                lost = _lost(known, leaving[destination.parent], destination, here) if route is not None else None
                if route is not None and lost is not None:
                    yield OneWay(source, destination, route, lost)


def _of_vpc(known: Survey, vpc: str) -> Iterator[Route]:
    for subnet in known.subnets.get(vpc, ()):
        yield from subnet_routes(known, subnet)


def _blocks(known: Survey, vpc: str, version: int) -> tuple[Network, ...]:
    found = known.model.get(vpc, Vpc)
    blocks = map(network, found.cidr_blocks if found is not None else ())
    return tuple(block for block in blocks if block.version == version)


def _forward(
    known: Survey,
    leaving: Iterable[Route],
    ends: tuple[TransitGatewayAttachment, TransitGatewayAttachment],
    there: tuple[Network, ...],
) -> Route | None:
    """A route of the VPC into the transit gateway for some of `there`, if that leads on to the other VPC."""
    source, destination = ends
    hub = [route for route in _of_hub(known, source) if _meets(route, there)]
    if any(map(is_blackhole, hub)) or not any(route.target == destination.address for route in hub):
        return None
    return next((route for route in leaving if route.target == source.address and _meets(route, there)), None)


def _lost(
    known: Survey, leaving: Iterable[Route], destination: TransitGatewayAttachment, here: tuple[Network, ...]
) -> bool | None:
    """Where the way back ends: in the VPC (False) or at the transit gateway (True); None where there may be one. A list
    whose blocks the model does not know may have them."""
    back = [route for route in leaving if (_meets(route, here) or route.block is None) and _leads_on(known, route)]
    if not back:
        return False
    is_by_hub = all(route.target == destination.address for route in back)
    hub = [route for route in _of_hub(known, destination) if _meets(route, here) and not is_blackhole(route)]
    return True if is_by_hub and not hub else None


def _of_hub(known: Survey, attachment: TransitGatewayAttachment) -> list[Route]:
    table = known.model.get(attachment.association, TransitGatewayRouteTable)
    return transit_routes(known, table) if table is not None else []


def _leads_on(known: Survey, route: Route) -> bool:
    """Whether a route leads to another private network, rather than out, nowhere or around in the VPC."""
    target = known.model.resources.get(route.target)
    is_elsewhere = route.target != LOCAL and not is_blackhole(route)
    is_service = isinstance(target, VpcEndpoint) and target.type_ == "Gateway"
    return is_elsewhere and not is_service and not isinstance(target, _OUTWARD)


def _meets(route: Route, blocks: Iterable[Network]) -> bool:
    own = route.block
    return own is not None and any(own.version == block.version and own.overlaps(block) for block in blocks)
