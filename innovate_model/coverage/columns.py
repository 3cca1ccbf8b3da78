"""What fills the cells of a row: one function for each column, over what is worked out once for the whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from innovate_model import exporting
from innovate_model.analyses.cost import LineItems, Standing, cost, usd_text
from innovate_model.aws.services import NOT_YET as NOT_ASKED_YET
from innovate_model.checks import all_checks
from innovate_model.coverage.cells import Cell, State, filled, not_applicable
from innovate_model.coverage.judging import readers, sores_by_kind
from innovate_model.coverage.rows import Column, Row, Selector
from innovate_model.coverage.selecting import says, selected
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.views import all_views, view_names

_NOT_YET = frozenset({exporting.NOT_YET, NOT_ASKED_YET})


@dataclass(frozen=True)
class Surroundings:
    """The graph, and what is asked of it once for all rows."""

    graph: Graph

    @cached_property
    def drawn(self) -> Mapping[str, frozenset[str]]:
        """The name of a builder of pictures -> the addresses of everything that its pictures show."""
        return {
            name: frozenset().union(*(box.shows for view in all_views(self.graph, [name]) for box in view.root.walk()))
            for name in view_names()
        }

    @cached_property
    def bill(self) -> Mapping[str, LineItems]:
        """Address -> what it costs."""
        return cost(self.graph).by("resource")


def cells(row: Row, around: Surroundings) -> dict[Column, Cell]:
    """Every cell of a row. A reason that the rows file gives stands only where nothing fills the cell."""
    if row.not_chosen:
        return dict.fromkeys(_COLUMNS, Cell(State.NOT_CHOSEN, (), row.not_chosen))
    found = selected(around.graph.model, row)
    computed = {column: fill(row, found, around) for column, fill in _COLUMNS.items()}
    return {column: _explained(cell, row.not_applicable.get(column, "")) for column, cell in computed.items()}


def _explained(cell: Cell, reason: str) -> Cell:
    return not_applicable(reason) if reason and cell.state is not State.FILLED else cell


def _model(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    return filled([resource.address for resource in found])


def _checks(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    """The checks that complain of what the row asks about, at the further places that decide it, and of its pillar."""
    if row.resources and not found:
        return Cell(State.OPEN)
    names = [name for selector in row.resources for name in _judging(selector)]
    names += [name for place in row.decided_at for name in _complaining_at(*place.partition(".")[::2])]
    names += [check.name for check in all_checks() if check.pillar == row.pillar]
    return filled(sorted(names))


def _judging(selector: Selector) -> Iterable[str]:
    """The checks that complain of an attribute that a selector asks about, of anything in a resource that fits it, or
    that there is none; of a kind that nobody complains of, the checks that look at it."""
    known = sores_by_kind().get(selector.kind)
    if known is None:
        return readers().get(selector.kind, ())
    return (
        sore.check
        for sore in known
        if sore.resource is None or sore.attribute in selector.attributes or says(sore.resource, selector.where)
    )


def _complaining_at(kind: str, attribute: str) -> Iterable[str]:
    return (sore.check for sore in sores_by_kind().get(kind, ()) if sore.attribute == attribute)


def _views(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    """The pictures that show one of the resources, by itself or counted with its like."""
    addresses = {resource.address for resource in found}
    return filled([name for name, shown in around.drawn.items() if not addresses.isdisjoint(shown)])


def _exported(name: str, row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    """The kinds that an exporter writes; its reason for those it never will."""
    if not found:
        return Cell(State.OPEN)
    chosen = exporting.exporter(name)
    kinds = sorted({resource.kind for resource in found})
    written = [kind for kind in kinds if kind in chosen.handles]
    if written:
        return filled(written)
    reasons = {chosen.unsupported.get(kind, exporting.NOT_YET) for kind in kinds}
    lasting = sorted(reasons - _NOT_YET)
    return not_applicable("; ".join(lasting)) if lasting else Cell(State.OPEN, (), ", ".join(sorted(reasons)))


def _terraform(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    return _exported("terraform", row, found, around)


def _drift(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    return _exported("drift", row, found, around)


def _price(row: Row, found: Sequence[Resource], around: Surroundings) -> Cell:
    """What the resources cost a month as far as the model says; by use, or free, where that is all."""
    bills = [around.bill[resource.address] for resource in found if resource.address in around.bill]
    items = [item for bill in bills for item in bill.items]
    gaps = [gap for bill in bills for gap in bill.gaps]
    if items:
        total = LineItems(tuple(items), tuple(gaps)).total
        return filled([f"{'at least ' if gaps else ''}USD {usd_text(total.monthly_usd)}"])
    unknown = [gap for gap in gaps if gap.standing is not Standing.UNKNOWN_USAGE]
    if unknown:
        return Cell(State.OPEN, (), unknown[0].reason)
    if gaps:
        return filled(["by use"])
    return filled(["free"] if any(bill.free for bill in bills) else [])


_COLUMNS: dict[Column, Callable[[Row, Sequence[Resource], Surroundings], Cell]] = {
    "model": _model,
    "checks": _checks,
    "views": _views,
    "terraform": _terraform,
    "drift": _drift,
    "price": _price,
}
