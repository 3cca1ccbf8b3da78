"""The steps between the ends of a way: out of a subnet by its route table, through gateways, from VPC to VPC."""

from __future__ import annotations

from dataclasses import replace

from innovate_model.analyses.delivering import (
    deliver,
    from_customer,
    not_in_model,
    on_internet,
    stop,
    subnet_of,
    to_customer,
)
from innovate_model.analyses.filtering import Crossing, Packet
from innovate_model.analyses.flow import Disposition, Hop
from innovate_model.analyses.places import inside
from innovate_model.analyses.positions import (
    Arrived,
    AtNat,
    AtTransit,
    AtVpnGateway,
    Context,
    InSubnet,
    InVpc,
    OnInternet,
    OnPremises,
    Position,
    Step,
    Translation,
    acl_hop,
)
from innovate_model.analyses.routing import LOCAL, Route, choose, connection_to, is_blackhole, short, subnet_routes
from innovate_model.analyses.transit import into_transit, through_transit
from innovate_model.resources.base import Resource
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.instance import Instance
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection
from innovate_model.resources.vpn_gateway import VpnGateway
from innovate_model.span import at
from innovate_model.values import network


def step(context: Context, position: Position, packet: Packet) -> Step:
    """One step of a packet's way from a position."""
    match position:
        case InSubnet():
            return _leave_subnet(context, context.survey.subnet(position.subnet), packet)
        case InVpc():
            return deliver(context, position, packet)
        case AtNat():
            return _through_nat(context, position, packet)
        case AtTransit():
            return through_transit(context, position, packet)
        case AtVpnGateway():
            return _through_vpn_gateway(context, position, packet)
        case OnPremises():
            return from_customer(context, position, packet)
        case OnInternet():
            return on_internet(context, packet)


def _leave_subnet(context: Context, subnet: Subnet, packet: Packet) -> Step:
    """To a neighbour directly, for network ACLs judge what enters and leaves a subnet, not what is routed within; else
    past its network ACL and by its route table.

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    """
    vpc = context.survey.vpc_of(subnet.address)
    neighbour = subnet_of(context, vpc.address, packet.destination)
    if neighbour is not None and neighbour.address == subnet.address:
        hop = Hop(subnet.address, "delivers it inside the subnet, where no network ACL is asked")
        return Step((hop,), packet, InVpc(vpc.address, subnet.address))
    border = tuple(acl_hop(context, subnet, "egress", packet))
    choice = choose(subnet_routes(context.survey, subnet), packet.destination)
    table = context.survey.route_table_of(subnet)
    component = table.address if table is not None else subnet.address
    if choice.route is None:
        how = Disposition.INSUFFICIENT_INFO if choice.missing else Disposition.NO_ROUTE
        remedy = choice.missing or f"a route for {packet.destination.ip or short(packet.destination.owner)}"
        path = at(component, "routes") if table is not None else at(component)
        action = "may have no route for it" if choice.missing else "has no route for it"
        return Step((*border, Hop(component, action, path, how, remedy)), packet)
    onward = _take(context, subnet, vpc, choice.route, packet)
    if choice.missing:
        action, how = f"may take {choice.route}", Disposition.INSUFFICIENT_INFO
        hop = Hop(component, action, choice.route.path, how, choice.missing)
        return Step((*border, hop), packet, supposed=onward)
    taken = Hop(component, str(choice.route), choice.route.path)
    return replace(onward, hops=(*border, taken, *onward.hops))


def _take(context: Context, subnet: Subnet, vpc: Vpc, route: Route, packet: Packet) -> Step:
    """Where a route of a subnet's table leads. A target that belongs to another VPC leads nowhere."""
    if route.target == LOCAL:
        return Step((), packet, InVpc(vpc.address, subnet.address))
    if is_blackhole(route):
        table = ".".join(map(str, route.path[:-2]))
        hop = Hop(table, "throws it away", route.path, Disposition.NULL_ROUTED, "another route")
        return Step((hop,), packet)
    return _through(context, subnet, vpc, route, packet)


def _through(context: Context, subnet: Subnet, vpc: Vpc, route: Route, packet: Packet) -> Step:
    target = context.survey.model.resources.get(route.target)
    if target is None:
        return not_in_model(packet, route.target)
    if not isinstance(target, VpcPeeringConnection) and target.within("vpcs") != vpc.address:
        remedy = "a target in the subnet's own VPC"
        return stop(packet, route.target, "is not of this VPC", Disposition.NULL_ROUTED, remedy)
    return _into(context, subnet, vpc, target, packet)


