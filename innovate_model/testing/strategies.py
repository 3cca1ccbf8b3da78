"""Hypothesis strategies: small random organisations, flows in them, single changes of them.

    from hypothesis import given
    from innovate_model.testing.strategies import flows, graphs

    @given(graphs().flatmap(lambda graph: flows(graph).map(lambda attempt: (graph, attempt))))
    def test_something(case): ...

Needs Hypothesis: `pip install 'innovate-model[testing]'`. `testing.random_models` draws the same organisations from a
seed, without it.
"""

from __future__ import annotations

from collections.abc import Callable

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.graph import Graph, build
from innovate_model.loader import Loaded, load_text
from innovate_model.testing.changes import Change, changes_of
from innovate_model.testing.flows import PROTOCOLS, Attempt, are_apart, destinations_in, edge_ports, sources_in
from innovate_model.testing.random_models import Dice, Extent, as_text, organization
from innovate_model.testing.random_models.ground import Data

try:
    from hypothesis import strategies as st
except ImportError as error:
    hint = "innovate_model.testing.strategies needs Hypothesis: pip install 'innovate-model[testing]'"
    raise ImportError(hint) from error

__all__ = ["changes", "flows", "graphs", "loaded_models", "models", "organizations"]


@st.composite
def organizations(draw: st.DrawFn, extent: Extent | None = None) -> Data:
    """Small random organisations as plain data: VPCs in one or two accounts and regions, what joins them, filters,
    routes that lead on or astray, and what stands there. `as_text` writes one as YAML."""
    return organization(Dice(lambda low, high: draw(st.integers(low, high))), extent or Extent())


def models(extent: Extent | None = None) -> st.SearchStrategy[str]:
    """The same as YAML text that loads without faults."""
    return organizations(extent).map(as_text)


def loaded_models(extent: Extent | None = None) -> st.SearchStrategy[Loaded]:
    """The same, loaded."""
    return models(extent).map(load_text)


def graphs(extent: Extent | None = None) -> st.SearchStrategy[Graph]:
    """The same as graphs, which analyses take."""
    return loaded_models(extent).map(lambda loaded: build(loaded.model))


def flows(graph: Graph, at: Callable[[Endpoint], bool] = lambda _: True) -> st.SearchStrategy[Attempt]:
    """Flows between two ends of a graph, at ports at which its rules begin or end; `at`: one of the ends is such a one.
    Nothing is drawn where the graph has no two such ends of one IP version."""
    destinations = destinations_in(graph)
    every = [(one, other) for one in sources_in(graph) for other in destinations if are_apart(one, other)]
    pairs = [pair for pair in every if any(map(at, pair))]
    edges = edge_ports(graph)
    ports = {version: [one for one in edges if one[0] in PROTOCOLS[version]] for version in PROTOCOLS}

    def between(pair: tuple[Endpoint, Endpoint]) -> st.SearchStrategy[Attempt]:
        return st.sampled_from(ports[pair[0].place.version]).map(lambda port: Attempt(*pair, *port))

    return st.sampled_from(pairs).flatmap(between) if pairs else st.nothing()


def changes(loaded: Loaded) -> st.SearchStrategy[Change]:
    """Single changes of a loaded model (`Architecture.loaded`): a rule less or more, a route lost."""
    found = list(changes_of(loaded))
    return st.sampled_from(found) if found else st.nothing()
