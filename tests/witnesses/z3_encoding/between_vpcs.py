"""Ways through transit gateways and VPN connections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from z3 import And, BoolRef, BoolVal, Not, Or

from innovate_model.resources.subnet import Subnet
from innovate_model.values import network

from .filters import acl_passes
from .journey import Arrival, Journey, Place, Steps
from .tables import leads_anywhere, taken, transit_entries, tunnels
from .terms import overlap, within
from .world import End, Packet


class BetweenVpcs(Journey):
    """Transit gateways, VPN gateways and customers as places."""

    def _into_transit(self, attachment: object, subnet: Subnet, packet: Packet) -> Steps:
        """Only by the attachment's subnet in the same zone, past the inbound rules of that subnet's network ACL (also
        where the two subnets are one).

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
        """
        doors = [self.subnet(one) for one in attachment.subnets]
        for door in [one for one in doors if one.availability_zone == subnet.availability_zone][:1]:
            passes = acl_passes(self.world, door, "ingress", packet)
            yield passes, _transit(attachment, subnet.availability_zone), packet

    def _from_transit(self, place: Place, packet: Packet) -> Steps:
        """By the table that the attachment it came by is associated with; without one it is dropped.

        https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
        """
        _, hub, table, zone = place
        if not table:
            return
        supports = self.world.model[hub].security_group_referencing_support
        crossed = replace(packet, crossing="transit" if supports and not packet.crossing else "elsewhere")
        entries = transit_entries(self.world, self.world.model[table])
        for condition, target in taken(self.facts, table, entries, packet.destination):
            resource = self.world.model.resources.get(target)
            kind = getattr(resource, "kind", "")
            if kind == "transit_gateway_attachment":
                for is_door, door in self._doors(resource, zone):
                    yield And(condition, is_door), ("subnet", door), crossed
            elif kind == "vpn_connection":
                for arrival in self._to_customer(resource, crossed):
                    yield replace(arrival, condition=And(condition, arrival.condition))
            elif kind == "transit_gateway_peering_attachment":
                yield condition, _peer_transit(resource, hub), replace(crossed, crossing="elsewhere")

    def _doors(self, attachment: object, zone: str) -> Iterator[tuple[BoolRef, str]]:
        """The attachment's subnet in the zone that the packet came from; where there is none AWS chooses.

        https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
        """
        doors = [self.subnet(one) for one in attachment.subnets]
        same = [one for one in doors if one.availability_zone == zone][:1] or doors
        yield from zip(
            self.facts.choice(f"door of {attachment.address} from {zone}", len(same)),
            [one.address for one in same],
            strict=True,
        )

    def _from_vpn_gateway(self, place: Place, packet: Packet) -> Steps:
        """IPv4 only: https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html."""
        if packet.version == 6:
            return
        for condition, connection in tunnels(self.world, self.facts, place[1], packet.destination):
            for arrival in self._to_customer(connection, replace(packet, crossing="elsewhere")):
                yield replace(arrival, condition=And(condition, arrival.condition))

    def _to_customer(self, connection: object, packet: Packet) -> Iterator[Arrival]:
        """To hosts behind the customer gateway, and to whatever address nothing of the model has."""
        if packet.destination.holder.place.owner in ("", connection.customer_gateway):
            answers_from = ("customer", connection.customer_gateway, connection.address)
            yield Arrival(BoolVal(True), packet, answers_from)

    def _from_customer(self, place: Place, packet: Packet) -> Steps:
        """By a connection that leads there; of several the customer's router takes the one that it likes.

        A virtual private gateway leads to the addresses of its own VPC only.
        https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html
        """
        _, customer, by = place
        usable = [one for one in self.world.connections.get(customer, ()) if by in ("", one.address)]
        leads = [self._leads(one, packet.destination) for one in usable]
        liked = self.facts.choice(f"connection of {customer}", len(usable)) if usable else []
        for index, connection in enumerate(usable):
            is_first = And([Not(leads[other]) for other in range(index)])
            liked_leads = Or([And(one, lead) for one, lead in zip(liked, leads, strict=True)])
            chosen = And(leads[index], Or(liked[index], And(is_first, Not(liked_leads))))
            if connection.transit_gateway is not None:
                yield chosen, _transit(connection, ""), packet
            else:
                vpc = self.world.model[connection.vpn_gateway].parent
                yield chosen, ("vpc", vpc, ""), replace(packet, crossing="elsewhere")

    def _leads(self, connection: object, to: End) -> BoolRef:
        if connection.vpn_gateway is not None:
            vpc = self.world.model[self.world.model[connection.vpn_gateway].parent]
            blocks = [one for one in map(network, vpc.cidr_blocks) if one.version == 4]
            return Or([within(to.address, block) for block in blocks if overlap(to.possible, block)])
        if not connection.association:
            return BoolVal(False)
        table = self.world.model[connection.association]
        return leads_anywhere(self.facts, table.address, transit_entries(self.world, table), to)


def _transit(attachment: object, zone: str) -> Place:
    return "transit", attachment.transit_gateway, attachment.association or "", zone


def _peer_transit(peering: object, hub: str) -> Place:
    if hub == peering.parent:
        return "transit", peering.peer_transit_gateway, peering.peer_association or "", ""
    return "transit", peering.parent, peering.association or "", ""
