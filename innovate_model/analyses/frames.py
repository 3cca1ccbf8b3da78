"""Models as tables for pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innovate_model.analyses.tabular import Table
from innovate_model.graph import Graph

if TYPE_CHECKING:
    import pandas

_COLUMNS = ("address", "kind", "name", "account", "parent", "edges_out", "edges_in", "place")


def resources_frame(graph: Graph) -> pandas.DataFrame:
    """One row for each resource, indexed by address: kind, account, parent, name, edges out and in, and the place it
    stands at."""
    rows = tuple(
        (
            resource.address,
            resource.kind,
            resource.name,
            (resource.within("accounts") or "").rpartition(".")[2],
            resource.parent,
            sum(1 for _ in graph.out(resource.address)),
            sum(1 for _ in graph.into(resource.address)),
            str(graph.model.span_of_address(resource.address) or ""),
        )
        for resource in graph.model
    )
    return Table(_COLUMNS, rows).to_frame().set_index("address")
