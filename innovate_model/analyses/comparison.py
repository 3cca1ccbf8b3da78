"""Architectures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innovate_model.analyses.cost import LineItems, usd_text
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Comparison(Tabular):
    """A table: `names` are the columns (architectures), `rows` a title and one text for each of them."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def table(self) -> Table:
        """One row for each thing compared, one column for each architecture."""
        return Table(("", *self.names), tuple((title, *cells) for title, cells in self.rows))

    def to_frame(self) -> pandas.DataFrame:
        """The table as a DataFrame, indexed by what is compared."""
        frame = self.table().to_frame().set_index("")
        frame.index.name = None
        return frame


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
    rows.append(("cost (USD/month)", tuple(_usd(items) for _, _, _, items in architectures)))
    return Comparison(tuple(name for name, _, _, _ in architectures), tuple(rows))


def _usd(items: LineItems) -> str:
    """The total, and whether the bill will be higher."""
    return ("at least " if items.total.is_at_least else "") + usd_text(items.total.monthly_usd)


def _kinds(graph: Graph) -> dict[str, int]:
    counts: dict[str, int] = {}
    for resource in graph.model:
        counts[resource.kind] = counts.get(resource.kind, 0) + 1
    return counts
