"""What real connections between the ends of a model come to: open, no return, blocked, or not mimicked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.emulation.plan import Answer, Knock
from innovate_model.emulation.planning import Planned, planned
from innovate_model.graph import Graph

PATIENCE = (0.05, 0.25)
"""Seconds of silence after which a connection is taken to fail: at the first try, and at the second of those that
failed."""
_OUTSIDE = (Kind.INTERNET, Kind.EDGE)


class Outcome(StrEnum):
    """How a session ended."""

    OPEN = "open"
    """The other end took it, and its answer came back."""
    NO_RETURN = "no return"
    """It came to the other end, and the answer did not come back."""
    BLOCKED = "blocked"
    """It did not come to the other end."""
    NOT_MIMICKED = "not mimicked"
    """Something decides that no namespace can stand for, or that the model does not say."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One session to try. `protocol` is tcp or udp; `to_public_address`: the caller uses the public address of the
    destination although it might use the private one."""

    source: Endpoint
    destination: Endpoint
    protocol: str
    port: int
    source_port: int
    to_public_address: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What became of a probe; `why` says so where it is not mimicked. `source_ip` and `dialled` are the addresses
    used."""

    probe: Probe
    outcome: Outcome
    why: str = ""
    source_ip: str = ""
    dialled: str = ""


def emulate(
    graph: Graph, probes: Iterable[Probe], laboratory: Laboratory, patience: Sequence[float] = PATIENCE
) -> tuple[Observation, ...]:
    """Build the network of a model and try every probe; one observation for each, in their order.

    NotPossible where the kernel refuses to build it.
    """
    asked = tuple(probes)
    plan = planned(graph, (end for probe in asked for end in (probe.source, probe.destination)))
    laboratory.build(plan.plan)
    return observe(plan, asked, laboratory, patience)


def observe(
    plan: Planned, probes: Sequence[Probe], laboratory: Laboratory, patience: Sequence[float] = PATIENCE
) -> tuple[Observation, ...]:
    """Try every probe in a plan that is built already."""
    refused = {number: why for number, probe in enumerate(probes) if (why := _objection(plan, probe))}
    knocks = {number: _knock(plan, probe) for number, probe in enumerate(probes) if number not in refused}
    answers: dict[int, Answer] = {}
    for silence in patience:
        left = [number for number in knocks if number not in answers or _failed(answers[number])]
        again = laboratory.knock([knocks[number] for number in left], silence) if left else ()
        answers.update(zip(left, again, strict=True))
    return tuple(
        Observation(probe, Outcome.NOT_MIMICKED, refused[number])
        if number in refused
        else _observation(plan, probe, knocks[number], answers[number])
        for number, probe in enumerate(probes)
    )


def _failed(answer: Answer) -> bool:
    return not answer.answered and answer.unsure < 0


def _objection(plan: Planned, probe: Probe) -> str:
    """Why a probe cannot be mimicked at all, "" if it can."""
    source, destination = probe.source, probe.destination
    if probe.protocol not in ("tcp", "udp"):
        return f"{probe.protocol} is not mimicked: tcp and udp are"
    if destination.kind is Kind.ADDRESS:
        return f"what has the address {destination.place.ip} is not known"
    doubt = plan.doubts.about(source, destination, _is_public(plan, probe))
    if doubt:
        return doubt
    for end in (source, destination):
        if plan.spaces[end] < 0:
            return f"{end.subnet} has no address left for {end.address}"
    if plan.spaces[source] == plan.spaces[destination]:
        return "both ends are in one place"
    is_nat = plan.plan.spaces[plan.spaces[source]].role == "nat"
    return f"{source.address} opens no connections of its own" if is_nat else ""


def _is_public(plan: Planned, probe: Probe) -> bool:
    """Is it the public address of the destination that is dialled? From outside AWS, wherever there is one."""
    destination = probe.destination
    wishes = probe.to_public_address or probe.source.kind in _OUTSIDE or destination.called_as == "public"
    return wishes and destination.called_as != "private" and bool(plan.seats[destination].public)


def _knock(plan: Planned, probe: Probe) -> Knock:
    source, target = plan.seats[probe.source], plan.seats[probe.destination]
    dialled = target.public if _is_public(plan, probe) else target.ip
    here, there = plan.spaces[probe.source], plan.spaces[probe.destination]
    return Knock(here, source.ip, probe.source_port, dialled, probe.port, there, target.ip, probe.protocol)


def _observation(plan: Planned, probe: Probe, knock: Knock, answer: Answer) -> Observation:
    outcome, why = _judged(plan, probe, answer)
    return Observation(probe, outcome, why, knock.source_ip, knock.dialled)


def _judged(plan: Planned, probe: Probe, answer: Answer) -> tuple[Outcome, str]:
    if answer.unsure >= 0:
        return Outcome.NOT_MIMICKED, plan.plan.reasons[answer.unsure]
    if not answer.arrived and not answer.answered:
        return Outcome.BLOCKED, ""
    unknown = plan.doubts.unless_blocked(probe.source, probe.destination)
    if unknown:
        return Outcome.NOT_MIMICKED, unknown
    return (Outcome.OPEN if answer.answered else Outcome.NO_RETURN), ""
