"""Every way that a packet may take through the network: each with the condition under which it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from z3 import And, BoolRef, BoolVal, is_false, simplify

from innovate_model.analyses.endpoints import Endpoint, Kind

from .between_vpcs import BetweenVpcs
from .in_vpcs import InVpcs
from .journey import Arrival, Place, Session, Steps, name_of
from .terms import is_routed_by_the_internet
from .world import End, Packet


class Ways(InVpcs, BetweenVpcs):
    """From any place to the end, over the internet too."""

    def onward(
        self,
        place: Place,
        packet: Packet,
        condition: BoolRef,
        sessions: tuple[Session, ...] = (),
        seen: frozenset[object] = frozenset(),
    ) -> Iterator[Arrival]:
        """Where a packet ends up from a place. What comes back to where it has been goes round for ever."""
        condition = simplify(condition)
        been = (place, packet.source.key, packet.destination.key)
        if is_false(condition) or been in seen:
            return
        step = getattr(self, f"_from_{place[0]}")
        for follow in step(place, packet):
            if isinstance(follow, Arrival):
                both = simplify(And(condition, follow.condition))
                yield replace(follow, condition=both, sessions=(*sessions, *follow.sessions))
            else:
                guard, there, then, *made = follow
                yield from self.onward(there, then, And(condition, guard), (*sessions, *made), seen | {been})

    def _from_internet(self, place: Place, packet: Packet) -> Steps:
        """To public addresses: of hosts outside, of AWS services, and by an internet gateway of VPCs' interfaces.

        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
        """
        end = packet.destination
        if end.holder.subnet:
            yield from self._in_by_internet_gateway(packet)
            return
        is_public = is_routed_by_the_internet(end.address)
        if end.holder.kind is Kind.SERVICE and not packet.is_answer and not packet.source.holder.subnet:
            is_public = And(is_public, self.facts.flag(f"the policies of {end.holder.address} allow it"))
        yield Arrival(is_public, packet, ("internet",))

    def _in_by_internet_gateway(self, packet: Packet) -> Steps:
        end = packet.destination
        vpc = self.world.vpc_of(end.holder)
        for session in self.known:
            gateway = self.world.model.resources.get(session.gateway)
            is_here = gateway.kind == "egress_only_internet_gateway" and gateway.parent == vpc
            if is_here and session.inner.key == end.key:
                yield BoolVal(True), ("vpc", vpc, ""), packet
                return
        if vpc not in self.world.internet_gateways:
            return
        if packet.version == 6:
            is_public = is_routed_by_the_internet(end.address)
            yield is_public, ("vpc", vpc, ""), packet
        elif end.is_public:
            has, _ = self.public(end.holder)
            address = self.facts.address(f"address of {name_of(end.holder)}", end.holder.place.possible)
            inner = End(address, end.holder, end.holder.place.possible)
            yield has, ("vpc", vpc, ""), replace(packet, destination=self.private_ends.get(end.holder, inner))


def start(end: Endpoint) -> Place:
    """The place of an endpoint."""
    if end.subnet:
        return "subnet", end.subnet
    return ("customer", end.place.owner, "") if end.kind is Kind.ON_PREMISES else ("internet",)
