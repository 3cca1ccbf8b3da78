"""Models as tables for pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innovate_model.graph import Graph

if TYPE_CHECKING:
    import pandas

_MISSING = "pandas is not installed: install `innovate-model[notebook]`"


def resources_frame(graph: Graph) -> pandas.DataFrame:
    """One row for each resource, indexed by address: kind, account, parent, name, edges out and in, and the place it
    stands at."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError(_MISSING) from error
    rows = []
    for resource in graph.model:
        span = graph.model.span_of_address(resource.address)
        rows.append(
            {
                "address": resource.address,
                "kind": resource.kind,
                "name": resource.name,
                "account": (resource.within("accounts") or "").rpartition(".")[2],
                "parent": resource.parent,
                "edges_out": sum(1 for _ in graph.out(resource.address)),
                "edges_in": sum(1 for _ in graph.into(resource.address)),
                "place": str(span or ""),
            }
        )
    return pandas.DataFrame(rows).set_index("address")
