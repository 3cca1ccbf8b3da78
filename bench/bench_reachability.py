"""Every ordered pair of endpoint groups of a generated organisation (`connected_organization`: a transit gateway with
sixteen route tables joins its VPCs, one pair of them in eight), exactly: for which protocols and ports a session works,
forward and return. Beside it, on pairs of the same organisation and in the same run:

- interval sets: the same sets by sorted intervals in plain Python, on all destinations of the groups in 20 subnets
  chosen by lot (`bench/interval_sets.py`), once remembering what pairs have in common and once without;
- z3: is there any flow, one query for each pair, on pairs chosen by lot among these; a formula made from AWS's
  documentation (`tests/witnesses/z3_encoding`). This is less than the whole set, which takes queries more.

The engine's sets are compared with the intervals' for every sampled pair, and the intervals' with the formula's by two
proofs for each pair that was queried: one mismatch, and nothing is reported. Costs are CPU seconds of this process
divided by the pairs (ours: from the graph to all answers; peers: without making their tables). Memory is the peak of a
process of its own that loads the organisation and answers every pair.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from ipaddress import ip_address, summarize_address_range
from itertools import pairwise
from random import Random
from statistics import median
from typing import Any

from bench.interval_sets import IntervalSets
from bench.port_sets import Range, Set, either, line_of, ports_of
from innovate_model.analyses.endpoints import Endpoint, interfaces
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources.instance import Instance
from innovate_model.testing.organizations import connected_organization
from innovate_model.values import Network, Ports
from tests.witnesses.z3_encoding.encoding import Claim, encode
from tests.witnesses.z3_encoding.world import World

SIZES = (3, 30, 300)
SUBNETS = 20
QUERIES = 400
FORGETFUL = 10
"""Interval sets that remember nothing are asked about every tenth of the sampled pairs."""
RUNS = 3
LIMIT = 1024  # MiB
GOAL = 10e6  # pairs a second

Pair = tuple[Endpoint, Endpoint]
Answer = Callable[[Endpoint, Endpoint], Iterable[Ports]]


def organization(vpcs: int) -> Graph:
    """The generated organisation. RuntimeError where it has faults."""
    loaded = load_text(connected_organization(vpcs))
    if loaded.findings:
        raise RuntimeError(f"the organisation has faults: {loaded.findings[0]}")
    return build(loaded.model)


def groups_of(graph: Graph) -> list[Endpoint]:
    """One endpoint for each group: no two instances of it stand in one subnet behind the same security groups."""
    by_owner = interfaces(graph.model).by_owner
    return [end for instance in graph.model.of(Instance) for end in by_owner[instance.address]]


def engine(graph: Graph) -> Answer:
    """Every pair at once. What works between two endpoints, by the destination's private address and for certain."""
    from innovate_model.analyses.sessions import all_pairs

    found = all_pairs(graph)

    def answer(source: Endpoint, destination: Endpoint) -> Iterable[Ports]:
        ports = found.ports(found.group_of(source), found.group_of(destination))
        return (each for each, is_certain in ports if is_certain)

    return answer


