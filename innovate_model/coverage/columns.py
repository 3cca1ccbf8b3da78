"""What fills the cells of a row: one function for each column, over what is worked out once for the whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from innovate_model import exporting
from innovate_model.analyses.cost import ON_DEMAND, LineItems, cost, usd_text
from innovate_model.analyses.selecting import says
from innovate_model.aws.services import NOT_YET as NOT_ASKED_YET
from innovate_model.checks import all_checks
from innovate_model.coverage.cells import Cell, State, filled, not_applicable
from innovate_model.coverage.judging import complaints, missed_by, sores_by_kind
from innovate_model.coverage.rows import Column, Row, Selector
from innovate_model.coverage.selecting import selected
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan
from innovate_model.span import Path
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
    def complaints(self) -> frozenset[tuple[str, Path]]:
        """What the checks have against the model as it is."""
        return complaints(self.graph)

    @cached_property
    def _missed(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def missed_by(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """The checks that complain when resources are not there; asked once for each set of them: rows share many."""
        if addresses not in self._missed:
            self._missed[addresses] = missed_by(self.graph, addresses, self.complaints)
        return self._missed[addresses]

    @cached_property
    def bill(self) -> Mapping[str, LineItems]:
        """Address -> what it costs on demand; of what is bought in advance, what its commitment costs."""
        bought = cost(self.graph).by("resource")
        commitments = {one.address for kind in (Reservation, SavingsPlan) for one in self.graph.model.of(kind)}
        of_commitments = {address: part for address, part in bought.items() if address in commitments}
        return cost(self.graph, terms=ON_DEMAND).by("resource") | of_commitments


def cells(row: Row, around: Surroundings) -> dict[Column, Cell]:
    """Every cell of a row. A reason that the rows file gives stands where nothing fills the cell; that of a price that
    is not applicable always does: what a resource costs may be another system's price. A price that is known wins over
    the reason why none is.

    A row is in the model when each of its selectors finds something; the first one finds the system itself, which is
    what it costs.
    """
    if row.not_chosen:
        return dict.fromkeys(_COLUMNS, Cell(State.NOT_CHOSEN, (), row.not_chosen))
    groups = selected(around.graph.model, row)
    found = Found(groups if all(groups) else ())
    computed = {column: fill(row, found, around) for column, fill in _COLUMNS.items()}
    return {column: _explained(column, cell, row) for column, cell in computed.items()}


def _explained(column: Column, cell: Cell, row: Row) -> Cell:
    if column == "price" and cell.state is State.OPEN and row.no_price:
        return Cell(State.NOT_KNOWN, (), row.no_price)
    reason = row.not_applicable.get(column, "")
    return not_applicable(reason) if reason and (column == "price" or cell.state is not State.FILLED) else cell


@dataclass(frozen=True)
class Found:
    """What the selectors of a row find, one group for each; none where one of them finds nothing."""

    groups: tuple[tuple[Resource, ...], ...]

    @cached_property
    def all(self) -> tuple[Resource, ...]:
        """Every resource, each once."""
        return tuple({resource.address: resource for group in self.groups for resource in group}.values())


def _model(row: Row, found: Found, around: Surroundings) -> Cell:
    return filled([resource.address for resource in found.all])


def _checks(row: Row, found: Found, around: Surroundings) -> Cell:
    """The checks that complain of what the row asks about, at the further places that decide it, when its resources are
    taken out of the model, and those of its pillar."""
    if row.resources and not found.all:
        return Cell(State.OPEN)
    names = [name for selector in row.resources for name in who_judges(selector)]
    names += [name for place in row.decided_at for name in _complaining_at(*place.partition(".")[::2])]
    names += [check.name for check in all_checks() if check.pillar == row.pillar]
    names += around.missed_by(tuple(sorted(item.address for item in found.all))) if found.all else ()
    return filled(sorted(names))


def who_judges(selector: Selector) -> Iterable[str]:
    """The checks that complain of an attribute that a selector asks about, of anything in a resource that fits it, or
    that there is none."""
    return (
        sore.check
        for sore in sores_by_kind().get(selector.kind, ())
        if sore.resource is None or sore.attribute in selector.attributes or says(sore.resource, selector.where)
    )


def _complaining_at(kind: str, attribute: str) -> Iterable[str]:
    return (sore.check for sore in sores_by_kind().get(kind, ()) if sore.attribute == attribute)


def _views(row: Row, found: Found, around: Surroundings) -> Cell:
    """The pictures that show one of the resources, by itself or counted with its like."""
    addresses = {resource.address for resource in found.all}
    return filled([name for name, shown in around.drawn.items() if not addresses.isdisjoint(shown)])


def _exported(name: str, row: Row, found: Found, around: Surroundings) -> Cell:
    """The kinds that an exporter writes; its reason for those it never will."""
    if not found.all:
        return Cell(State.OPEN)
    chosen = _exporter(name)
    kinds = sorted({resource.kind for resource in found.all})
    written = [kind for kind in kinds if kind in chosen.handles]
    if written:
        return filled(written)
    reasons = {chosen.unsupported.get(kind, exporting.NOT_YET) for kind in kinds}
    lasting = sorted(reasons - _NOT_YET)
    return not_applicable("; ".join(lasting)) if lasting else Cell(State.OPEN, (), ", ".join(sorted(reasons)))


_exporter = cache(exporting.exporter)
"""Found once: the entry points of all that is installed are looked through."""


def _terraform(row: Row, found: Found, around: Surroundings) -> Cell:
    return _exported("terraform", row, found, around)


def _drift(row: Row, found: Found, around: Surroundings) -> Cell:
    return _exported("drift", row, found, around)


def _price(row: Row, found: Found, around: Surroundings) -> Cell:
    """What the system itself costs a month as far as the model says; by use, or free, where that is all. In part by
    use: of some of its rates nobody knows how high they are."""
    itself = found.groups[0] if found.groups else ()
    bills = [around.bill[resource.address] for resource in itself if resource.address in around.bill]
    items = [item for bill in bills for item in bill.items]
    gaps = [gap for bill in bills for gap in bill.gaps]
    if items:
        total = LineItems(tuple(items), tuple(gaps)).total
        return filled([f"{'at least ' if gaps else ''}USD {usd_text(total.monthly_usd)}"])
    unknown = [gap for gap in gaps if not gap.has_rate]
    if len(unknown) < len(gaps):
        return filled(["by use, in part" if unknown else "by use"])
    if unknown:
        return Cell(State.OPEN, (), unknown[0].reason)
    return filled(["free"] if any(bill.free for bill in bills) else [])


_COLUMNS: dict[Column, Callable[[Row, Found, Surroundings], Cell]] = {
    "model": _model,
    "checks": _checks,
    "views": _views,
    "terraform": _terraform,
    "drift": _drift,
    "price": _price,
}
