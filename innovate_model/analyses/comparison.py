"""Architectures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innovate_model.analyses.cost import LineItems
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table: `names` are the columns (architectures), `rows` a title and one text for each of them."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def to_frame(self) -> pandas.DataFrame:
        """The table as a DataFrame, one column for each architecture."""
        import pandas

        return pandas.DataFrame(
            [list(cells) for _, cells in self.rows], [title for title, _ in self.rows], list(self.names)
        )

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html())


def compare(architectures: Sequence[tuple[str, Graph, Sequence[Finding], LineItems]]) -> Comparison:
    """(name, graph, findings, cost) of each -> the table: resources in all and by kind where they differ, findings,
    cost."""
    counts = [_kinds(graph) for _, graph, _, _ in architectures]
    rows = [("resources", tuple(str(sum(count.values())) for count in counts))]
    for kind in sorted({kind for count in counts for kind in count}):
        cells = tuple(str(count.get(kind, 0)) for count in counts)
        if len(set(cells)) > 1:
            rows.append((f"  {kind}", cells))
    for severity in Severity:
        rows.append(
            (f"{severity}s", tuple(str(sum(f.severity is severity for f in item[2])) for item in architectures))
        )
    rows.append(("cost (USD/month)", tuple(str(items.total) for _, _, _, items in architectures)))
    return Comparison(tuple(name for name, _, _, _ in architectures), tuple(rows))


def _kinds(graph: Graph) -> dict[str, int]:
    counts: dict[str, int] = {}
    for resource in graph.model:
        counts[resource.kind] = counts.get(resource.kind, 0) + 1
    return counts