class Sample:
    """Pairs by lot, and what the peers say of them."""

    def __init__(self, graph: Graph, subnets: int = SUBNETS, queries: int = QUERIES, seed: int = 7) -> None:
        lot = Random(seed)
        groups = groups_of(graph)
        chosen = lot.sample(sorted({end.subnet for end in groups}), min(subnets, len(groups) // 2))
        rows = sorted((end for end in groups if end.subnet in chosen), key=lambda end: end.subnet)
        self.graph = graph
        self.pairs = [(source, end) for source in rows for end in groups if source is not end]
        self.queried = lot.sample(self.pairs, min(queries, len(self.pairs)))

    def intervals(self, remembers: bool) -> float:
        """Seconds a pair of interval sets."""
        sets = IntervalSets(self.graph.model, remembers)
        pairs = self.pairs if remembers else self.pairs[::FORGETFUL]
        return _timed(lambda: [sets.sessions(*pair) for pair in pairs]) / len(pairs)

    def queries(self) -> float:
        """Seconds a pair of z3."""
        world = World(self.graph.model)
        return _timed(lambda: [encode(world, *pair).a_flow() for pair in self.queried]) / len(self.queried)

    def disagreements(self, answer: Answer | None) -> list[str]:
        """What an engine (None: none) and the peers say differently."""
        sets = IntervalSets(self.graph.model)
        world = World(self.graph.model)
        found = [f"z3, {_named(pair)}: {fault}" for pair in self.queried for fault in _faults(sets, world, pair)]
        for pair in self.pairs if answer is not None else ():
            theirs = either(part for one in sets.sessions(*pair) for part in one.ports)
            ours = _line(answer(*pair)) if answer is not None else ()
            if ours != theirs:
                found.append(f"intervals, {_named(pair)}: {ports_of(theirs)}, not {ports_of(ours)}")
        return found


def _faults(sets: IntervalSets, world: World, pair: Pair) -> tuple[str, ...]:
    claims: list[Claim] = [
        (ports, _blocks(one.source), _blocks(one.destination))
        for one in sets.sessions(*pair)
        for ports in ports_of(one.ports)
    ]
    return encode(world, *pair).faults(claims, claims)


def _blocks(part: Range) -> tuple[Network, ...]:
    return tuple(summarize_address_range(ip_address(part[0]), ip_address(part[1])))


def _line(ports: Iterable[Ports]) -> Set:
    return either(part for one in ports for part in line_of(one))


def _named(pair: Pair) -> str:
    return f"{pair[0].address} -> {pair[1].address}"


def run(sizes: Sequence[int] = SIZES, subnets: int = SUBNETS, queries: int = QUERIES) -> list[dict[str, Any]]:
    """The rows. RuntimeError where the three do not agree."""
    costs = {}
    for vpcs in sizes:
        runs = []
        for _ in range(RUNS):
            graph = organization(vpcs)  # analyses keep what they found out about a graph: each run starts without
            runs.append(_timed(lambda graph=graph: engine(graph)))
        pairs = len(groups_of(graph)) ** 2
        costs[vpcs] = median(runs) / pairs
    sample = Sample(graph, subnets, queries)
    wrong = sample.disagreements(engine(graph))
    if wrong:
        raise RuntimeError(f"{len(wrong)} disagreements: {wrong[0]}")
    size = f"{vpcs} VPCs, {len(groups_of(graph)):,} groups"
    name, ours, sampled = f"all pairs, {size}", costs[vpcs], len(sample.pairs)
    z3 = f"z3 {version('z3-solver')}, {len(sample.queried)} pairs"
    rows = [
        _row(name, ours, 1 / GOAL, "10 million pairs a second", 1, pairs),
        _row(name, ours, sample.intervals(False), f"interval sets, {sampled // FORGETFUL:,} pairs", 300, pairs),
        _row(name, ours, sample.intervals(True), f"interval sets that remember, {sampled:,} pairs", 300, pairs),
        _row(name, ours, sample.queries(), z3, 50_000, pairs),
    ]
    for few, many in pairwise(sizes):
        rows.append(_row(f"a pair of {many} VPCs", costs[many], costs[few], f"a pair of {few} VPCs", 1, pairs))
    mebibytes = memory(vpcs)
    rows.append({**_row("memory", 1, 1, "the limit", 1, pairs), "ours": mebibytes, "peer": LIMIT, "unit": "MiB"})
    rows[-1]["ratio"] = LIMIT / mebibytes
    return rows


def _row(name: str, ours: float, peer: float, who: str, goal: float | None, pairs: int) -> dict[str, Any]:
    return {
        "name": name,
        "ours": ours * 1e6,
        "peer": peer * 1e6,
        "peer_version": who,
        "ratio": peer / ours,
        "goal": goal,
        "n": pairs,
        "runs": RUNS,
        "unit": "us a pair",
    }


def memory(vpcs: int) -> float:
    """MiB at the peak of a process that answers every pair."""
    command = [sys.executable, "-m", "bench.bench_reachability", "memory", str(vpcs)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak(vpcs: int) -> float:
    answer = engine(organization(vpcs))
    assert answer is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    del result
    return spent


def peers(vpcs: int = SIZES[-1]) -> None:
    """Prints what the peers alone take, and whether they agree."""
    sample = Sample(organization(vpcs))
    wrong = sample.disagreements(None)
    print(f"{vpcs} VPCs, {len(sample.pairs):,} pairs by lot, {len(wrong)} disagreements", *wrong[:3], sep="\n")
    for name, cost in (
        ("interval sets", sample.intervals(False)),
        ("interval sets that remember", sample.intervals(True)),
        (f"z3, {len(sample.queried)} queries", sample.queries()),
    ):
        print(f"{name:32} {1 / cost:12,.0f} pairs a second")


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        print(_peak(int(sys.argv[2])))
    elif sys.argv[1:2] == ["peers"]:
        peers(*map(int, sys.argv[2:]))
    else:
        for row in run():
            print(row)
