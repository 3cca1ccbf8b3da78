"""What every step of a way has to hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from z3 import BoolRef, BoolVal

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.resources.subnet import Subnet

from .facts import Facts
from .terms import Span
from .world import End, Packet, World

Place = tuple[str, ...]
"""Where a packet is: what kind of place (`_from_<kind>` takes it on from there), and its names."""


@dataclass(frozen=True, eq=False)
class Session:
    """What a NAT gateway or an egress-only internet gateway remembers."""

    gateway: str
    inner: End
    ports: Span


@dataclass(frozen=True, eq=False)
class Arrival:
    """A packet come to its destination, and where its answer starts; None: what happens next is a fact that the model
    does not state."""

    condition: BoolRef
    packet: Packet
    answers_from: Place | None
    sessions: tuple[Session, ...] = ()


Onward = tuple[BoolRef, Place, Packet] | tuple[BoolRef, Place, Packet, Session]
"""A condition, and where the packet is then; what a gateway remembers of it, if it does."""
Steps = Iterator[Arrival | Onward]


class Journey:
    """One session's packets, one way. `known`: what gateways remember, for an answer."""

    def __init__(
        self,
        world: World,
        facts: Facts,
        ends: tuple[End, ...],
        sessions: tuple[Session, ...] = (),
        nat_ports: Span = ANY_PORTS,
    ) -> None:
        """`ends`: those of the session, whose addresses have terms already."""
        self.world, self.facts, self.known, self.nat_ports = world, facts, sessions, nat_ports
        self.private_ends = {end.holder: end for end in ends if not end.is_public}
        self.public_ends = {end.holder: end for end in ends if end.is_public}

    def subnet(self, name: str) -> Subnet:
        return self.world.model[name]

    def public(self, holder: Endpoint) -> tuple[BoolRef, End | None]:
        """The public address of an interface, and whether it has one."""
        if holder.public is None or holder.has_public_address is False:
            return BoolVal(False), None
        has = BoolVal(True) if holder.has_public_address else self.facts.flag(f"{name_of(holder)} is public")
        if holder in self.public_ends:
            return has, self.public_ends[holder]
        address = self.facts.address(f"public address of {name_of(holder)}", holder.public.possible)
        return has, End(address, holder, holder.public.possible, is_public=True)


def name_of(holder: Endpoint) -> str:
    """An interface in words."""
    return f"{holder.address} in {holder.subnet}"
