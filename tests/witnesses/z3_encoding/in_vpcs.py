"""Ways within a VPC, and out of it by the routes of its subnets."""

from __future__ import annotations

from dataclasses import replace

from z3 import And, BoolRef, BoolVal, Not, Or

from innovate_model.analyses.endpoints import Kind
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.values import network

from .filters import acl_passes
from .journey import Arrival, Journey, Place, Session, Steps, name_of
from .tables import subnet_entries, taken
from .terms import NUMBERS, in_any, overlap
from .world import End, Packet


class InVpcs(Journey):
    """Subnets, VPCs and NAT gateways as places."""

    def _from_subnet(self, place: Place, packet: Packet) -> Steps:
        """What stays in a subnet meets neither its network ACL nor its routes.

        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
        https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
        """
        subnet = self.subnet(place[1])
        vpc = self.world.model[subnet.parent]
        is_here = in_any(packet.destination.address, map(network, subnet.cidr_blocks))
        yield is_here, ("vpc", vpc.address, subnet.address), packet
        out = And(Not(is_here), acl_passes(self.world, subnet, "egress", packet))
        entries = subnet_entries(self.world, vpc, self.world.table_of(subnet))
        for condition, target in taken(self.facts, place[1], entries, packet.destination):
            for follow in self._through(subnet, vpc, target, packet):
                if isinstance(follow, Arrival):
                    yield replace(follow, condition=And(out, condition, follow.condition))
                else:
                    yield And(out, condition, follow[0]), *follow[1:]

    def _through(self, subnet: Subnet, vpc: Vpc, target: str, packet: Packet) -> Steps:
        """By a route's target, which has to be of the VPC itself.

        https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
        """
        if target == "local":
            yield BoolVal(True), ("vpc", vpc.address, subnet.address), packet
        resource = self.world.model.resources.get(target)
        kind = getattr(resource, "kind", "")
        if kind != "vpc_peering_connection" and (resource is None or resource.within("vpcs") != vpc.address):
            return
        if kind == "nat_gateway":
            yield BoolVal(True), ("nat", target, subnet.address), packet
        elif kind == "vpn_gateway":
            yield BoolVal(True), ("vpn_gateway", target), packet
        elif kind == "transit_gateway_attachment":
            yield from self._into_transit(resource, subnet, packet)
        elif kind == "vpc_peering_connection":
            yield from self._through_peering(resource, vpc, packet)
        elif kind == "internet_gateway":
            yield from self._out_by_internet_gateway(vpc, packet)
        elif kind == "egress_only_internet_gateway":
            yield from self._out_by_egress_only_gateway(resource, packet)
        elif kind == "vpc_endpoint" and resource.type_ == "Gateway":
            yield from self._to_service(vpc, packet)
        else:
            yield from self._to_machine(resource, subnet, packet)

    def _out_by_internet_gateway(self, vpc: Vpc, packet: Packet) -> Steps:
        """It translates one-to-one, and only for interfaces that have a public address; IPv6 needs no translation.

        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
        """
        sender = packet.source
        if self.world.vpc_of(sender.holder) != vpc.address or sender.is_public:
            return
        has, public = (BoolVal(True), sender) if packet.version == 6 else self.public(sender.holder)
        if public is not None:
            yield has, ("internet",), replace(packet, source=public, crossing="elsewhere")

    def _out_by_egress_only_gateway(self, gateway: object, packet: Packet) -> Steps:
        """IPv6 sessions from inside, and nothing else.

        https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
        """
        is_known = any(one.gateway == gateway.address for one in self.known)
        if packet.version == 6 and (is_known or not packet.is_answer):
            session = Session(gateway.address, packet.source, packet.source_ports)
            yield BoolVal(True), ("internet",), replace(packet, crossing="elsewhere"), session

    def _through_peering(self, peering: object, vpc: Vpc, packet: Packet) -> Steps:
        """Between addresses of the two VPCs themselves, and no gateway or peer behind either.

        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
        """
        sides = [peering.vpc, peering.peer_vpc]
        if vpc.address not in sides or self.world.vpc_of(packet.source.holder) != vpc.address:
            return
        other = self.world.model[sides[1 - sides.index(vpc.address)]]
        crossing = "peering" if other.region == vpc.region and not packet.crossing else "elsewhere"
        yield BoolVal(not packet.source.is_public), ("vpc", other.address, ""), replace(packet, crossing=crossing)

    def _to_service(self, vpc: Vpc, packet: Packet) -> Steps:
        """A gateway endpoint serves the interfaces of its own VPC.

        https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
        """
        if self.world.vpc_of(packet.source.holder) == vpc.address and not packet.destination.holder.subnet:
            yield Arrival(BoolVal(True), packet, ("vpc", vpc.address, ""))

    def _to_machine(self, target: object, subnet: Subnet, packet: Packet) -> Steps:
        """A network interface takes what is addressed to it. Anything else it forwards only with its source/destination
        check off, and then as its software pleases, as does what is behind a Gateway Load Balancer endpoint.

        https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck
        """
        if packet.destination.holder.address == target.address and not packet.destination.is_public:
            vpc = self.world.model[subnet.parent]
            yield BoolVal(True), ("vpc", vpc.address, subnet.address), packet
        elif not getattr(target, "source_dest_check", False):
            yield Arrival(self.facts.flag(f"{target.address} forwards it"), packet, None)

    def _from_vpc(self, place: Place, packet: Packet) -> Steps:
        """Every subnet of a VPC is reached from everywhere in it, past its network ACL; inside a subnet past nothing.

        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
        """
        _, vpc, coming_from = place
        end = packet.destination
        for subnet in self.world.subnets.get(vpc, ()):
            blocks = [network(block) for block in subnet.cidr_blocks]
            if (end.is_public and packet.version == 4) or not any(overlap(end.possible, block) for block in blocks):
                continue
            is_here = in_any(end.address, blocks)
            if subnet.address != coming_from:
                is_here = And(is_here, acl_passes(self.world, subnet, "ingress", packet))
            if end.holder.subnet != subnet.address:
                continue
            yield from self._at_interface(is_here, subnet, packet)

    def _at_interface(self, condition: BoolRef, subnet: Subnet, packet: Packet) -> Steps:
        end, holder = packet.destination, packet.destination.holder
        owner = self.world.model.resources.get(holder.address)
        if owner is not None and owner.kind == "nat_gateway":
            for session in self.known:
                if session.gateway == owner.address:
                    inward = replace(packet, destination=session.inner, port=session.ports)
                    yield condition, ("subnet", subnet.address), inward
        elif holder.kind is Kind.ADDRESS:
            here = self.world.endpoints.by_subnet.get(subnet.address, ())
            if any(one.is_representative and overlap(one.place.possible, end.possible[0]) for one in here):
                has = self.facts.flag(f"something has {holder.address}")
                yield Arrival(And(condition, has), packet, ("subnet", subnet.address))
        else:
            yield Arrival(condition, packet, ("subnet", subnet.address))

    def _from_nat(self, place: Place, packet: Packet) -> Steps:
        """TCP, UDP and ICMP that the inside opens, by ports 1024 to 65535 of its own address; then by the routes and
        the network ACL of the subnet that it stands in.

        https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
        """
        _, name, coming_from = place
        gateway = self.world.model[name]
        if packet.is_answer:
            return
        carried = Or([packet.protocol == NUMBERS[one] for one in ("tcp", "udp", "icmp")])
        if gateway.subnet != coming_from:
            carried = And(carried, acl_passes(self.world, self.subnet(gateway.subnet), "ingress", packet))
        if packet.version == 6:
            yield Arrival(And(carried, self.facts.flag("NAT64")), packet, None)
            return
        own = self.world.interface(name, 4)
        if own is None:
            return
        address = self.facts.address(f"address of {name_of(own)}", own.place.possible)
        outer = End(address, own, own.place.possible)
        session = Session(name, packet.source, packet.source_ports)
        onward = replace(packet, source=outer, source_ports=self.nat_ports, crossing="elsewhere")
        yield carried, ("subnet", gateway.subnet), onward, session
