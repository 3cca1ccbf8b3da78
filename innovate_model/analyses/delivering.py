"""The last steps of a way: into a subnet of a VPC, onto the public internet, behind a customer gateway."""

from __future__ import annotations

from dataclasses import replace

from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.filtering import Crossing, Packet
from innovate_model.analyses.flow import Disposition, Hop
from innovate_model.analyses.places import Place, inside, outside
from innovate_model.analyses.positions import (
    Arrived,
    AtTransit,
    Context,
    InSubnet,
    InVpc,
    OnInternet,
    OnPremises,
    Step,
    acl_hop,
)
from innovate_model.analyses.routing import choose, is_blackhole, short, transit_routes
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway
from innovate_model.span import at
from innovate_model.values import network


def stop(packet: Packet, component: str, action: str, how: Disposition, remedy: str, *keys: str) -> Step:
    """A step that ends the way."""
    path = at(component, *keys) if component != INTERNET else ()
    return Step((Hop(component, action, path, how, remedy),), packet)


def not_in_model(packet: Packet, target: str) -> Step:
    """A step to what is named and not there: in an observed model, of which AWS did not tell."""
    fact = f"what {short(target)} does with it: {short(target)} is not in it"
    return Step((Hop(target, "is not in the model", (), Disposition.INSUFFICIENT_INFO, fact),), packet)


def deliver(context: Context, position: InVpc, packet: Packet) -> Step:
    """Inside a VPC every subnet is reached: its network ACL first, unless the packet comes from the same subnet."""
    place = packet.destination
    subnet = subnet_of(context, position.vpc, place)
    if subnet is None:
        remedy = f"a subnet that holds {place.ip or short(place.owner)}"
        return stop(packet, position.vpc, "has no subnet with the address", Disposition.NULL_ROUTED, remedy)
    hops = () if subnet.address == position.from_subnet else tuple(acl_hop(context, subnet, "ingress", packet))
    if place.owner and place.subnet != subnet.address:
        action = f"{place.ip or 'the address'} is in this subnet here, not {short(place.owner)}"
        hop = Hop(subnet.address, action, at(subnet.address), Disposition.NEIGHBOR_UNREACHABLE, "other addresses")
        return Step((*hops, hop), packet)
    if isinstance(context.survey.model.resources.get(place.owner), NatGateway):
        return _into_nat(context, packet, hops)
    end = context.interface(place) if place.owner else None
    if end is None:
        return _to_an_address(context, subnet, packet, hops)
    return Step(hops, packet, Arrived(Disposition.ACCEPTED, InSubnet(subnet.address), end))


def subnet_of(context: Context, vpc: str, place: Place) -> Subnet | None:
    """The subnet of a VPC that a place is in, by its address: that is all that a packet carries. The public address of
    an interface is in none."""
    # Its own subnet first: to look into the others is most of the work of a walk.
    subnets = sorted(context.survey.subnets.get(vpc, ()), key=lambda subnet: subnet.address != place.subnet)
    return next((one for one in subnets if inside(place.possible, map(network, one.cidr_blocks))), None)


def _into_nat(context: Context, packet: Packet, hops: tuple[Hop, ...]) -> Step:
    """Only answers get through a NAT gateway:
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html."""
    gateway = packet.destination.owner
    for session in context.sessions:
        if session.gateway == gateway and session.outer_port == packet.destination_port:
            hop = Hop(gateway, "translates the answer back to the inside address")
            inward = replace(packet, destination=session.inner, destination_port=session.inner_port)
            return Step((*hops, hop), inward, InSubnet(packet.destination.subnet))
    hop = Hop(
        gateway,
        "lets nothing unsolicited in",
        at(gateway),
        Disposition.DENIED_IN,
        "a load balancer or a public address: a NAT gateway only lets connections out",
    )
    return Step((*hops, hop), packet)


