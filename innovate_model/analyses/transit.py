"""The steps through transit gateways.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from __future__ import annotations

from dataclasses import replace

from innovate_model.analyses.delivering import not_in_model, stop, to_customer
from innovate_model.analyses.filtering import Crossing, Packet
from innovate_model.analyses.flow import Disposition, Hop
from innovate_model.analyses.positions import AtTransit, Context, InSubnet, Step, acl_hop
from innovate_model.analyses.routing import LOCAL, choose, is_blackhole, short, subnet_routes, transit_routes
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.span import at


def into_transit(context: Context, attachment: TransitGatewayAttachment, subnet: Subnet, packet: Packet) -> Step:
    """From a subnet into the transit gateway: only through an attachment's subnet in the same Availability Zone.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html. The ingress rules of that subnet's network
    ACL apply: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    """
    doors = _doors(context, attachment)
    door = next((one for one in doors if one.availability_zone == subnet.availability_zone), None)
    if door is None:
        action = f"has no subnet in {subnet.availability_zone}: what stands there cannot reach the transit gateway"
        remedy = f"a subnet of the attachment in {subnet.availability_zone}"
        return stop(packet, attachment.address, action, Disposition.NULL_ROUTED, remedy, "subnets")
    hops = tuple(acl_hop(context, door, "ingress", packet))
    there = AtTransit(attachment.transit_gateway, attachment.association, attachment.address, subnet.availability_zone)
    return Step(hops, packet, there)


def through_transit(context: Context, position: AtTransit, packet: Packet) -> Step:
    """By the table that the arriving attachment is associated with, out through another attachment."""
    model = context.survey.model
    table = model.get(position.table, TransitGatewayRouteTable)
    if table is None:
        remedy = "an `association` with a route table of the transit gateway"
        action = "is associated with no route table"
        return stop(packet, position.arrived_by, action, Disposition.NULL_ROUTED, remedy)
    choice = choose(transit_routes(context.survey, table), packet.destination)
    if choice.route is None or choice.missing:
        how = Disposition.INSUFFICIENT_INFO if choice.missing else Disposition.NO_ROUTE
        remedy = choice.missing or f"a route or a propagation for {short(packet.destination.owner)}"
        action = f"may take {choice.route}" if choice.route is not None else "may have no route for it"
        return stop(packet, table.address, action if choice.missing else "has no route for it", how, remedy)
    route = choice.route
    taken = Hop(table.address, str(route), route.path)
    if is_blackhole(route):
        hop = Hop(table.address, "throws it away", route.path, Disposition.NULL_ROUTED, "another route")
        return Step((taken, hop), packet)
    onward = _leave(context, position, route.target, _crossed(context, position, packet))
    return replace(onward, hops=(taken, *onward.hops))


def _crossed(context: Context, position: AtTransit, packet: Packet) -> Packet:
    """Security groups are seen through one transit gateway that supports it, and by VPCs only.

    Attachments support it unless told otherwise: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
    """
    gateway = context.survey.model.get(position.gateway, TransitGateway)
    is_first = packet.crossing is Crossing.WITHIN_VPC
    supports = gateway is not None and gateway.security_group_referencing_support
    return replace(packet, crossing=Crossing.TRANSIT if is_first and supports else Crossing.ELSEWHERE)


def _leave(context: Context, position: AtTransit, target: str, packet: Packet) -> Step:
    model = context.survey.model
    attachment = model.get(target, TransitGatewayAttachment)
    if attachment is not None:
        return _into_vpc(context, attachment, position, packet)
    connection = model.get(target, VpnConnection)
    if connection is not None:
        return to_customer(context, connection, packet)
    peering = model.get(target, TransitGatewayPeeringAttachment)
    if peering is None:
        return not_in_model(packet, target)
    is_outward = position.gateway == peering.parent
    other = peering.peer_transit_gateway if is_outward else peering.parent
    table = peering.peer_association if is_outward else peering.association
    hop = Hop(peering.address, f"carries it to {short(other)}", at(peering.address))
    onward = replace(packet, crossing=Crossing.ELSEWHERE)
    return Step((hop,), onward, AtTransit(other, table, peering.address, ""))


def _into_vpc(context: Context, attachment: TransitGatewayAttachment, position: AtTransit, packet: Packet) -> Step:
    """Through the attachment's subnet in the Availability Zone that the packet came from; the route table of that
    subnet decides what comes next. Where there is none AWS takes another, and does not say which.

    https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
    """
    doors = _doors(context, attachment)
    if not doors:
        return stop(packet, attachment.address, "has no subnet", Disposition.NULL_ROUTED, "a subnet", "subnets")
    same_zone = [door for door in doors if door.availability_zone == position.zone]
    if not same_zone and len({_outcome(context, door, packet) for door in doors}) > 1:
        action, fact = "has no subnet in the zone it comes from", "which subnet of the attachment AWS takes"
        return stop(packet, attachment.address, action, Disposition.INSUFFICIENT_INFO, fact, "subnets")
    hop = Hop(attachment.address, f"carries it into {short(attachment.parent)}", at(attachment.address))
    return Step((hop,), packet, InSubnet((same_zone or doors)[0].address))


def _outcome(context: Context, door: Subnet, packet: Packet) -> tuple[object, ...]:
    """What a packet meets that comes through a subnet: the target of its route, and what stops it at the borders."""
    place = packet.destination
    if place.subnet == door.address:
        return (LOCAL,)
    choice = choose(subnet_routes(context.survey, door), place)
    target = choice.missing or (choice.route.target if choice.route is not None else "")
    hops = list(acl_hop(context, door, "egress", packet))
    if target == LOCAL and place.subnet:
        hops += acl_hop(context, context.survey.subnet(place.subnet), "ingress", packet)
    return (target, *(hop.stops for hop in hops if hop.stops is not None))


def _doors(context: Context, attachment: TransitGatewayAttachment) -> list[Subnet]:
    found = (context.survey.model.get(address, Subnet) for address in attachment.subnets)
    return [subnet for subnet in found if subnet is not None]
