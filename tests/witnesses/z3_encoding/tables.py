"""Route tables: which route takes a packet, as one condition for each route."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from z3 import And, BoolRef, BoolVal, Not, Or

from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import Network, network

from .facts import Facts
from .filters import is_listed
from .terms import overlap, within
from .world import End, World

LOCAL = "local"


@dataclass(frozen=True)
class Entry:
    """A route: a block, or a list of AWS's that the model does not know, and who wins among equal blocks (the lowest
    `order`)."""

    target: str
    order: int
    block: Network | None = None
    unknown: PrefixList | None = None


def taken(facts: Facts, name: str, entries: Iterable[Entry], to: End) -> Iterator[tuple[BoolRef, str]]:
    """For each target the condition that the table sends a packet there.

    The longest prefix wins, then the order of the kinds of routes; between equal ones AWS chooses, nobody knows how.
    A prefix list of AWS's own is more specific than a default route.
    https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    entries = [one for one in entries if one.block is None or overlap(to.possible, one.block)]
    not_yet: list[BoolRef] = []
    for entry in (one for one in entries if one.unknown is not None):
        is_member = is_listed(facts, to, entry.unknown)
        yield And(*not_yet, is_member), entry.target
        not_yet.append(Not(is_member))
    plain: dict[tuple[Network, int], list[str]] = {}
    for entry in entries:
        if entry.block is not None and entry.target not in plain.setdefault((entry.block, entry.order), []):
            plain[(entry.block, entry.order)].append(entry.target)
    for (block, order), targets in plain.items():
        better = [other for other, rank in plain if (-other.prefixlen, rank) < (-block.prefixlen, order)]
        is_best = [Not(within(to.address, other)) for other in better if other.overlaps(block)]
        chosen = facts.choice(f"{name} takes for {block}", len(targets))
        for target, is_chosen in zip(sorted(targets), chosen, strict=True):
            yield And(*not_yet, within(to.address, block), *is_best, is_chosen), target


def subnet_entries(world: World, vpc: Vpc, table: RouteTable | None) -> Iterator[Entry]:
    """Every route of a subnet's table, the local ones included."""
    own = [network(block) for block in vpc.cidr_blocks]
    yield from (Entry(LOCAL, 1, block) for block in own)
    if table is None:
        return
    for entry in (*_written(world, table), *_learnt(world, table)):
        kept = _beside_local(world, own, entry)
        if kept is not None:
            yield kept
    for endpoint in world.gateway_endpoints.get(table.address, ()):
        name = f"com.amazonaws.{vpc.region}.{endpoint.service}"
        lists = [one for one in world.model.of(PrefixList) if one.aws_managed == name and one.entries]
        if lists:
            yield from (Entry(endpoint.address, 3, network(block)) for block in lists[0].entries)
        else:
            yield Entry(endpoint.address, 3, unknown=PrefixList(address=name, aws_managed=name))


def _written(world: World, table: RouteTable) -> Iterator[Entry]:
    for destination, target in table.routes.items():
        if "/" in destination:
            yield Entry(target, 2, network(destination))
            continue
        listed = world.model[destination]
        if listed.is_known:
            yield from (Entry(target, 3, network(block)) for block in listed.entries)
        else:
            yield Entry(target, 3, unknown=listed)


def _learnt(world: World, table: RouteTable) -> Iterator[Entry]:
    """Static routes of a VPN connection come before those that BGP announces. A virtual private gateway carries IPv4.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
    https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html
    """
    for gateway in table.propagating_vpn_gateways:
        for connection in world.connections.get(gateway, ()):
            for block in behind(world, connection):
                if block.version == 4:
                    yield Entry(gateway, 4 if connection.static_routes else 5, block)


def _beside_local(world: World, own: list[Network], entry: Entry) -> Entry | None:
    """A route for a part of the VPC's own blocks counts only if it is static and leads to a NAT gateway, a network
    interface or a Gateway Load Balancer endpoint; it then wins, at equal length too.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html
    https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
    """
    block = entry.block
    if block is None or not any(one.version == block.version and block.subnet_of(one) for one in own):
        return entry
    target = world.model.resources.get(entry.target)
    kind = getattr(target, "kind", "")
    is_appliance = kind in ("nat_gateway", "network_interface", "instance") or (
        kind == "vpc_endpoint" and target.type_ == "GatewayLoadBalancer"
    )
    return Entry(entry.target, 0, block) if entry.order == 2 and is_appliance else None


def behind(world: World, connection: VpnConnection) -> list[Network]:
    """The blocks that a VPN connection leads to: its static routes, else what its customer gateway announces.

    https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
    """
    customer = world.model.get(connection.customer_gateway, CustomerGateway)
    announced = customer.cidr_blocks if customer is not None else ()
    return [network(block) for block in connection.static_routes or announced]


def transit_entries(world: World, table: TransitGatewayRouteTable) -> Iterator[Entry]:
    """Static routes, then what VPC attachments propagate, then what VPN attachments do.

    https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
    """
    yield from (Entry(target, 0, network(block)) for block, target in table.routes.items())
    for filler in world.fillers.get(table.address, ()):
        if isinstance(filler, TransitGatewayAttachment):
            vpc = world.model.get(filler.parent, Vpc)
            yield from (Entry(filler.address, 1, network(block)) for block in vpc.cidr_blocks)
        else:
            yield from (Entry(filler.address, 2, block) for block in behind(world, filler))


def tunnels(world: World, facts: Facts, gateway: str, to: End) -> Iterator[tuple[BoolRef, VpnConnection]]:
    """Which connection of a virtual private gateway takes a packet."""
    connections = world.connections.get(gateway, ())
    entries = [Entry(one.address, 0, block) for one in connections for block in behind(world, one)]
    if connections and not entries:
        yield facts.flag(f"{gateway} leads there"), connections[0]
    for condition, target in taken(facts, gateway, entries, to):
        yield condition, world.model[target]


def leads_anywhere(facts: Facts, table: str, entries: Iterable[Entry], to: End) -> BoolRef:
    """Has a table a route for a packet, and not one that throws it away?"""
    return Or([condition for condition, target in taken(facts, table, entries, to) if target != "blackhole"])


def nowhere() -> BoolRef:
    """No packet."""
    return BoolVal(False)
