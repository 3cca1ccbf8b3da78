"""Resources of no particular meaning under arbitrary relations: what the laws of failure are tried on."""

from hypothesis import strategies as st

from innovate_model.analyses.falling import NEEDS
from innovate_model.analyses.weakening import USES
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.kms_key import KmsKey

NODES = tuple(f"accounts.a.kms_keys.{letter}" for letter in "abcdefgh")
EDGES = st.lists(
    st.builds(
        Edge,
        st.sampled_from(NODES),
        st.sampled_from((Relation.CONTAINS, Relation.READS, *NEEDS, *USES)),
        st.sampled_from(NODES),
        st.just(()),
        st.sampled_from(("", "", "subnets", "targets")),
        st.just(""),
        st.sampled_from((1, 1, 2, 3)),
    ),
    max_size=24,
)
LOST = st.lists(st.sampled_from(NODES), min_size=1, max_size=3)


def graph_of(edges: list[Edge], order: tuple[str, ...] = NODES) -> Graph:
    """Resources of no particular meaning, with the edges as given: each resource's own in their order."""
    placed = [edge for node in order for edge in edges if edge.source == node]
    return Graph(
        Model({node: KmsKey(address=node) for node in order}),
        {node: tuple(edge for edge in placed if edge.source == node) for node in order},
        {node: tuple(edge for edge in placed if edge.target == node) for node in order},
    )