def _into(context: Context, subnet: Subnet, vpc: Vpc, target: Resource, packet: Packet) -> Step:
    match target:
        case InternetGateway():
            return _out_through_internet_gateway(context, target, packet)
        case EgressOnlyInternetGateway():
            return _out_through_egress_only_gateway(context, target, packet)
        case NatGateway():
            return Step((), packet, AtNat(target.address, subnet.address))
        case VpcPeeringConnection():
            return _through_peering(context, target, vpc, packet)
        case TransitGatewayAttachment():
            return into_transit(context, target, subnet, packet)
        case VpnGateway():
            return Step((), packet, AtVpnGateway(target.address))
        case VpcEndpoint(type_="Gateway"):
            return _through_gateway_endpoint(context, target, vpc, packet)
        case _ if target.address == packet.destination.owner and subnet_of(context, vpc.address, packet.destination):
            return Step((), packet, InVpc(vpc.address, subnet.address))
    return _through_middlebox(target, packet)


def _out_through_internet_gateway(context: Context, gateway: InternetGateway, packet: Packet) -> Step:
    """One-to-one translation: it drops what has no public address of its own.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    end = context.interface(packet.source)
    vpc = context.survey.vpc_of(end.subnet).address if end is not None and end.subnet else ""
    is_own = vpc == gateway.parent
    if end is not None and is_own and end.has_public_address is None:
        remedy = f"whether {short(end.address)} has a public address"
        return stop(packet, end.address, "may have a public address", Disposition.INSUFFICIENT_INFO, remedy)
    if end is None or not is_own or end.public is None:
        who = short(packet.source.owner) if packet.source.owner else packet.source.ip
        remedy = f"a public address for {who}, or a NAT gateway"
        return stop(packet, gateway.address, f"drops what has no public address: {who}", Disposition.DENIED_IN, remedy)
    told = "lets it out" if end.place.version == 6 else "translates the private address to the public one"
    hop = Hop(gateway.address, told, at(gateway.address))
    outward = replace(packet, source=end.public, crossing=Crossing.ELSEWHERE)
    return Step((hop,), outward, OnInternet())


def _out_through_egress_only_gateway(context: Context, gateway: EgressOnlyInternetGateway, packet: Packet) -> Step:
    """IPv6, and only what was opened from inside:
    https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html."""
    if packet.source.version == 4:
        return stop(packet, gateway.address, "carries IPv6 only", Disposition.NULL_ROUTED, "a NAT gateway for IPv4")
    if context.is_answer and not any(session.gateway == gateway.address for session in context.sessions):
        remedy = "an internet gateway as the route's target, if the internet may open connections"
        action = "lets out no answer to what it did not see opened from inside"
        return stop(packet, gateway.address, action, Disposition.DENIED_OUT, remedy)
    hop = Hop(gateway.address, "lets it out", at(gateway.address))
    session = Translation(gateway.address, packet.source, packet.source_port, packet.source, packet.source_port)
    return Step((hop,), replace(packet, crossing=Crossing.ELSEWHERE), OnInternet(), session)


def _through_nat(context: Context, position: AtNat, packet: Packet) -> Step:
    """Puts its own address and port in place of the sender's, past the network ACL and by the routes of its own
    subnet.

    TCP, UDP and ICMP, ports 1024 to 65535: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    """
    nat = context.survey.model.get(position.gateway, NatGateway)
    if nat is None:
        raise LookupError(f"{position.gateway} is no NAT gateway")
    subnet = context.survey.subnet(nat.subnet)
    border = () if subnet.address == position.from_subnet else tuple(acl_hop(context, subnet, "ingress", packet))
    own = context.survey.interface(nat.address, nat.subnet, 4)
    problem = _problem_at_nat(context, packet)
    if problem is not None or own is None:
        action, how, remedy = problem or ("has no IPv4 address", Disposition.NULL_ROUTED, "an IPv4 subnet for it")
        return Step((*border, *stop(packet, nat.address, action, how, remedy).hops), packet)
    port = context.nat_port if packet.source_port else 0
    hop = Hop(nat.address, "translates the source address to its own", at(nat.address))
    session = Translation(nat.address, packet.source, packet.source_port, own.place, port)
    outward = replace(packet, source=own.place, source_port=port, crossing=Crossing.ELSEWHERE)
    return Step((*border, hop), outward, InSubnet(nat.subnet), session)


def _problem_at_nat(context: Context, packet: Packet) -> tuple[str, Disposition, str] | None:
    if packet.source.version == 6:
        return "may translate IPv6 to IPv4", Disposition.INSUFFICIENT_INFO, "NAT64, which is not modelled"
    if context.is_answer:
        return "knows no session that this answers", Disposition.DENIED_IN, "a route back the way that it came"
    if packet.protocol not in ("tcp", "udp", "icmp"):
        return "carries TCP, UDP and ICMP only", Disposition.DENIED_IN, "another way out"
    return None


def _through_peering(context: Context, peering: VpcPeeringConnection, vpc: Vpc, packet: Packet) -> Step:
    """From the one VPC's own addresses to the other's, and no further: no transit, no gateway behind it.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
    """
    sides = (peering.vpc, peering.peer_vpc)
    other = context.survey.model.get(sides[1] if vpc.address == sides[0] else sides[0], Vpc)
    if vpc.address in sides and other is None:
        return not_in_model(packet, sides[1] if vpc.address == sides[0] else sides[0])
    if vpc.address not in sides or other is None:
        remedy = "a peering connection of this VPC"
        return stop(packet, peering.address, "does not join this VPC", Disposition.NULL_ROUTED, remedy)
    source = packet.source.subnet
    is_own = bool(source) and context.survey.vpc_of(source).address == vpc.address
    if not is_own or not inside(packet.destination.possible, map(network, other.cidr_blocks)):
        remedy = "a peering connection between the two VPCs themselves, or a transit gateway"
        action = f"is not transitive: it joins {short(sides[0])} and {short(sides[1])} alone"
        return stop(packet, peering.address, action, Disposition.NULL_ROUTED, remedy)
    is_near = vpc.region == other.region and packet.crossing is Crossing.WITHIN_VPC
    crossing = Crossing.PEERING if is_near else Crossing.ELSEWHERE
    hop = Hop(peering.address, f"carries it to {short(other.address)}", at(peering.address))
    return Step((hop,), replace(packet, crossing=crossing), InVpc(other.address))


def _through_vpn_gateway(context: Context, position: AtVpnGateway, packet: Packet) -> Step:
    """Down the tunnel whose customer network has the address. IPv4 only.

    https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html
    """
    if packet.destination.version == 6:
        remedy = "a transit gateway, whose VPN connections carry IPv6"
        return stop(packet, position.gateway, "carries IPv4 only", Disposition.NO_ROUTE, remedy)
    connection, choice = connection_to(context.survey, position.gateway, packet.destination)
    if choice.missing:
        action = "has a tunnel to networks that are not written"
        return stop(packet, position.gateway, action, Disposition.INSUFFICIENT_INFO, choice.missing)
    if connection is None:
        remedy = "a static route of a VPN connection, or a block of its customer gateway"
        return stop(packet, position.gateway, "has no route for it", Disposition.NO_ROUTE, remedy)
    path = choice.route.path if choice.route is not None else at(position.gateway)
    hop = Hop(position.gateway, f"sends it down {short(connection.address)}", path)
    onward = to_customer(context, connection, replace(packet, crossing=Crossing.ELSEWHERE))
    return replace(onward, hops=(hop, *onward.hops))


def _through_gateway_endpoint(context: Context, endpoint: VpcEndpoint, vpc: Vpc, packet: Packet) -> Step:
    """To the service, for the VPC's own interfaces only; what the endpoint's and the service's policies say is not
    asked.

    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    source = packet.source.subnet
    if not source or context.survey.vpc_of(source).address != vpc.address:
        action = "serves its own VPC only"
        return stop(packet, endpoint.address, action, Disposition.NULL_ROUTED, "an interface endpoint")
    hop = Hop(endpoint.address, f"carries it to {endpoint.service}", at(endpoint.address))
    return Step((hop,), packet, Arrived(Disposition.ACCEPTED, InVpc(vpc.address)))


def _through_middlebox(target: Resource, packet: Packet) -> Step:
    """An interface that is not the destination drops the packet while its source/destination check is on; what the
    machine behind it does with packets otherwise is its own software's matter.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
    """
    if isinstance(target, Instance | NetworkInterface) and target.source_dest_check:
        remedy = "`source_dest_check: no`"
        action = "drops what is not addressed to it: its source/destination check is on"
        return stop(packet, target.address, action, Disposition.DENIED_IN, remedy, "source_dest_check")
    fact = f"what {short(target.address)} does with packets that it is to forward"
    return stop(packet, target.address, "may forward it", Disposition.INSUFFICIENT_INFO, fact)
