"""How sure it is that a flow works, by whoever decides it."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.places import inside
from innovate_model.analyses.probing import edges_between
from innovate_model.analyses.sessions import Opening, between
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph
from innovate_model.loader import Loaded, load_text
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.testing.flows import Attempt
from innovate_model.testing.pinned import Pinned, client_ports
from innovate_model.values import Ports


class Rank(IntEnum):
    """How sure it is that a flow works."""

    BLOCKED = 0
    NOT_KNOWN = 1
    OPEN = 2


Decide = Callable[[Graph, Attempt], Rank]


def sound(text: str) -> Loaded:
    """A model that must load without a finding."""
    loaded = load_text(text)
    assert not loaded.findings, [(finding.message, finding.span) for finding in loaded.findings]
    return loaded


def rank(trace: Trace) -> Rank:
    """What a trace says of its flow."""
    return Rank.OPEN if trace.is_open else Rank.NOT_KNOWN if trace.missing_only else Rank.BLOCKED


def trace_of(graph: Graph, attempt: Attempt) -> Trace:
    """What becomes of a flow, by the walker."""
    return walk(graph, attempt.source, attempt.destination, attempt.protocol, attempt.port)


def by_walking(graph: Graph, attempt: Attempt) -> Rank:
    """What the walker says of a flow."""
    return rank(trace_of(graph, attempt))


def by_engine(graph: Graph, attempt: Attempt) -> Rank:
    """What the engine says of a flow, at some of the addresses that its ends may have."""
    asked = Ports(attempt.protocol, attempt.port, attempt.port)
    found = between(graph, [attempt.source], [attempt.destination], (asked,))
    return max((Rank.OPEN if one.is_certain else Rank.NOT_KNOWN for one in found), default=Rank.BLOCKED)


def walked(graph: Graph, pin: Pinned) -> Rank:
    """What the walker says of a session between two addresses: it works if it does from every port that the client, and
    a NAT gateway on the way, may open it from."""
    nats = {nat.address for nat in graph.model.of(NatGateway)}

    def trace(**ports: int) -> Trace:
        ends = (pin.source, pin.destination, pin.attempt.protocol, pin.attempt.port)
        return walk(graph, *ends, to_public_address=pin.to_public_address, **ports)

    worst = Rank.OPEN
    for port in client_ports(graph, pin):
        found = trace(source_port=port)
        worst = min(worst, rank(found))
        if worst is Rank.BLOCKED:
            return worst
    if found.flow.source_port and nats & {hop.component for hop in found.hops}:
        for port in edges_between(survey(graph), *ANY_PORTS):
            worst = min(worst, rank(trace(nat_port=port)))
    return worst


def told(openings: Iterable[Opening], pin: Pinned) -> Rank:
    """What openings say of a session between two addresses."""
    best = Rank.BLOCKED
    for one in openings:
        if _covers(one, pin):
            best = max(best, Rank.OPEN if one.is_certain else Rank.NOT_KNOWN)
    return best


def _covers(one: Opening, pin: Pinned) -> bool:
    return (
        _key(one.source) == _key(pin.source)
        and _key(one.destination) == _key(pin.destination)
        and one.to_public_address == pin.to_public_address
        and one.ports.covers(pin.attempt.protocol, pin.attempt.port)
        and bool(inside(pin.source.place.possible, one.source_addresses))
        and bool(inside(pin.called.possible, one.destination_addresses))
    )


def _key(end: Endpoint) -> tuple[str, str, str, int]:
    return end.address, end.kind.value, end.subnet, end.place.version
