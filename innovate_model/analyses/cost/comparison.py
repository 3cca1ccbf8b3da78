"""Two or more costs side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from innovate_model.analyses.cost.line_items import LineItems, Subject, Total
from innovate_model.prices import EXACT

if TYPE_CHECKING:
    import pandas

_NOTHING = Total(Decimal(0))


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its total in each variant, in the order of `Comparison.names`."""

    group: str
    totals: tuple[Total, ...]

    @property
    def changes_usd(self) -> tuple[Decimal, ...]:
        """USD a month more than in the first variant, for each variant."""
        return tuple(EXACT.subtract(total.monthly_usd, self.totals[0].monthly_usd) for total in self.totals)

    @property
    def is_certain(self) -> bool:
        """Whether nothing is missing on any side. Where something is, the differences are those of what is known."""
        return not any(total.is_at_least for total in self.totals)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table: one Row for each group that any variant has, in name order, and the whole as `total`."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row

    def to_frame(self) -> pandas.DataFrame:
        """Groups down, variants across, the change against the first variant beside each of the others."""
        import pandas

        first, *others = self.names
        columns = ["group", f"{first} (USD/month)"]
        for name in others:
            columns += [f"{name} (USD/month)", f"{name} change (USD/month)"]
        return pandas.DataFrame([_cells(row) for row in (*self.rows, self.total)], columns=[*columns, "is complete"])


def compare(variants: Mapping[str, LineItems], by: str | Callable[[Subject], str] = "service") -> Comparison:
    """The variants side by side, in groups as of `LineItems.by`; the first is what the others are measured against.

    ValueError for fewer than two, or for prices of different days.
    """
    if len(variants) < 2:
        raise ValueError("a comparison needs two costs or more")
    if len({items.date for items in variants.values()}) > 1:
        raise ValueError("the costs are at prices of different days: work both out with one price book")
    grouped = [items.by(by) for items in variants.values()]
    groups = sorted({group for groups in grouped for group, items in groups.items() if items.items or items.gaps})
    rows = tuple(
        Row(group, tuple(groups[group].total if group in groups else _NOTHING for groups in grouped))
        for group in groups
    )
    return Comparison(tuple(variants), rows, Row("total", tuple(items.total for items in variants.values())))


def _cells(row: Row) -> list[object]:
    cells: list[object] = [row.group, row.totals[0].monthly_usd]
    for total, change in zip(row.totals[1:], row.changes_usd[1:], strict=True):
        cells += [total.monthly_usd, change]
    return [*cells, row.is_certain]
