"""The traffic of a connection, spread over the ways between its ends, and what of it passes each thing that is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from innovate_model.analyses.cost.flows.tolls import Toll, Way, to_origin, tolls
from innovate_model.analyses.cost.line_items import Free, Gap, Standing, Subject
from innovate_model.analyses.cost.money import plain, total
from innovate_model.analyses.cost.usage import ARROW, RECEIVED, SENT, Amount, Usage
from innovate_model.analyses.endpoints import INTERNET
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.naming import UnknownName, find
from innovate_model.analyses.reachability import Answer, Verdict, reach
from innovate_model.graph import Graph
from innovate_model.prices import EXACT
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.s3_bucket import S3Bucket

_FINEST = Decimal("1e-12")
_FREE = "nothing on its way is paid by the GB, or nothing flows: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer"


class Part(NamedTuple):
    """What a connection adds to a measure of a resource; `region` is whose price it is, "" for the resource's."""

    edge: str
    quantity: Decimal
    why: str
    region: str


class Own(NamedTuple):
    """What a connection costs at a price of its own, on the bill of `payer`."""

    edge: str
    payer: str
    price: str
    what: str
    quantity: Decimal
    why: str
    region: str


@dataclass(slots=True)
class Flows:
    """All connections of a usage: their parts by (resource, measure), what is paid by itself, and what is not known or
    free."""

    parts: dict[tuple[str, str], list[Part]] = field(default_factory=dict)
    own: list[Own] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    free: list[Free] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)


def flows_of(graph: Graph, usage: Usage) -> Flows:
    """What each connection costs that the usage has traffic of.

    A way is what `reach` finds between two interfaces of the ends; the traffic is spread evenly over all that are open,
    so that of N zones on either side (N-1)/N crosses their borders. Of two IP versions it is IPv4.
    """
    flows = Flows()
    for edge in dict.fromkeys(key for key, _ in usage.amounts if ARROW in key):
        amounts = {
            way: usage.amounts.get((edge, measure)) for measure, way in ((SENT, Way.SENT), (RECEIVED, Way.RECEIVED))
        }
        flows.used |= {(edge, measure) for measure in (SENT, RECEIVED) if (edge, measure) in usage.amounts}
        try:
            name, ways = _ways(graph, edge)
        except (UnknownName, _NoWayError) as error:
            flows.gaps.append(Gap(Subject(edge, "flow"), "", "traffic", Standing.NO_WAY, str(error)))
            continue
        _spread(flows, name, ways, amounts)
    return flows


class _NoWayError(Exception):
    """Nothing can flow there, as far as the model says."""


def _ways(graph: Graph, edge: str) -> tuple[str, Sequence[tuple[Toll, ...]]]:
    """The connection by its full names, and for each way between its ends what is paid on it."""
    source, _, destination = (part.strip() for part in edge.partition(ARROW))
    model = graph.model
    ends = [name if name == INTERNET else _found(graph, name) for name in (source, destination)]
    start, end = (model.resources.get(name) for name in ends)
    if source == INTERNET and isinstance(end, CloudfrontDistribution):
        return ARROW.join(ends), [(Toll(end.address, Way.RECEIVED, "gb_to_viewers"),)]
    if isinstance(start, CloudfrontDistribution) and isinstance(end, S3Bucket):
        return ARROW.join(ends), [(to_origin(start.address),)]
    answer = reach(graph, source, destination)
    name = f"{answer.source}{ARROW}{answer.destination}"
    if answer.verdict is not Verdict.REACHABLE:
        raise _NoWayError("; ".join(answer.sentences()))
    return name, [tolls(graph, trace) for trace in _open(answer)]


def _found(graph: Graph, name: str) -> str:
    """The full name of a resource; what is none (an address, a service) is left to whoever walks there."""
    try:
        return find(graph.model, name)
    except UnknownName:
        return name


def _open(answer: Answer) -> list[Trace]:
    """The ways that work, of one IP version."""
    found = [trace for trace in answer.traces if trace.is_open]
    older = [trace for trace in found if ":" not in trace.flow.source_ip + trace.flow.destination_ip]
    return older or found


def _spread(flows: Flows, edge: str, ways: Sequence[tuple[Toll, ...]], amounts: Mapping[Way, Amount | None]) -> None:
    shares = {way: shares_of(amount.quantity, len(ways)) for way, amount in amounts.items() if amount is not None}
    totals: dict[Toll, list[Decimal]] = {}
    unknown: dict[Toll, Way] = {}
    for index, paid in enumerate(ways):
        for toll in paid:
            for way in (Way.SENT, Way.RECEIVED):
                if way in toll.way and way in shares:
                    totals.setdefault(toll, []).append(shares[way][index])
                elif way in toll.way:
                    unknown[toll] = way
    counts = {toll: sum(toll in paid for paid in ways) for toll in totals}
    is_paid = False
    for toll, quantities in totals.items():
        quantity = plain(total(quantities))
        if quantity:
            is_paid = True
            _add(flows, edge, toll, quantity, _why(toll, amounts, counts[toll], len(ways)))
    for toll, way in unknown.items():
        measure = SENT if way is Way.SENT else RECEIVED
        reason = f"`{measure}` of {edge} is not stated, and it is paid for"
        flows.gaps.append(
            Gap(
                Subject(edge, "flow"),
                "",
                toll.what or f"{toll.measure} of {toll.payer}",
                Standing.UNKNOWN_USAGE,
                reason,
            )
        )
    if not is_paid and not unknown:
        flows.free.append(Free(Subject(edge, "flow"), _FREE))


def shares_of(quantity: Decimal, count: int) -> list[Decimal]:
    """A quantity in equal parts, cut at the twelfth decimal so that they add up to it exactly."""
    ends = [
        EXACT.divide(EXACT.multiply(quantity, Decimal(index)), Decimal(count)).quantize(_FINEST, context=EXACT)
        for index in range(count)
    ]
    ends.append(quantity)
    return [plain(EXACT.subtract(right, left)) for left, right in pairwise(ends)]


def _add(flows: Flows, edge: str, toll: Toll, quantity: Decimal, why: str) -> None:
    if toll.measure:
        part = Part(edge, quantity, why, toll.region)
        flows.parts.setdefault((toll.payer, toll.measure), []).append(part)
    else:
        flows.own.append(Own(edge, toll.payer, toll.price, toll.what, quantity, why, toll.region))


def _why(toll: Toll, amounts: Mapping[Way, Amount | None], count: int, all_ways: int) -> str:
    reasons = [
        f"{one.quantity:f} GB {_WORDS[way]} ({one.reason})" for way, one in amounts.items() if one and way in toll.way
    ]
    spread = (
        "" if all_ways == 1 else f"; {count} of {all_ways} ways between the ends pass here, the traffic spread evenly"
    )
    return " and ".join(reasons) + spread + (f"; {toll.why}" if toll.why else "")


_WORDS = {Way.SENT: "sent", Way.RECEIVED: "received"}
