"""Does a session work, as one formula over its addresses, protocol and ports: for one ordered pair of endpoints.

Made from AWS's documentation alone: every rule names its page. Policies between pods are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from z3 import (
    And,
    BitVec,
    BitVecRef,
    BoolRef,
    Exists,
    ExprRef,
    ForAll,
    Implies,
    ModelRef,
    Not,
    Or,
    Solver,
    is_false,
    sat,
    simplify,
    unknown,
)

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.values import Network, Ports

from .facts import Facts
from .filters import groups_pass
from .journey import Arrival
from .terms import NUMBERS, Span, fits, in_any, width
from .ways import Ways, start
from .world import End, Packet, World

Claim = tuple[Ports, tuple[Network, ...], tuple[Network, ...]]
"""Ports, the addresses that the session is opened from, and those that it is opened to."""


@dataclass(frozen=True)
class Verdict:
    """Of the flows that were asked about: do all work whatever the facts are, and does any work for some facts?"""

    always: bool
    ever: bool


@dataclass(frozen=True, eq=False)
class Encoded:
    """One ordered pair. The session is (source, destination, protocol, port), each a term; `works` says that it works,
    given `facts`; `domain` what the terms may be. The address of an AWS service changes from call to call and is one of
    the facts."""

    source: BitVecRef
    destination: BitVecRef
    protocol: BitVecRef
    port: BitVecRef
    works: BoolRef
    domain: BoolRef
    facts: Facts

    def verdict(self, protocol: str, port: int) -> Verdict:
        """Of one protocol and port, for every address that the two ends may have."""
        asked = And(self.domain, self.facts.holds, fits(Ports(protocol, port, port), self.protocol, self.port))
        ever = not is_false(self.works) and _model(asked, self.works) is not None
        return Verdict(ever and _model(asked, Not(self.works)) is None, ever)

    def a_flow(self) -> dict[str, int] | None:
        """A session that works for some facts; None: there is none."""
        found = _model(self.domain, self.facts.holds, self.works)
        return None if found is None else self._read(found)

    def faults(self, certain: Iterable[Claim], possible: Iterable[Claim]) -> tuple[str, ...]:
        """What is wrong with a claim of exactly what works: for certain (whatever the facts are), and possibly, which
        includes it; each with a session that shows it. None: the claim is proven."""
        free = list(self.facts.variables.values())
        always = self._quantified(ForAll, Implies, free)
        ever = self._quantified(Exists, And, free)
        found = []
        for name, claims, truth in (("certain", certain, always), ("possible", possible, ever)):
            claimed = Or([self._claimed(one) for one in claims])
            for fault, holds in (("too much", And(claimed, Not(truth))), ("too little", And(truth, Not(claimed)))):
                session = _model(self.domain, holds)
                if session is not None:
                    found.append(f"{name}: {fault}: {self._read(session)}")
        return tuple(found)

    def _quantified(self, quantifier: object, join: object, free: list[ExprRef]) -> BoolRef:
        return quantifier(free, join(self.facts.holds, self.works)) if free else self.works

    def _claimed(self, claim: Claim) -> BoolRef:
        ports, sources, destinations = claim
        sides = ((self.source, sources), (self.destination, destinations))
        is_there = [in_any(term, blocks) for term, blocks in sides if str(term) not in self.facts.variables]
        return And(fits(ports, self.protocol, self.port), *is_there)

    def _read(self, found: ModelRef) -> dict[str, int]:
        terms = {name: getattr(self, name) for name in ("source", "destination", "protocol", "port")}
        return {name: found.eval(term, model_completion=True).as_long() for name, term in terms.items()}


def _model(*conditions: BoolRef) -> ModelRef | None:
    solver = Solver()
    solver.add(*conditions)
    answer = solver.check()
    if answer == unknown:
        raise RuntimeError(f"z3 gave up: {solver.reason_unknown()}")
    return solver.model() if answer == sat else None


def encode(
    world: World,
    source: Endpoint,
    destination: Endpoint,
    *,
    to_public_address: bool = False,
    source_ports: Span | None = None,
    nat_ports: Span = ANY_PORTS,
) -> Encoded:
    """The formula of one ordered pair of endpoints, which are of one IP version.

    Everything outside AWS calls a public address where there is one; inside, `to_public_address` says. The session has
    to work from every port of `source_ports`, which are the client's ephemeral ones unless told otherwise, and from
    every port that a NAT gateway may put in their place.
    """
    facts = Facts()
    version = source.place.version
    called = _called(source, destination, to_public_address)
    place = destination.public if called else destination.place
    protocol, port = BitVec("protocol", 8), BitVec("port", 16)
    own = End(_address(facts, "source", source), source, source.place.possible)
    target = End(
        _address(facts, "destination", destination), destination, place.possible, is_public=called and version == 4
    )
    packet = Packet(own, target, protocol, port, source_ports or source.client_ports)
    domain = And(
        in_any(own.address, own.possible),
        in_any(target.address, target.possible),
        protocol != NUMBERS["icmpv6" if version == 4 else "icmp"],
    )
    there = Ways(world, facts, (own, target), nat_ports=nat_ports).onward(start(source), packet, domain)
    works = Or([_works(world, facts, packet, arrival) for arrival in there])
    return Encoded(own.address, target.address, protocol, port, simplify(works), domain, facts)


def _address(facts: Facts, name: str, end: Endpoint) -> BitVecRef:
    if end.kind in (Kind.SERVICE, Kind.EDGE):
        return facts.address(name, end.place.possible)
    return BitVec(name, width(end.place.version))


def _called(source: Endpoint, destination: Endpoint, to_public_address: bool) -> bool:
    is_outside = source.kind in (Kind.INTERNET, Kind.EDGE, Kind.SERVICE)
    wants = to_public_address or is_outside or destination.called_as == "public"
    return destination.public is not None and wants and destination.called_as != "private"


def _works(world: World, facts: Facts, packet: Packet, arrival: Arrival) -> BoolRef:
    """One way there, and every way that its answer may take back.

    The answer swaps addresses and ports. Security groups remember the session; network ACLs do not, and see one of the
    ephemeral ports: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html. The client takes an
    answer from the address that it called.
    """
    client, server = packet.source.holder, packet.destination
    arrived = arrival.packet
    passes = And(
        arrival.condition,
        groups_pass(world, facts, client, "egress", replace(packet, crossing=arrived.crossing)),
    )
    if arrival.answers_from is None:
        return passes
    if server.holder.subnet and server.holder.kind is not Kind.ADDRESS:
        passes = And(passes, groups_pass(world, facts, server.holder, "ingress", arrived))
    answer = replace(
        arrived,
        source=arrived.destination,
        destination=arrived.source,
        port=arrived.source_ports,
        is_answer=True,
    )
    ends = (packet.source, packet.destination, arrived.source, arrived.destination)
    ways = Ways(world, facts, ends, arrival.sessions)
    back = ways.onward(arrival.answers_from, answer, passes)
    return Or([way.condition for way in back if way.answers_from is None or _is_taken(way, packet)])


def _is_taken(way: Arrival, asked: Packet) -> bool:
    return way.packet.source.key == asked.destination.key and way.packet.destination.holder == asked.source.holder
