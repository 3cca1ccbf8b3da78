"""Questions in the names of a model: may A open a session to B? Every interface of the one knocks at every interface of
the other; without a question, everything at everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.parties import NotInNetwork, name_of, parties, sources
from innovate_model.analyses.survey import Survey, survey
from innovate_model.emulation.emulating import Observation, Outcome, Probe, observe
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.emulation.limits import limits
from innovate_model.emulation.planning import planned
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports

MOST = 10_000
"""Knocks that are made without being asked for in particular."""
_USUAL = Ports("tcp", 443, 443)
_WIDE = 1000
"""A range of more ports than this is asked about at a usual one in it."""


@dataclass(frozen=True, slots=True)
class Question:
    """May `source` open a session to `destination` on `ports`, of which the first is tried?"""

    source: str
    destination: str
    ports: Ports


@dataclass(frozen=True, slots=True)
class Session:
    """What became of one session: between two addresses, from each of `source_ports`, which stand for all that the
    caller uses. `why`: what cannot be mimicked, or from which port the answer does not come back."""

    source_ip: str
    source_ports: tuple[int, ...]
    dialled: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The sessions of one question, one for each pair of interfaces and each address that may be dialled."""

    question: Question
    sessions: tuple[Session, ...]

    @property
    def outcome(self) -> Outcome:
        """Open if any session is, else not mimicked if that is so of any, else the best there is."""
        return min((session.outcome for session in self.sessions), key=_RANKS.index)

    @property
    def counts(self) -> tuple[tuple[Outcome, int], ...]:
        """How many sessions ended in which way, the best first."""
        counted = Counter(session.outcome for session in self.sessions)
        return tuple((outcome, counted[outcome]) for outcome in _RANKS if counted[outcome])

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why sessions are not mimicked, or from where an answer fails; each once."""
        return tuple(dict.fromkeys(session.why for session in self.sessions if session.why))


_RANKS = (Outcome.OPEN, Outcome.NOT_MIMICKED, Outcome.NO_RETURN, Outcome.BLOCKED)


@dataclass(frozen=True, slots=True)
class Emulation:
    """Replies in the order of the questions. `namespaces` were built, `knocks` made, `left_out` not made because of
    the limit. `limits`: what this emulation of this model does not mimic, in sentences."""

    replies: tuple[Reply, ...]
    namespaces: int
    knocks: int
    left_out: int
    limits: tuple[str, ...]


def ask(graph: Graph, questions: Sequence[Question] = (), most: int = MOST) -> Emulation:
    """Answer each question; without any, every two ends of the model on the ports that the security groups of the
    called one name, or an even sample of these that takes no more than `most` knocks.

    UnknownName and NotInNetwork as in `analyses.parties`; NotPossible where this machine cannot emulate.
    """
    known = survey(graph)
    asked = [_named(known, one) for one in questions] if questions else list(_everything(known))
    kept, left_out = (asked, 0) if questions else _within(asked, most)
    probes = [probe for _, group in kept for probe in group]
    plan = planned(graph, (end for probe in probes for end in (probe.source, probe.destination)))
    with Laboratory() as laboratory:
        laboratory.build(plan.plan)
        seen = iter(observe(plan, probes, laboratory))
    replies = tuple(Reply(question, tuple(_sessions([next(seen) for _ in group]))) for question, group in kept)
    return Emulation(replies, len(plan.plan.spaces), len(probes), left_out, limits(graph.model))


Asked = tuple[Question, list[Probe]]


def _within(asked: list[Asked], most: int) -> tuple[list[Asked], int]:
    """As many questions as take no more than so many knocks, taken evenly from all of them, and how many are left."""
    total = sum(len(group) for _, group in asked)
    step = max(1, -(-total // most))
    kept = asked[::step]
    while kept and sum(len(group) for _, group in kept) > most:
        kept = kept[:-1]
    return kept, len(asked) - len(kept)


def _named(known: Survey, question: Question) -> Asked:
    """A question with names in full, and its probes."""
    starts, ends = sources(known, question.source), parties(known, question.destination)
    full = Question(name_of(known, question.source), name_of(known, question.destination), question.ports)
    found = list(_probes(known, starts, ends, question.ports, 0))
    if not found:
        raise NotInNetwork(f"`{question.source}` and `{question.destination}` have no two ends of one IP version")
    return full, found


def _everything(known: Survey) -> Iterator[Asked]:
    """Every two ends of the model, and the internet, on what the groups of the called one name."""
    names = list(known.endpoints.by_owner)
    names += [one.address for one in known.model.of(CustomerGateway) if one.cidr_blocks]
    names += [one.address for one in known.model.of(CloudfrontDistribution)]
    ends = {name: parties(known, name) for name in (*names, INTERNET) if not _is_nat(known, name)}
    count = 0
    for source in ends:
        for destination in ends:
            is_between = _is_inside(ends[source]) or _is_inside(ends[destination])
            if source == destination or not is_between or ends[destination][0].kind is Kind.EDGE:
                continue
            for ports in _ports_of(known, ends[destination]):
                group = list(_probes(known, ends[source], ends[destination], ports, count))
                count += len(group)
                if group:
                    yield Question(source, destination, ports), group


def _is_nat(known: Survey, name: str) -> bool:
    """It opens no sessions, and takes none."""
    return isinstance(known.model.resources.get(name), NatGateway)


def _is_inside(ends: Sequence[Endpoint]) -> bool:
    return any(end.subnet for end in ends)


def _ports_of(known: Survey, ends: Sequence[Endpoint]) -> list[Ports]:
    """One port of each range that the security groups of these ends admit; tcp/443 where there are none."""
    found: dict[Ports, None] = {}
    for address in dict.fromkeys(group for end in ends for group in end.place.groups):
        group = known.model.get(address, SecurityGroup)
        for rule in group.ingress.values() if group is not None else ():
            if rule.ports.protocol in ("tcp", "udp", "all"):
                found[_one_of(rule.ports)] = None
    return list(found) or [_USUAL]


def _one_of(ports: Ports) -> Ports:
    if ports.covers("tcp", _USUAL.from_port) and ports.to_port - ports.from_port > _WIDE:
        return _USUAL
    return Ports("tcp" if ports.protocol == "all" else ports.protocol, max(1, ports.from_port), max(1, ports.from_port))


def _probes(
    known: Survey, starts: Iterable[Endpoint], ends: Sequence[Endpoint], ports: Ports, count: int
) -> Iterator[Probe]:
    """Every start to every end of its IP version, by the private address and inside AWS by the public one too, from
    each part of the caller's ports. `count`: how many went before, so that callers have ports of their own."""
    protocol = "tcp" if ports.protocol == "all" else ports.protocol
    port = max(1, ports.from_port)
    for start in starts:
        parts = _parts(known, start)
        for end in ends:
            if start.place.version != end.place.version or start == end:
                continue
            for is_public in (False, True) if _has_both(start, end) else (False,):
                for first, last in parts:
                    yield Probe(start, end, protocol, port, first + count % (last - first + 1), is_public)
                    count += 1


