"""The kernel and the walker, which share no code, on networks that nobody thought of."""

from collections import Counter
from collections.abc import Iterator

import pytest

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.emulation.emulating import Observation, Outcome, Probe, observe
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.emulation.planning import planned
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway

from .random_models import graph_of

OUTSIDE = ("internet", "customer_gateways.east", "customer_gateways.west")
MODELS = 100
AT_ONCE = 10


@pytest.mark.kernel
@pytest.mark.parametrize("first", range(0, MODELS, AT_ONCE))
def test_the_kernel_and_the_walker_agree(first: int, laboratory: Laboratory) -> None:
    """On every session between any two ends, by private and public addresses, TCP and UDP, from low and high ports."""
    counts: Counter[str] = Counter()
    for seed in range(first, first + AT_ONCE):
        _, graph = graph_of(seed)
        disagreements = [
            *_disagreements(graph, list(_probes(graph, "udp" if seed % 3 == 0 else "tcp")), laboratory, counts)
        ]
        assert disagreements == [], f"seed {seed}"
    compared = sum(counts.values()) - counts[Outcome.NOT_MIMICKED]
    assert compared > 0.6 * sum(counts.values()), counts
    assert min(counts[Outcome.OPEN], counts[Outcome.NO_RETURN], counts[Outcome.BLOCKED]) > 5 * AT_ONCE // 10, counts


def _probes(graph: Graph, protocol: str) -> Iterator[Probe]:
    known = survey(graph)
    ends = [end for group in known.endpoints.by_owner.values() for end in group]
    ends += [end for name in OUTSIDE for end in parties(known, name)]
    for number, (source, destination) in enumerate(_pairs(graph, ends)):
        first, last = source.client_ports
        port = first + number if number % 2 else last - number
        yield Probe(source, destination, protocol, 443, port)
        if source.subnet and destination.public is not None and destination.place.version == 4:
            yield Probe(source, destination, protocol, 443, port, True)


def _pairs(graph: Graph, ends: list[Endpoint]) -> Iterator[tuple[Endpoint, Endpoint]]:
    for source in ends:
        for destination in ends:
            is_inside = bool(source.subnet or destination.subnet or source.kind != destination.kind)
            is_nat = isinstance(graph.model.resources.get(source.address), NatGateway)
            if source != destination and source.place.version == destination.place.version and is_inside and not is_nat:
                yield source, destination


def _disagreements(
    graph: Graph, probes: list[Probe], laboratory: Laboratory, counts: Counter[str]
) -> Iterator[tuple[str, ...]]:
    """What the two say differently, when asked again with patience."""
    plan = planned(graph, (end for probe in probes for end in (probe.source, probe.destination)))
    laboratory.build(plan.plan)
    seen = observe(plan, probes, laboratory, (0.05,))
    counts.update(str(one.outcome) for one in seen)
    doubtful = [one.probe for one in seen if not _agree(graph, one)]
    for one in observe(plan, doubtful, laboratory, (1.0,)):
        if not _agree(graph, one):
            trace = _walked(graph, one.probe)
            yield one.probe.source.address, one.probe.destination.address, str(trace.flow), one.outcome, _said(trace)


def _agree(graph: Graph, seen: Observation) -> bool:
    return seen.outcome is Outcome.NOT_MIMICKED or seen.outcome == _said(_walked(graph, seen.probe))


def _said(trace: Trace) -> str:
    if trace.missing_only:
        return "not known"
    return Outcome.OPEN if trace.is_open else Outcome.NO_RETURN if trace.fails_on_return else Outcome.BLOCKED


def _walked(graph: Graph, probe: Probe) -> Trace:
    """The walker's opinion. A NAT gateway of the kernel keeps the caller's port."""
    return walk(
        graph,
        probe.source,
        probe.destination,
        probe.protocol,
        probe.port,
        source_port=probe.source_port,
        nat_port=probe.source_port,
        to_public_address=probe.to_public_address,
    )
