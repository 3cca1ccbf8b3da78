"""Changes of flows gathered into the few sentences that they come to, each with a witness.

Two destinations stand together if the same happened to them on the same ports from the same sources, in one account
and tier; so do two sources. Of the two ways to gather, the one with fewer groups is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from innovate_model.analyses.changes.flows import FlowChange, Turn
from innovate_model.analyses.changes.resources import Match
from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.flow import Hop, Trace
from innovate_model.analyses.parties import parties
from innovate_model.analyses.places import Networks
from innovate_model.analyses.sessions import Opening, witness
from innovate_model.analyses.survey import survey
from innovate_model.analyses.tiers import data_subnets, is_public
from innovate_model.graph import Graph
from innovate_model.resources.subnet import Subnet
from innovate_model.span import Span
from innovate_model.values import Ports

_OPEN = (Turn.OPENED, Turn.WIDENED)


@dataclass(frozen=True, slots=True)
class Step:
    """A hop of a witness, with the place of the rule that decided."""

    hop: Hop
    span: Span | None


@dataclass(frozen=True, slots=True)
class Witness:
    """One session that works in the model that has it: `flow` in words, the steps there and back."""

    flow: str
    there: tuple[Step, ...]
    back: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Sessions that opened or closed between some sources and some destinations, on the same ports.

    `account`, `tier`: of the destinations; `source_account`: of the sources ("" outside the accounts). `is_of_new`:
    whether a resource that one side alone has is at either end. `pairs_before`, `pairs_after`: pairs of interfaces
    that work, in all. The addresses are those of ends outside the VPCs, () for all of them.
    """

    turn: Turn
    is_certain: bool
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    ports: tuple[Ports, ...]
    source_account: str
    account: str
    tier: str
    is_of_new: bool
    pairs_before: int
    pairs_after: int
    source_addresses: Networks
    destination_addresses: Networks
    witness: Witness


@dataclass(frozen=True, slots=True)
class _Case:
    """All that changed alike between one source and one destination."""

    key: tuple[object, ...]
    source: str
    destination: str
    changes: tuple[FlowChange, ...]


def grouped(old: Graph, new: Graph, matched: Match, changes: Iterable[FlowChange]) -> tuple[FlowGroup, ...]:
    """The changes in groups: those of resources on both sides first, certain ones, opened before closed."""
    cases = list(_cases(old, new, matched, changes))
    by_destination = _gathered(cases, lambda case: case.destination, lambda case: case.source)
    by_source = _gathered(cases, lambda case: case.source, lambda case: case.destination)
    chosen = by_source if len(by_source) < len(by_destination) else by_destination
    found = [_group(old, new, matched, group) for group in chosen]
    return tuple(sorted(found, key=_rank))


def _rank(group: FlowGroup) -> tuple[object, ...]:
    """What a reviewer must not miss comes first: ways from outside and to data, between things that were there."""
    order = list(Turn).index(group.turn)
    is_harmless = INTERNET not in group.sources, group.tier != "data"
    names = group.destinations, group.sources, group.ports
    return group.is_of_new, not group.is_certain, group.turn not in _OPEN, *is_harmless, order, *names


def _cases(old: Graph, new: Graph, matched: Match, changes: Iterable[FlowChange]) -> Iterator[_Case]:
    alike: dict[tuple[str, str, tuple[object, ...]], list[FlowChange]] = {}
    for each in changes:
        what: tuple[object, ...]
        what = each.turn, each.is_certain, each.source_addresses, each.destination_addresses
        alike.setdefault((each.source, each.destination, what), []).append(each)
    fresh = matched.come | matched.gone
    for (source, destination, what), group in alike.items():
        first = group[0]
        graph = new if first.turn in _OPEN else old
        end = first.sample.destination
        ends = _account(first.sample.source), _account(end), _tier(graph, end)
        ports = tuple(each.ports for each in group)
        key = (*what, ports, *ends, bool({source, destination} & fresh))
        yield _Case(key, source, destination, tuple(group))


def _gathered(cases: list[_Case], one: Callable[[_Case], str], other: Callable[[_Case], str]) -> list[list[_Case]]:
    """Cases whose `one` has the same set of others, under one key."""
    by_one: dict[tuple[object, ...], list[_Case]] = {}
    for case in cases:
        by_one.setdefault((case.key, one(case)), []).append(case)
    groups: dict[tuple[object, ...], list[_Case]] = {}
    for (key, _), held in by_one.items():
        groups.setdefault((key, frozenset(map(other, held))), []).extend(held)
    return list(groups.values())


def _group(old: Graph, new: Graph, matched: Match, cases: list[_Case]) -> FlowGroup:
    changes = [change for case in cases for change in case.changes]
    first = min(changes, key=lambda each: (not _is_within_zone(each), each.source, each.destination, each.ports))
    is_open = first.turn in _OPEN
    graph = new if is_open else old
    end = first.sample.destination
    counted = {(each.source, each.destination): each for each in changes}.values()
    return FlowGroup(
        first.turn,
        first.is_certain,
        tuple(sorted({each.source for each in changes})),
        tuple(sorted({each.destination for each in changes})),
        tuple(sorted({each.ports for each in changes})),
        _account(first.sample.source),
        _account(end),
        _tier(graph, end),
        any({case.source, case.destination} & (matched.come | matched.gone) for case in cases),
        sum(each.pairs_before for each in counted),
        sum(each.pairs_after for each in counted),
        first.source_addresses,
        first.destination_addresses,
        _witness(graph, first),
    )


def _is_within_zone(change: FlowChange) -> bool:
    return change.sample.source.zone == change.sample.destination.zone


def _witness(graph: Graph, change: FlowChange) -> Witness:
    """A flow on the very ports, from the very addresses that the change is about."""
    sample = change.sample
    opening = replace(
        sample,
        ports=change.ports,
        source_addresses=change.source_addresses or sample.source_addresses,
        destination_addresses=change.destination_addresses or sample.destination_addresses,
    )
    trace = _with_a_known_host(graph, opening) or witness(graph, opening)
    return Witness(str(trace.flow), _steps(graph, trace.hops), _steps(graph, trace.return_hops))


def _with_a_known_host(graph: Graph, opening: Opening) -> Trace | None:
    """The same from or to a host on the internet that people know for an example, where that works too."""
    abroad = [end.kind is Kind.INTERNET for end in (opening.source, opening.destination)]
    for host in parties(survey(graph), INTERNET) if any(abroad) and opening.is_certain else ():
        if host.place.version == opening.source.place.version:
            ours = host.place.possible if abroad[0] else opening.source_addresses
            theirs = host.place.possible if abroad[1] else opening.destination_addresses
            trace = witness(graph, replace(opening, source_addresses=ours, destination_addresses=theirs))
            if trace.is_open:
                return trace
    return None


def _steps(graph: Graph, hops: tuple[Hop, ...]) -> tuple[Step, ...]:
    return tuple(Step(hop, graph.model.span_of(hop.path) if hop.path else None) for hop in hops)


def _account(end: Endpoint) -> str:
    parts = end.address.split(".")
    return parts[1] if parts[0] == "accounts" and len(parts) > 1 else ""


def _tier(graph: Graph, end: Endpoint) -> str:
    """`data`, `public` or `private`; "" outside the VPCs, and where no route table says which."""
    if end.subnet in data_subnets(graph):
        return "data"
    subnet = graph.model.get(end.subnet, Subnet)
    public = is_public(graph, subnet) if subnet is not None else None
    return {True: "public", False: "private", None: ""}[public]