def _has_both(start: Endpoint, end: Endpoint) -> bool:
    is_choice = end.public is not None and end.called_as == "either" and end.place.version == 4
    return bool(start.subnet) and is_choice and end.kind is Kind.INTERFACE


def _parts(known: Survey, end: Endpoint) -> list[tuple[int, int]]:
    """The ports that an end opens connections from, cut where rules of network ACLs begin or end."""
    first, last = end.client_ports
    cuts = {first}
    for acl in known.model.of(NetworkAcl):
        for rule in (*acl.ingress.values(), *acl.egress.values()):
            cuts.update(cut for cut in (rule.ports.from_port, rule.ports.to_port + 1) if first < cut <= last)
    ordered = sorted(cuts)
    return [(start, end - 1) for start, end in zip(ordered, [*ordered[1:], last + 1], strict=True)]


def _sessions(seen: Sequence[Observation]) -> Iterator[Session]:
    """Observations of one question that differ in the caller's port only, as one."""
    key: Callable[[Observation], object] = lambda one: (  # noqa: E731
        one.probe.source,
        one.probe.destination,
        one.probe.to_public_address,
    )
    for _, group in groupby(seen, key):
        yield _as_one(list(group))


def _as_one(seen: list[Observation]) -> Session:
    """A session works if it does from every port of the caller."""
    worst = max(seen, key=lambda one: _WORSE.index(one.outcome))
    why = worst.why
    if not why and len({one.outcome for one in seen}) > 1:
        why = f"{worst.outcome} from port {worst.probe.source_port}"
    ports = tuple(one.probe.source_port for one in seen)
    return Session(worst.source_ip, ports, worst.dialled, worst.outcome, why)


_WORSE = (Outcome.OPEN, Outcome.NO_RETURN, Outcome.BLOCKED, Outcome.NOT_MIMICKED)
