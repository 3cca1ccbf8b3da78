"""Blast radii of a large graph.

- everything reached: how many nodes each of 100,000 reaches over 400,000 edges, all nodes at once, against asking
  rustworkx, and networkx, for the descendants of one node after another. The peers' time is scaled up from a sample of
  random nodes, whose counts are compared. Two inputs: edges between random nodes (nearly all of it one component, as
  everything that trusts everything is), and edges that lead to smaller numbers only (no circles at all, which leaves
  condensation nothing to join). Both sides start from their own form of the graph: arrays of integers, a PyDiGraph, a
  DiGraph.
- failure: the time for each resource that stops, in a graph of 96,000 resources in cells of twelve (three zones, three
  subnets, three machines, a store that needs two of the machines, a gateway that needs any, a program that needs both),
  when ever more cells lose their zones: a cost that stays the same means time linear in what is lost. The peer is
  ourselves with the fewest cells.

CPU seconds of this process, median over runs that take turns; peers that take minutes run once.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import networkx
import numpy as np
import rustworkx

from innovate_model.analyses.blast_radius import failure
from innovate_model.analyses.closure import condense
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.kms_key import KmsKey

RUNS = 5
NODES, EDGES = 100_000, 400_000
SAMPLED = {"rustworkx": 40, "networkx": 4}
CELL = 12
CELLS = 8_000
LOST_CELLS = (10, 100, 1_000, 8_000)


def random_edges(nodes: int, edges: int, has_circles: bool, seed: int = 7) -> tuple[Any, Any]:
    """Heads and tails, the same for the same seed."""
    rng = np.random.default_rng(seed)
    sources, targets = rng.integers(0, nodes, edges), rng.integers(0, nodes, edges)
    if has_circles:
        return sources, targets
    return np.maximum(sources, targets), np.minimum(sources, targets)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run; the result is dropped."""
    started = time.process_time()
    work()
    return time.process_time() - started


def closure_rows(nodes: int, edges: int, runs: int, has_circles: bool) -> list[dict[str, Any]]:
    """Ours against both peers, on one input."""
    sources, targets = random_edges(nodes, edges, has_circles)
    counts = condense(nodes, sources, targets).counts()
    ours = statistics.median(seconds(lambda: condense(nodes, sources, targets).counts()) for _ in range(runs))
    pairs = list(zip(sources.tolist(), targets.tolist(), strict=True))
    fast: Any = rustworkx.PyDiGraph()
    fast.add_nodes_from(range(nodes))
    fast.add_edges_from_no_data(pairs)
    slow: Any = networkx.DiGraph()
    slow.add_nodes_from(range(nodes))
    slow.add_edges_from(pairs)
    peers = {
        "rustworkx": lambda node: rustworkx.descendants(fast, node),
        "networkx": lambda node: networkx.descendants(slow, node),
    }
    rows = []
    for library, reached in peers.items():
        sample = np.random.default_rng(11).integers(0, nodes, SAMPLED[library]).tolist()
        started = time.process_time()
        found = [len(set(reached(node)) - {node}) for node in sample]
        took = (time.process_time() - started) / len(sample) * nodes
        if found != [int(counts[node]) for node in sample]:
            raise AssertionError(f"{library} counts others")
        rows.append(
            {
                "name": "everything reached" + ("" if has_circles else ", no circles"),
                "ours": ours,
                "peer": took,
                "peer version": f"{library} {version(library)}, scaled from {len(sample)} nodes",
                "ratio": took / ours,
                "goal": 2000 if library == "rustworkx" and has_circles else None,
                "n": nodes,
                "runs": runs,
            }
        )
    return rows


def cells(count: int) -> Graph:
    """Twelve resources each, with AND and OR between them."""
    resources: dict[str, KmsKey] = {}
    edges: list[Edge] = []
    for number in range(count):
        names = [f"accounts.a.kms_keys.c{number}-{part}" for part in range(CELL)]
        resources.update((name, KmsKey(address=name)) for name in names)
        zones, subnets, machines, (store, gateway, program) = names[:3], names[3:6], names[6:9], names[9:]
        edges += [Edge(s, Relation.PLACED_IN, z) for s, z in zip(subnets, zones, strict=True)]
        edges += [Edge(m, Relation.PLACED_IN, s) for m, s in zip(machines, subnets, strict=True)]
        edges += [Edge(store, Relation.DEPENDS_ON, m, (), "machines", "", 2) for m in machines]
        edges += [Edge(gateway, Relation.FORWARDS_TO, m) for m in machines]
        edges += [Edge(program, Relation.CONNECTS_TO, target) for target in (store, gateway)]
    outgoing: dict[str, list[Edge]] = {}
    incoming: dict[str, list[Edge]] = {}
    for edge in edges:
        outgoing.setdefault(edge.source, []).append(edge)
        incoming.setdefault(edge.target, []).append(edge)
    return Graph(
        Model(resources),
        {name: tuple(group) for name, group in outgoing.items()},
        {name: tuple(group) for name, group in incoming.items()},
    )


def failure_rows(count: int, lost_cells: tuple[int, ...], runs: int) -> list[dict[str, Any]]:
    """Microseconds for each resource that stops, more and more of them."""
    graph = cells(count)
    costs: dict[int, list[float]] = {lost: [] for lost in lost_cells}
    for _ in range(runs + 1):
        for lost in lost_cells:
            zones = [f"accounts.a.kms_keys.c{number}-{part}" for number in range(lost) for part in range(3)]
            started = time.process_time()
            radius = failure(graph, zones)
            took = time.process_time() - started
            if len(radius) != lost * CELL:
                raise AssertionError("all of a cell stops with its zones")
            costs[lost].append(took / len(radius) * 1e6)
            del radius  # else the next run pays for dropping it
    medians = {lost: statistics.median(found[1:]) for lost, found in costs.items()}  # the first run fills memories
    first = lost_cells[0]
    return [
        {
            "name": "failure, for each that stops",
            "ours": medians[lost],
            "peer": medians[first],
            "peer version": f"ourselves, {first * CELL} stop",
            "ratio": medians[first] / medians[lost],
            "goal": 0.5,
            "n": lost * CELL,
            "runs": runs,
            "unit": "us",
        }
        for lost in lost_cells[1:]
    ]


def run(
    nodes: int = NODES,
    edges: int = EDGES,
    count: int = CELLS,
    lost_cells: tuple[int, ...] = LOST_CELLS,
    runs: int = RUNS,
) -> list[dict[str, Any]]:
    """The rows. `ours` and `peer` are CPU seconds (microseconds for `failure`), `ratio` is peer / ours."""
    return [
        *closure_rows(nodes, edges, runs, has_circles=True),
        *closure_rows(nodes, edges, runs, has_circles=False),
        *failure_rows(count, lost_cells, runs),
    ]
