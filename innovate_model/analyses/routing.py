"""Which route a packet takes out of a table: of a subnet, or of a transit gateway.

Subnets, by https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html: the longest prefix; of equal
ones the static route, then the one of a prefix list, then the propagated. The local route beats whatever is
propagated inside the VPC's blocks. Transit gateways, by
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: the longest prefix; of equal ones the
static route, then what VPCs propagate, then what VPNs do. Between routes that are equal in all this the model cannot
tell: of two VPCs with one block only the one that was attached first is propagated
(https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html), of two overlapping
prefix lists AWS takes either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, pairwise

from innovate_model.analyses.places import Place, inside, is_covered, membership, outside
from innovate_model.analyses.survey import Survey
from innovate_model.resources.instance import Instance
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import BLACKHOLE, RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.span import Path, at
from innovate_model.values import Network, network

LOCAL = "local"


class Rank(IntEnum):
    """Who wins among routes of one length: the lowest."""

    REPLACES_LOCAL = 0
    LOCAL = 1
    STATIC = 2
    PREFIX_LIST = 3
    PROPAGATED = 4
    PROPAGATED_BY_VPN = 5


@dataclass(frozen=True, slots=True)
class Route:
    """One way out. `target` is an address, `local` or `blackhole`; `destination` is what was written: a block or a
    list's address.

    `unknown_list`: the AWS-managed list whose blocks the model does not know; such a route has no `block`. `behind`:
    the customer gateway that a VPN connection leads to; two connections to one back each other up.
    """

    destination: str
    target: str
    rank: Rank
    path: Path
    block: Network | None = None
    unknown_list: PrefixList | None = None
    behind: str = ""

    @property
    def leads_to(self) -> str:
        """What it comes to: routes that come to the same are as good as one."""
        return self.behind or self.target

    def __str__(self) -> str:
        return f"route {self.destination} -> {self.target if '.' not in self.target else short(self.target)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a table decided: one route, or none, or that it depends on a fact that the model lacks (`missing`)."""

    route: Route | None = None
    missing: str = ""


def short(address: str) -> str:
    """The last two parts of an address: `nat_gateways.egress-a`."""
    return ".".join(address.split(".")[-2:])


def choose(routes: Iterable[Route], place: Place) -> Choice:
    """The route to a place. It depends where the possible addresses of the place go different ways."""
    routes = list(routes)
    unsure: list[Route] = []
    for route in routes:
        if route.unknown_list is not None:
            is_member = membership(place, route.unknown_list)
            if is_member:
                return Choice(route)
            if is_member is None:
                unsure.append(route)
    taken, left = _taken(routes, place)
    if taken and not unsure and all(map(is_blackhole, taken)):
        return Choice(taken[0])  # thrown away or not routed at all: it goes nowhere
    ways = {route.leads_to for route in (*taken, *unsure)}
    if unsure and (len(ways) > 1 or left):
        return Choice(taken[0] if taken else None, f"whether {place.ip or 'the address'} is in {unsure[0].destination}")
    if taken and (len(ways) > 1 or left):
        return Choice(taken[0], _equals(taken) or f"the address of {short(place.owner) or place.ip}: its routes differ")
    return Choice(taken[0] if taken else None)


def _taken(routes: Iterable[Route], place: Place) -> tuple[list[Route], bool]:
    """The routes that some possible address takes, equal ones side by side, and whether some address takes none."""
    ordered = sorted(
        (route for route in routes if route.block is not None and route.block.version == place.version),
        key=lambda route: (*_precedence(route), route.destination, route.target),
    )
    left = place.possible
    taken: list[Route] = []
    for _, equals in groupby(ordered, _precedence):
        group = list(equals)
        assert group[0].block is not None
        if inside(left, (group[0].block,)):
            taken.extend(group)
            left = outside(left, (group[0].block,))
        if not left:
            break
    return taken, bool(left)


def _precedence(route: Route) -> tuple[int, int, Rank]:
    """Longest first; within one block by who wins."""
    assert route.block is not None
    return -route.block.prefixlen, int(route.block.network_address), route.rank


def _equals(taken: list[Route]) -> str:
    """The fact that decides between two equal routes, "" where there are none."""
    for one, other in pairwise(taken):
        if _precedence(one) == _precedence(other) and one.leads_to != other.leads_to:
            return f"whether {short(one.target)} or {short(other.target)} has the route for {one.block}"
    return ""


def subnet_routes(survey: Survey, subnet: Subnet) -> list[Route]:
    """Every route of a subnet's table that AWS would take, the implied ones included."""
    vpc = survey.vpc_of(subnet.address)
    table = survey.route_table_of(subnet)
    local = [
        Route(block, LOCAL, Rank.LOCAL, at(vpc.address, _attribute_of(vpc, block)), network(block))
        for block in vpc.cidr_blocks
    ]
    if table is None:
        return local
    written = [*_static(survey, table), *_propagated(survey, table)]
    kept = [adjusted for route in written if (adjusted := _beside_local(survey, vpc, route)) is not None]
    return [*local, *kept, *_gateway_endpoint_routes(survey, table)]


def _attribute_of(vpc: Vpc, block: str) -> str:
    if block == vpc.cidr_block:
        return "cidr_block"
    return "ipv6_cidr_block" if block == vpc.ipv6_cidr_block else "secondary_cidr_blocks"


