"""Questions to the engine share what they have in common: none of it shows in an answer."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from innovate_model.analyses.sessions import Opening, openings
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.testing.strategies import graphs
from tests.support import examples

_MOST = 5


@examples(8, 100)
@given(graphs())
def test_many_asked_together_are_each_asked_alone(graph: Graph) -> None:
    """Whoever else is asked about, and whatever was asked before: the same openings, in the same order."""
    by_owner = survey(graph).endpoints.by_owner
    owners = [owner for owner in by_owner if not isinstance(graph.model[owner], NatGateway)][:_MOST]
    together = openings(graph, [*owners, "internet"], owners)
    alone: list[Opening] = []
    one_by_one = build(graph.model)
    for source, destination in product([*owners, "internet"], owners):
        alone += (found := openings(build(graph.model), [source], [destination]))
        assert openings(one_by_one, [source], [destination]) == found

    def ends(one: Opening) -> tuple[str, str]:
        return one.source.address, one.destination.address

    for pair in dict.fromkeys(map(ends, alone + list(together))):
        assert [one for one in together if ends(one) == pair] == [one for one in alone if ends(one) == pair]
    assert openings(graph, [*owners, "internet"], owners) == together
