"""What is outside AWS: the internet and its hosts, and the networks behind customer gateways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import inside, private_blocks
from innovate_model.emulation.draft import EVERYWHERE, DraftSpace
from innovate_model.emulation.gateways import egress_only_gateway, internet_gateway
from innovate_model.emulation.hosts import INPUT
from innovate_model.emulation.rulesets import ERRORS, NEIGHBOURS
from innovate_model.emulation.site import MAIN, Site
from innovate_model.emulation.transit import entries
from innovate_model.emulation.ways import Metric
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway
from innovate_model.values import network

BACK, OUT = 200, 2000
"""Routing tables: for answers on a cable that sessions came in by, and of a customer's connections; plus a number."""
ON_THE_INTERNET = (Kind.INTERNET, Kind.EDGE)


def internet_space(site: Site) -> DraftSpace:
    """One namespace for all hosts of the internet, which routes public addresses and no private ones."""
    space = site.draft.space("internet", "internet", forwards=True)
    _inhabit(site, space, (end for end in site.ends if end.kind in ON_THE_INTERNET))
    for gateway in site.model.of(InternetGateway):
        vpc = site.model.get(gateway.parent, Vpc)
        before = len(site.draft.links)
        internet_gateway(site, gateway, space)
        cable = site.draft.links[before].name
        for end, seat in site.inhabitants(gateway.parent):
            if end.place.version == 4 and seat.public and not inside((network(seat.public),), private_blocks(4)):
                space.route(MAIN, f"{seat.public}/32", f"dev {cable}")
        if vpc is not None and vpc.ipv6_cidr_block:
            space.route(MAIN, vpc.ipv6_cidr_block, f"dev {cable}")
    for index, door in enumerate(site.model.of(EgressOnlyInternetGateway)):
        vpc = site.model.get(door.parent, Vpc)
        cable = egress_only_gateway(site, door, space)
        answer_by(space, cable, 1 + index)
        if vpc is not None and vpc.ipv6_cidr_block:
            space.route(MAIN, vpc.ipv6_cidr_block, f"dev {cable}", 9000)
    return space


def customer_spaces(site: Site, internet: DraftSpace) -> dict[str, DraftSpace]:
    """The hosts behind each customer gateway. Those with public addresses are on the internet, too."""
    spaces = {}
    for index, gateway in enumerate(site.model.of(CustomerGateway)):
        space = site.draft.space("customer", gateway.address)
        spaces[gateway.address] = space
        ends = [end for end in site.ends if end.kind is Kind.ON_PREMISES and end.place.owner == gateway.address]
        _inhabit(site, space, ends)
        public = [
            end for end in ends if not inside((network(site.seating.seat(end).ip),), private_blocks(end.place.version))
        ]
        if public:
            cable = site.draft.join(internet, space)
            answer_by(space, cable, 1)
            answer_by(internet, cable, 5000 + index)
            for end in public:
                ip = site.seating.seat(end).ip
                internet.route(MAIN, f"{ip}/{32 if end.place.version == 4 else 128}", f"dev {cable}")
    return spaces


def _inhabit(site: Site, space: DraftSpace, ends: Iterable[Endpoint]) -> None:
    for end in ends:
        ip = site.seating.seat(end).ip
        pair = ("lo", f"{ip}/{32 if end.place.version == 4 else 128}")
        if pair not in space.addresses:
            space.addresses.append(pair)
    space.hooks["incoming"] = INPUT
    space.add("incoming", NEIGHBOURS, *ERRORS, "ct state invalid drop")


def answer_by(space: DraftSpace, cable: str, number: int) -> None:
    """Answers go back by the cable that the session came in by."""
    space.add("arrive", f'iifname "{cable}" ct mark 0 ct mark set {number}')
    if "answer" not in space.chains:
        space.add("answer", "ct direction reply ct mark != 0 meta mark set ct mark")
        space.add("arrive", "ct direction reply ct mark != 0 meta mark set ct mark")
    space.lookup(10, f"fwmark {number}", BACK + number)
    for block in EVERYWHERE:
        space.route(BACK + number, block, f"dev {cable}")


def connect_customers(site: Site, customers: Mapping[str, DraftSpace], tunnels: Mapping[str, str]) -> None:
    """How the customers' own networks route: by the first connection that leads to an address, as if they knew all
    that AWS announces."""
    for index, connection in enumerate(site.model.of(VpnConnection)):
        space, cable = customers.get(connection.customer_gateway), tunnels.get(connection.address)
        if space is None or cable is None:
            continue
        answer_by(space, cable, 10 + index)
        space.lookup(20 + index, "", OUT + index)
        for block, way in _announced(site, connection, cable):
            space.route(OUT + index, block, way)
        for block in EVERYWHERE:  # where none leads, the first connection is where it is found out
            space.route(MAIN, block, f"dev {cable}")


def _announced(site: Site, connection: VpnConnection, cable: str) -> Iterable[tuple[str, str]]:
    if connection.vpn_gateway is not None:
        gateway = site.model.get(connection.vpn_gateway, VpnGateway)
        vpc = site.model.get(gateway.parent, Vpc) if gateway is not None else None
        blocks = vpc.cidr_blocks if vpc is not None else ()
        return [(block, f"dev {cable}") for block in blocks if ":" not in block]
    table = site.model.get(connection.association, TransitGatewayRouteTable)
    best: dict[str, tuple[Metric, str]] = {}
    for entry in entries(site, table) if table is not None else ():
        way = "throw" if entry.targets == (BLACKHOLE,) else f"dev {cable}"
        best[entry.block] = min(best.get(entry.block, (entry.metric, way)), (entry.metric, way))
    return [(block, way) for block, (_, way) in best.items()]