def _static(survey: Survey, table: RouteTable) -> Iterator[Route]:
    for destination, target in table.routes.items():
        path = at(table.address, "routes", destination)
        listed = survey.model.get(destination, PrefixList)
        if "/" in destination:
            yield Route(destination, target, Rank.STATIC, path, network(destination))
        elif listed is not None and listed.is_known:
            for block in listed.entries:
                yield Route(short(destination), target, Rank.PREFIX_LIST, path, network(block))
        elif listed is not None:
            yield Route(short(destination), target, Rank.PREFIX_LIST, path, unknown_list=listed)


def _propagated(survey: Survey, table: RouteTable) -> Iterator[Route]:
    """What a VPN gateway learns. It carries IPv4 only:
    https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html.
    """
    for index, gateway in enumerate(table.propagating_vpn_gateways):
        path = at(table.address, "propagating_vpn_gateways")
        for connection in survey.connections.get(gateway, ()):
            rank = Rank.PROPAGATED if connection.static_routes else Rank.PROPAGATED_BY_VPN
            for block, _ in survey.blocks_behind(connection):
                if network(block).version == 4:
                    yield Route(block, gateway, rank, (*path, index), network(block))


def _beside_local(survey: Survey, vpc: Vpc, route: Route) -> Route | None:
    """The route as it stands beside the local one, None where it counts for nothing.

    Inside the VPC's blocks only a static route to a NAT gateway, a network interface (or its instance) or a Gateway
    Load Balancer endpoint overrides the local route, and AWS refuses others:
    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html. A propagated one never does:
    https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
    """
    if route.block is None or not inside((route.block,), map(network, vpc.cidr_blocks)):
        return route
    if is_covered(route.block, map(network, vpc.cidr_blocks)):
        is_middlebox = isinstance(
            survey.model.resources.get(route.target), NatGateway | NetworkInterface | Instance
        ) or _is_appliance_endpoint(survey, route.target)
        if route.rank is Rank.STATIC and is_middlebox:
            return Route(route.destination, route.target, Rank.REPLACES_LOCAL, route.path, route.block)
        return None
    return route


def _is_appliance_endpoint(survey: Survey, target: str) -> bool:
    endpoint = survey.model.get(target, VpcEndpoint)
    return endpoint is not None and endpoint.type_ == "GatewayLoadBalancer"


def service_of(survey: Survey, endpoint: VpcEndpoint) -> str:
    """The full name of the service behind an endpoint: `com.amazonaws.us-east-1.s3`, which names its prefix list too.

    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    region = survey.model.get(endpoint.parent, Vpc)
    return f"com.amazonaws.{region.region if region else ''}.{endpoint.service}"


def _gateway_endpoint_routes(survey: Survey, table: RouteTable) -> Iterator[Route]:
    """The routes that gateway endpoints put into a table: the service's prefix list, IPv4.

    More specific than 0.0.0.0/0, and of use only to the VPC's own interfaces:
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    for endpoint in survey.gateway_endpoints.get(table.address, ()):
        name = service_of(survey, endpoint)
        path = at(endpoint.address, "route_tables")
        known = [one for one in survey.model.of(PrefixList) if one.aws_managed == name and one.entries]
        for block in known[0].entries if known else ():
            yield Route(name, endpoint.address, Rank.PREFIX_LIST, path, network(block))
        if not known:
            unknown = PrefixList(address=name, aws_managed=name)
            yield Route(name, endpoint.address, Rank.PREFIX_LIST, path, unknown_list=unknown)


def transit_routes(survey: Survey, table: TransitGatewayRouteTable) -> list[Route]:
    """Every route of a transit gateway's table. Peering attachments propagate nothing, so they have static ones only.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
    """
    routes = [
        Route(block, target, Rank.STATIC, at(table.address, "routes", block), network(block))
        for block, target in table.routes.items()
    ]
    for attachment in survey.propagations.get(table.address, ()):
        path = at(attachment.address, "propagations")
        if isinstance(attachment, TransitGatewayAttachment):
            vpc = survey.model.get(attachment.parent, Vpc)
            blocks = vpc.cidr_blocks if vpc is not None else ()
            routes += [Route(block, attachment.address, Rank.PROPAGATED, path, network(block)) for block in blocks]
        else:
            learnt = [block for block, _ in survey.blocks_behind(attachment)]
            target, behind = attachment.address, attachment.customer_gateway
            routes += [
                Route(block, target, Rank.PROPAGATED_BY_VPN, path, network(block), behind=behind) for block in learnt
            ]
    return routes


def connection_to(survey: Survey, gateway: str, place: Place) -> tuple[VpnConnection | None, Choice]:
    """Which of a VPN gateway's connections leads to a place, by the longest of the blocks behind them."""
    connections = survey.connections.get(gateway, ())
    routes = [
        Route(block, one.address, Rank.PROPAGATED_BY_VPN, path, network(block), behind=one.customer_gateway)
        for one in connections
        for block, path in survey.blocks_behind(one)
    ]
    if connections and not routes:
        return None, Choice(missing=f"the networks behind {short(connections[0].customer_gateway)}")
    choice = choose(routes, place)
    found = survey.model.get(choice.route.target, VpnConnection) if choice.route is not None else None
    return found, choice


def is_blackhole(route: Route) -> bool:
    """Does the route throw its packets away?"""
    return route.target == BLACKHOLE
