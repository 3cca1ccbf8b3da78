"""Everything from everywhere at once, against networkx and against one question at a time."""

from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses import closure as module
from innovate_model.analyses.blast_radius import State
from innovate_model.analyses.closure import closure, condense, control_closure
from innovate_model.analyses.compromise import compromise
from innovate_model.analyses.intruding import CONTENT
from innovate_model.graph import build
from innovate_model.loader import load

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
GRAPHS = st.integers(0, 40).flatmap(
    lambda nodes: st.tuples(
        st.just(nodes),
        st.lists(st.tuples(*(st.integers(0, nodes - 1),) * 2), max_size=80) if nodes else st.just([]),
    )
)


def peer(nodes: int, edges: list[tuple[int, int]]) -> list[set[int]]:
    graph: networkx.DiGraph[int] = networkx.DiGraph(edges)
    graph.add_nodes_from(range(nodes))
    return [networkx.descendants(graph, node) for node in range(nodes)]


@given(GRAPHS, st.sampled_from((1, 7, 64)))
def test_it_is_what_networkx_says(graph: tuple[int, list[tuple[int, int]]], width: int) -> None:
    """Counts and sets, for every node, in one pass and in many."""
    nodes, edges = graph
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BITS", 0)
        patch.setattr(module, "_LEAST", width)
        found = condense(nodes, [s for s, _ in edges], [t for _, t in edges])
        counts = found.counts()
    expected = peer(nodes, edges)
    assert counts.tolist() == [len(reached) for reached in expected]
    assert [set(found.reached(node).tolist()) for node in range(nodes)] == expected


@given(GRAPHS)
def test_components_reach_only_smaller_ones(graph: tuple[int, list[tuple[int, int]]]) -> None:
    """What one pass in their order relies on; and they are the strongly connected ones."""
    nodes, edges = graph
    found = condense(nodes, [s for s, _ in edges], [t for _, t in edges])
    assert all(after < number for number, many in enumerate(found.after) for after in many)
    peers: networkx.DiGraph[int] = networkx.DiGraph(edges)
    peers.add_nodes_from(range(nodes))
    own = {frozenset(np.flatnonzero(found.component == c).tolist()) for c in range(len(found.after))}
    assert own == {frozenset(each) for each in networkx.strongly_connected_components(peers)}


def test_a_long_line_is_no_deep_recursion() -> None:
    """A hundred thousand in a row."""
    count = 100_000
    found = condense(count, np.arange(count - 1), np.arange(1, count))
    assert found.counts()[:3].tolist() == [count - 1, count - 2, count - 3]


def test_it_agrees_with_compromise_of_each() -> None:
    """But for sessions: what is entered or read by whoever controls a resource."""
    everything = control_closure(INNOVATE)
    doors = [r.address for r in INNOVATE.model if r.kind in ("iam_role", "service_account", "organizational_unit")]
    for address in (*doors, "accounts.dev"):
        radius = compromise(INNOVATE, [address])
        read = {m.address for m in radius.of(State.EXPOSED) if m.because is not None}
        assert set(everything.reached(address)) == ({m.address for m in radius.of(State.ENTERED)} | read) - {address}
        assert everything.counts[address] == len(everything.reached(address))
    assert all(everything.counts[r.address] == 0 for r in INNOVATE.model if r.kind in CONTENT)


def test_an_empty_set_of_steps() -> None:
    """Nobody leads anywhere; an unknown address is an error."""
    nothing = closure(INNOVATE, ())
    assert set(nothing.counts.values()) == {0}
    with pytest.raises(ValueError, match="not in tuple"):
        nothing.reached("accounts.nowhere")