def _to_an_address(context: Context, subnet: Subnet, packet: Packet, hops: tuple[Hop, ...]) -> Step:
    """Something at a bare address: what has stated it, or what might have it unstated. The answer of the latter is
    walked too, for it may be stopped for certain."""
    place = packet.destination
    client = context.ends[0]
    if context.is_answer and client.place == place:  # whoever asked has the address that it asked from
        return Step(hops, packet, Arrived(Disposition.ACCEPTED, InSubnet(subnet.address), client))
    neighbours = context.survey.endpoints.by_subnet.get(subnet.address, ())
    for end in neighbours:
        if not end.is_representative and end.place.ip == place.ip:
            return Step(hops, packet, Arrived(Disposition.ACCEPTED, InSubnet(subnet.address), end))
    if any(end.is_representative for end in neighbours):
        action, how = "something without a stated address may have this one", Disposition.INSUFFICIENT_INFO
        hop = Hop(subnet.address, action, at(subnet.address), how, f"which interface has {place.ip}")
        return Step((*hops, hop), packet, Arrived(Disposition.ACCEPTED, InSubnet(subnet.address)))
    action, how = "nothing here has the address", Disposition.NEIGHBOR_UNREACHABLE
    return Step((*hops, Hop(subnet.address, action, at(subnet.address), how, f"an interface with {place.ip}")), packet)


