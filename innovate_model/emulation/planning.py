"""Graph -> Plan: the network of a model, and as hosts those ends that are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.survey import survey
from innovate_model.emulation.doubting import Doubts
from innovate_model.emulation.draft import DraftSpace
from innovate_model.emulation.gateways import nat_gateway, vpn_gateway
from innovate_model.emulation.hosts import host
from innovate_model.emulation.outside import ON_THE_INTERNET, connect_customers, customer_spaces, internet_space
from innovate_model.emulation.plan import Plan
from innovate_model.emulation.seating import Seat, Seating, role_of
from innovate_model.emulation.site import Site
from innovate_model.emulation.transit import transit_gateways
from innovate_model.emulation.vpcs import peering, subnet_routes, vpc_space
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection
from innovate_model.resources.vpn_gateway import VpnGateway

Role = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and where in it each end stands: the number of its namespace, -1 where it cannot be built, and its
    addresses. `doubts` knows which of its answers are not to be relied on."""

    plan: Plan
    spaces: Mapping[Endpoint, int]
    seats: Mapping[Endpoint, Seat]
    doubts: Doubts


def planned(graph: Graph, ends: Iterable[Endpoint]) -> Planned:
    """The network of a model with these ends in it."""
    known = survey(graph)
    every = tuple(dict.fromkeys(ends))
    seating = Seating(known, every)
    doubts = Doubts(known)
    site = Site(graph.model, seating, doubts, tuple(end for end in every if _can_stand(seating, end)))
    for vpc in graph.model.of(Vpc):
        vpc_space(site, vpc)
    internet = internet_space(site)
    customers = customer_spaces(site, internet)
    _tunnels(site, customers)
    for connection in graph.model.of(VpcPeeringConnection):
        peering(site, connection)
    built = _nat_gateways(site)
    for vpc in graph.model.of(Vpc):
        subnet_routes(site, vpc)
    spaces = {end: _space(site, built, end, internet, customers).number for end in site.ends}
    seats = {end: seating.seat(end) for end in every}
    return Planned(site.draft.frozen(), {end: spaces.get(end, -1) for end in every}, seats, doubts)


def _can_stand(seating: Seating, end: Endpoint) -> bool:
    return (
        end.kind is not Kind.SERVICE
        and (end.kind is not Kind.ADDRESS or bool(end.subnet))
        and bool(seating.seat(end).ip)
    )


def _tunnels(site: Site, customers: Mapping[str, DraftSpace]) -> None:
    tunnels = transit_gateways(site, customers)
    for gateway in site.model.of(VpnGateway):
        tunnels.update(vpn_gateway(site, gateway, customers))
    connect_customers(site, customers, tunnels)


def _nat_gateways(site: Site) -> dict[Role, DraftSpace]:
    """Every NAT gateway that has an IPv4 address."""
    built = {}
    for nat in site.model.of(NatGateway):
        for end in site.seating.known.endpoints.by_owner.get(nat.address, ()):
            seat = site.seating.seat(end)
            if end.place.version == 4 and seat.ip and site.vpc_of(end) == nat.parent:
                built[role_of(end)] = nat_gateway(site, nat, end, seat)
    return built


def _space(
    site: Site,
    built: dict[Role, DraftSpace],
    end: Endpoint,
    internet: DraftSpace,
    customers: Mapping[str, DraftSpace],
) -> DraftSpace:
    """The namespace of an end, made where there is none yet."""
    if end.kind in ON_THE_INTERNET:
        return internet
    if end.kind is Kind.ON_PREMISES:
        return customers[end.place.owner]
    if role_of(end) not in built:
        built[role_of(end)] = host(site, end)
    return built[role_of(end)]
