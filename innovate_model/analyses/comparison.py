"""Architectures side by side: as much of each as is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.cost import LineItems, usd_text
from innovate_model.analyses.resilience import ServiceResilience, main_services, resilience
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph

if TYPE_CHECKING:
    import pandas

    from innovate_model.analyses.capacity import Capacity, Demand

PARTS = ("resources", "findings", "promises", "cost", "capacity", "availability")
"""What can be compared. Capacity needs a demand."""
HOLDS, BROKEN, NOT_MADE = "holds", "broken", "not made"
Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of an architecture: its findings, and the verdict on each promise by name."""

    findings: tuple[Finding, ...]
    verdicts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One architecture under its name. What was not asked for is None."""

    name: str
    kinds: Mapping[str, int] | None = None
    """How many resources there are of each kind."""
    findings: tuple[Finding, ...] | None = None
    verdicts: Mapping[str, str] | None = None
    """What has become of each promise."""
    cost: LineItems | None = None
    capacity: Capacity | None = None
    services: tuple[ServiceResilience, ...] | None = None

    @property
    def broken(self) -> tuple[str, ...]:
        """The names of the promises that are broken."""
        return tuple(name for name, verdict in (self.verdicts or {}).items() if verdict == BROKEN)


@dataclass(frozen=True, slots=True)
class Comparison(Tabular):
    """One column for each of some architectures."""

    compared: tuple[Compared, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(each.name for each in self.compared)

    @property
    def rows(self) -> tuple[Row, ...]:
        """A title with its unit, and one text for each column. Of kinds and promises, those that differ."""
        parts: list[tuple[str, Callable[[Sequence[Any]], Iterator[Row]]]] = [
            ("kinds", _resources),
            ("findings", _findings),
            ("verdicts", _promises),
            ("cost", _cost),
            ("capacity", _capacity),
            ("services", _availability),
        ]
        found: list[Row] = []
        for name, rows_of in parts:
            values = [getattr(each, name) for each in self.compared]
            if None not in values:
                found.extend(rows_of(values))
        return tuple(found)

    def table(self) -> Table:
        """One row for each thing compared, one column for each architecture."""
        return Table(("", *self.names), tuple((title, *cells) for title, cells in self.rows))

    def to_frame(self) -> pandas.DataFrame:
        """The table as a DataFrame, indexed by what is compared; its transpose has a row for each architecture, and the
        units in the names of its columns."""
        frame = self.table().to_frame().set_index("")
        frame.index.name = None
        return frame


def compared(
    name: str,
    graph: Graph,
    judge: Callable[[], Judged],
    bill: Callable[[], LineItems],
    demand: Demand | None = None,
    services: Sequence[str] = (),
    parts: Collection[str] = PARTS,
) -> Compared:
    """One column: the `parts` that are asked for, and nothing else is worked out (`judge` is called for findings and
    promises only, `bill` for the cost). `services`: whose availability (`main_services`, where none are named; one that
    an architecture does not have is left out of its column).

    ValueError for a part that does not exist.
    """
    if unknown := [part for part in parts if part not in PARTS]:
        raise ValueError(f"`{unknown[0]}` cannot be compared: {', '.join(PARTS)}")
    judged = judge() if {"findings", "promises"} & set(parts) else None
    chosen = [each for each in services if each in graph.model] if services else list(main_services(graph))
    return Compared(
        name,
        kinds=_kinds(graph) if "resources" in parts else None,
        findings=judged.findings if judged and "findings" in parts else None,
        verdicts=judged.verdicts if judged and "promises" in parts else None,
        cost=bill() if "cost" in parts else None,
        capacity=_held(graph, demand) if demand and "capacity" in parts else None,
        services=_resilient(graph, chosen) if "availability" in parts else None,
    )


def _held(graph: Graph, demand: Demand) -> Capacity:
    from innovate_model.analyses.capacity import capacity

    return capacity(graph, demand)


def _resilient(graph: Graph, services: Sequence[str]) -> tuple[ServiceResilience, ...]:
    return resilience(graph, services, most=1).services if services else ()


def _kinds(graph: Graph) -> dict[str, int]:
    counts: dict[str, int] = {}
    for resource in graph.model:
        counts[resource.kind] = counts.get(resource.kind, 0) + 1
    return counts


def _resources(counts: Sequence[Mapping[str, int]]) -> Iterator[Row]:
    yield "resources", tuple(str(sum(count.values())) for count in counts)
    for kind in sorted({kind for count in counts for kind in count}):
        cells = tuple(str(count.get(kind, 0)) for count in counts)
        if len(set(cells)) > 1:
            yield f"  {kind}", cells


def _findings(columns: Sequence[Sequence[Finding]]) -> Iterator[Row]:
    for severity in Severity:
        yield f"{severity}s", tuple(str(sum(each.severity is severity for each in found)) for found in columns)


def _promises(columns: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    yield "broken promises", tuple(str(sum(one == BROKEN for one in verdicts.values())) for verdicts in columns)
    for name in dict.fromkeys(name for verdicts in columns for name in verdicts):
        cells = tuple(verdicts.get(name, NOT_MADE) for verdicts in columns)
        if set(cells) != {HOLDS}:
            yield f"  {name}", cells


def _cost(columns: Sequence[LineItems]) -> Iterator[Row]:
    yield "cost (USD/month)", tuple(_usd(items) for items in columns)
    yield "  not in it (amounts)", tuple(str(len(items.gaps)) for items in columns)
    lacking = [unpriced(items) for items in columns]
    if len(set(lacking)) > 1:
        yield "  without a price (amounts)", tuple(str(len(each)) for each in lacking)
        yield "  comparable with the first", tuple(_comparable(each, lacking[0]) for each in lacking)


def unpriced(items: LineItems) -> frozenset[tuple[str, str]]:
    """What has an amount and no price, by resource."""
    return frozenset((gap.subject.address, gap.what) for gap in items.unpriced)


def _comparable(mine: frozenset[tuple[str, str]], first: frozenset[tuple[str, str]]) -> str:
    """Whether a difference from the first column is one of what is paid, and not of what is known."""
    return _as_known({name for _, name in mine ^ first}, "without a price")


def _as_known(different: Collection[str], how: str) -> str:
    """Whether as much is known as in the first column: nothing is different in that."""
    if not different:
        return "yes"
    first, *others = sorted(different)
    more = f" and {len(others)} more" if others else ""
    return f"no: {first}{more} {how} in one of them"


def _usd(items: LineItems) -> str:
    """The total, and whether the bill will be higher."""
    return ("at least " if items.total.is_at_least else "") + usd_text(items.total.monthly_usd)


def _capacity(columns: Sequence[Capacity]) -> Iterator[Row]:
    yield "demand (users/day)", tuple(f"{held.users:,.0f}" for held in columns)
    yield "  limits that are too small", tuple(str(len(held.met)) for held in columns)
    yield "  limits not known", tuple(str(len(held.unknown)) for held in columns)
    yield "saturates at (users/day)", tuple(_when(held) for held in columns)
    firsts = tuple(
        f"{held.first.what} of {held.first.address}" if held.first else "nothing that is known" for held in columns
    )
    yield "  what saturates first", firsts


def _when(held: Capacity) -> str:
    if held.first is not None:
        return f"{held.first.saturates_at:,}"
    return "never" if held.uses else "not known"


def _availability(columns: Sequence[Sequence[ServiceResilience]]) -> Iterator[Row]:
    by_name = [{each.service: each for each in services} for services in columns]
    for name in dict.fromkeys(each.service for services in columns for each in services):
        found = [services.get(name) for services in by_name]
        yield f"availability of {name} (%)", tuple(_percent(each) for each in found)
        lacking = [frozenset(each.availability.not_known) if each else None for each in found]
        if lacking[0] is not None and len(set(lacking) - {None}) > 1:
            yield "  comparable with the first", tuple(_as_often_told(each, lacking[0]) for each in lacking)
        yield f"single points of {name}", tuple(str(len(each.single_points)) if each else "-" for each in found)


def _as_often_told(mine: frozenset[tuple[str, str]] | None, first: frozenset[tuple[str, str]]) -> str:
    """The same of how often a service is up: what has no figure is taken never to fail."""
    return "-" if mine is None else _as_known({address for address, _ in mine ^ first}, "without a figure")


def _percent(service: ServiceResilience | None) -> str:
    return str(service.availability).replace(" %", "") if service is not None else "-"