def on_internet(context: Context, packet: Packet) -> Step:
    """On the public internet: to a host there, or in through the internet gateway of the VPC that owns the address.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    place = packet.destination
    if place.subnet:
        return _through_internet_gateway(context, packet)
    if place.is_private:
        remedy = _private_way(context, place) or "a public address, or a private way (peering, transit gateway, VPN)"
        return stop(packet, INTERNET, "does not route private addresses", Disposition.NULL_ROUTED, remedy)
    if context.ends[1].kind is Kind.SERVICE and not context.is_answer and not context.ends[0].subnet:
        fact = f"what the policies of {short(place.owner)} allow: the network is open to everybody"
        return stop(packet, place.owner, "answers whom its policies allow", Disposition.INSUFFICIENT_INFO, fact)
    is_outside = place.owner in (INTERNET, "") or isinstance(
        context.survey.model.resources.get(place.owner), CustomerGateway
    )
    how = Disposition.EXITS_NETWORK if is_outside else Disposition.ACCEPTED
    hop = Hop(place.owner or INTERNET, "takes it" if not is_outside else "takes it, beyond the model")
    return Step((hop,), packet, Arrived(how, OnInternet()))


def _through_internet_gateway(context: Context, packet: Packet) -> Step:
    """One-to-one translation for what has a public address, and nothing for what has none."""
    place = packet.destination
    vpc = context.survey.vpc_of(place.subnet)
    end = context.interface(place)
    for session in context.sessions:
        gateway = context.survey.model.get(session.gateway, EgressOnlyInternetGateway)
        if gateway is not None and gateway.parent == vpc.address and session.inner == place:
            hop = Hop(gateway.address, "lets the answer in")
            return Step((hop,), packet, InVpc(vpc.address))
    inward = replace(packet, destination=end.place) if end is not None else packet
    hops = tuple(_gate_hops(context, vpc, packet, end))
    # what stops it here may not be all: whoever mends it wants to know what would come next
    is_first_leg = not context.is_answer and context.ends[0].subnet == ""
    goes_on = is_first_leg or not any(hop.stops for hop in hops)
    return Step(hops, inward, InVpc(vpc.address) if goes_on else None)


def _gate_hops(context: Context, vpc: Vpc, packet: Packet, end: Endpoint | None) -> list[Hop]:
    place = packet.destination
    is_public = end.has_public_address if end is not None else False
    gateway = context.survey.internet_gateways.get(vpc.address)
    hops: list[Hop] = []
    private_way = _private_way(context, place) if place.is_private else ""
    if gateway is None and private_way:
        return [Hop(INTERNET, "does not route private addresses", (), Disposition.NULL_ROUTED, private_way)]
    if gateway is None:
        remedy = "an internet gateway, if the internet is meant to come in"
        path = at(vpc.address)
        hops.append(Hop(vpc.address, "has no internet gateway", path, Disposition.NULL_ROUTED, remedy))
    if is_public is None:
        path = at(place.owner)
        remedy = f"whether {short(place.owner)} has a public address"
        hops.append(Hop(place.owner, "may have a public address", path, Disposition.INSUFFICIENT_INFO, remedy))
    elif is_public and place.version == 4 and not outside(place.possible, map(network, vpc.cidr_blocks)):
        remedy = "the public address instead"
        hops.append(Hop(INTERNET, "does not route private addresses", (), Disposition.NULL_ROUTED, remedy))
    elif not is_public:
        who = place.owner or place.subnet  # a bare address belongs to nobody that is known
        remedy = _private_way(context, place) or "a public address"
        hops.append(Hop(who, "has no public address", at(who), Disposition.NULL_ROUTED, remedy))
    elif gateway is not None:
        told = "lets it in" if place.version == 6 else "translates the public address to the private one"
        hops.append(Hop(gateway.address, told, at(gateway.address)))
    return hops


def _private_way(context: Context, place: Place) -> str:
    """What a sender inside AWS lacks that sends to a private address by the internet: no public address, but a route.
    "" for a sender outside."""
    sender = context.ends[1 if context.is_answer else 0]
    if not sender.subnet:
        return ""
    vpc = context.survey.vpc_of(place.subnet) if place.subnet else None
    blocks = [block for block in vpc.cidr_blocks if inside(place.possible, (network(block),))] if vpc else []
    table = context.survey.route_table_of(context.survey.subnet(sender.subnet))
    near = f" in {table.address}" if table is not None else ""
    return f"a route to {next(iter(blocks), place.ip)}{near} through a transit gateway or a peering connection"


def to_customer(context: Context, connection: VpnConnection, packet: Packet) -> Step:
    """Through a VPN connection to the hosts behind its customer gateway."""
    place = packet.destination
    if place.owner and place.owner != connection.customer_gateway:
        action = f"leads to {short(connection.customer_gateway)}, not to {short(place.owner)}"
        return stop(packet, connection.address, action, Disposition.NEIGHBOR_UNREACHABLE, "another route")
    hop = Hop(connection.address, "carries it through the tunnel", at(connection.address))
    how = Disposition.ACCEPTED if place.owner else Disposition.EXITS_NETWORK
    back = OnPremises(connection.customer_gateway, connection.address)
    return Step((hop,), packet, Arrived(how, back))


def from_customer(context: Context, position: OnPremises, packet: Packet) -> Step:
    """From behind a customer gateway: into the VPC of a VPN gateway, or to a transit gateway's table.

    The customer's own routing is not in the model: it is taken to know what AWS announces. Through a VPN gateway only
    the VPC's own addresses are reached: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
    """
    known = context.survey.connections.get(position.customer_gateway, ())
    candidates = [one for one in known if position.connection in ("", one.address)]
    if not candidates:
        remedy = "a VPN connection"
        return stop(packet, position.customer_gateway, "has no connection", Disposition.NO_ROUTE, remedy)
    connection = next((one for one in candidates if _leads(context, one, packet.destination)), candidates[0])
    hop = Hop(connection.address, "carries it through the tunnel", at(connection.address))
    if connection.transit_gateway is not None:
        there = AtTransit(connection.transit_gateway, connection.association, connection.address, "")
        return Step((hop,), packet, there)
    gateway = context.survey.model.get(connection.vpn_gateway, VpnGateway)
    if gateway is None or not _leads(context, connection, packet.destination):
        remedy = "an address of the VPC: a VPN gateway leads no further"
        step = stop(packet, connection.vpn_gateway or "", "has no route for it", Disposition.NO_ROUTE, remedy)
        return Step((hop, *step.hops), packet)
    inward = Hop(gateway.address, f"lets it into {short(gateway.parent)}", at(gateway.address))
    return Step((hop, inward), replace(packet, crossing=Crossing.ELSEWHERE), InVpc(gateway.parent))


def _leads(context: Context, connection: VpnConnection, place: Place) -> bool:
    model = context.survey.model
    if connection.vpn_gateway is not None:
        gateway = model.get(connection.vpn_gateway, VpnGateway)
        vpc = model.get(gateway.parent, Vpc) if gateway is not None else None
        blocks = [network(block) for block in vpc.cidr_blocks] if vpc is not None else []
        return bool(place.version == 4 and inside(place.possible, blocks))
    table = model.get(connection.association, TransitGatewayRouteTable)
    choice = choose(transit_routes(context.survey, table), place) if table is not None else None
    return choice is not None and choice.route is not None and not is_blackhole(choice.route)
