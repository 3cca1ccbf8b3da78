"""The kernel and the walker, which share no code, on networks that nobody thought of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from random import Random

import pytest

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.places import Networks, Place, inside, outside, public_blocks
from innovate_model.analyses.probing import edges_between
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.emulation.emulating import Observation, Outcome, Probe, observe
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.emulation.planning import planned
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.vpc import Vpc
from innovate_model.testing.flows import are_apart, destinations_in, edge_ports, sources_in
from innovate_model.testing.pinned import edge_addresses
from innovate_model.testing.random_models import random_organization
from innovate_model.values import network

pytestmark = pytest.mark.slow

NOWHERE = tuple(map(network, ("0.0.0.0/8", "224.0.0.0/3")))
"""No host has these: https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml."""
MODELS = 100
AT_ONCE = 10


@pytest.mark.kernel
@pytest.mark.parametrize("first", range(0, MODELS, AT_ONCE))
def test_the_kernel_and_the_walker_agree(first: int, laboratory: Laboratory) -> None:
    """On sessions between any two ends, at addresses, ports and callers' ports where rules begin and end."""
    counts: Counter[str] = Counter()
    for seed in range(first, first + AT_ONCE):
        graph = build(load_text(random_organization(seed)).model)
        found = list(_disagreements(graph, list(_probes(graph, Random(seed))), laboratory, counts))
        assert found == [], f"seed {seed}"
    compared = counts.total() - counts[Outcome.NOT_MIMICKED]
    assert compared > 0.6 * counts.total(), counts
    assert min(counts[one] for one in (Outcome.OPEN, Outcome.NO_RETURN, Outcome.BLOCKED)) > AT_ONCE, counts


def _probes(graph: Graph, dice: Random) -> Iterator[Probe]:
    """One session between every two ends, and in AWS one to the public address where there is one."""
    ports = [(protocol, port) for protocol, port in edge_ports(graph) if protocol in ("tcp", "udp") and port]
    settled = dict(_settled(graph, dice))
    for source in sources_in(graph):
        for destination in destinations_in(graph):
            if not are_apart(source, destination) or destination.kind is Kind.SERVICE:
                continue
            has_both = source.subnet and destination.public is not None and destination.place.version == 4
            for is_public in (False, True) if has_both else (False,):
                protocol, port = dice.choice(ports)
                caller = dice.choice(edges_between(survey(graph), *source.client_ports))
                yield Probe(settled[source], settled[destination], protocol, port, caller, is_public)


def _settled(graph: Graph, dice: Random) -> Iterator[tuple[Endpoint, Endpoint]]:
    """Every end, with one of the addresses that it may have where the model does not say: one that nothing else has,
    and mostly one at which a rule begins or ends. NAT gateways keep what they are: they are on the way of others."""
    ends = dict.fromkeys((*sources_in(graph), *destinations_in(graph)))
    taken = {end.place.ip for end in ends if not end.is_representative or end.kind is Kind.INTERNET}
    taken |= {end.public.ip for end in ends if end.public is not None}
    vpcs = [network(block) for vpc in graph.model.of(Vpc) for block in vpc.cidr_blocks]
    public_space = outside(public_blocks(4), (*NOWHERE, *vpcs))
    for end in ends:
        is_nat = isinstance(graph.model.resources.get(end.address), NatGateway)
        place, public = end.place, end.public
        if end.is_representative and end.kind in (Kind.INTERFACE, Kind.ON_PREMISES) and not is_nat:
            place = _one_of(graph, place, place.possible, taken, dice)
        if end.place.version == 6 and public is not None:
            public = place
        elif public is not None and not public.ip and not is_nat:
            public = _one_of(graph, public, public_space, taken, dice)
        yield end, replace(end, place=place, public=public, is_representative=is_nat and end.is_representative)


def _one_of(graph: Graph, place: Place, possible: Networks, taken: set[str], dice: Random) -> Place:
    edges = [str(one.network_address) for one in edge_addresses(graph) if inside((one,), possible)]
    left = [ip for ip in edges if ip not in taken]
    while not left or dice.random() < 0.2:
        block = dice.choice(possible)
        left = [str(ip_address(int(block.network_address) + dice.randrange(min(block.num_addresses, 2**16))))]
        left = [ip for ip in left if ip not in taken]
    ip = dice.choice(left)
    taken.add(ip)
    return replace(place, ip=ip, possible=(network(ip),))


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
