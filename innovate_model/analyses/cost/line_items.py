"""The result: what was counted, what could not be, and what is free. Plain frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.cost.money import HOURS_PER_MONTH, product, total, usd_text
from innovate_model.analyses.tabular import Table
from innovate_model.prices import EXACT, Unknown
from innovate_model.prices.price import LOW

if TYPE_CHECKING:
    import pandas

NONE = "(none)"
"""The group of what has no account, environment, region, service or such a tag."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is paid for: a resource, or a connection (`A -> B`) on the bill of one, and what it can be grouped by (""
    where it has none)."""

    address: str
    kind: str
    account: str = ""
    environment: str = ""
    region: str = ""
    tags: Mapping[str, str] | None = None
    tier: str = ""


class Purchase(StrEnum):
    """How something is bought."""

    ON_DEMAND = "on demand"
    RESERVED = "reserved"
    SAVINGS_PLAN = "savings plan"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line of the bill: `quantity` units at `usd_per_unit`.

    `service` is AWS's service code; `source`, `date`, `confidence` and `note` are those of the price; `assumption` is
    why the quantity is what it is. `purchase` is how it is bought, `commitment` the address of what pays for it where
    it was bought in advance.
    """

    subject: Subject
    service: str
    what: str
    quantity: Decimal
    unit: str
    usd_per_unit: Decimal
    source: str
    date: str
    confidence: str
    assumption: str
    note: str = ""
    purchase: Purchase = Purchase.ON_DEMAND
    commitment: str = ""

    @property
    def monthly_usd(self) -> Decimal:
        """USD a month, exact."""
        return product(self.quantity, self.usd_per_unit)

    @property
    def is_uncertain(self) -> bool:
        """Whether its price is no more than likely: one of a moment of the market (Spot), or derived."""
        return self.confidence == LOW


class Standing(StrEnum):
    """Why something is not in the total."""

    UNKNOWN_PRICE = "unknown price"
    UNKNOWN_USAGE = "usage not stated"
    NOT_PRICED = "not priced"
    UNUSED_USAGE = "usage that nothing asks for"
    NO_WAY = "a flow without a way"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that costs money, or may, and is not in the total. `service` is "" where even that is unknown;
    `has_rate`: its price is known, and only how much of it there is is not stated; `quantity` is how much there is,
    where that is known and the price is not; `measure` what a usage would have to state, `missing` which price."""

    subject: Subject
    service: str
    what: str
    standing: Standing
    reason: str
    has_rate: bool = False
    quantity: Decimal | None = None
    measure: str = ""
    missing: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Free:
    """A resource that AWS asks nothing for; `reason` names the page that says so."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """USD a month, exact; `at least` that where `gaps` is not empty."""

    monthly_usd: Decimal
    gaps: tuple[Gap, ...] = ()

    @property
    def is_at_least(self) -> bool:
        """Whether something is missing, so that the bill will be higher."""
        return bool(self.gaps)

    @property
    def hourly_usd(self) -> Decimal:
        """USD an hour, on the average of a month of 730 hours (rounded at the 80th digit). For notebooks that set it
        against a rate by the hour."""
        return EXACT.divide(self.monthly_usd, HOURS_PER_MONTH)

    def __str__(self) -> str:
        return f"{'at least ' if self.is_at_least else ''}USD {usd_text(self.monthly_usd)} a month"


@dataclass(frozen=True, slots=True)
class LineItems:
    """What an architecture costs in a month of 730 hours, at the prices of `date`, before tax, discounts and free
    tiers. What was paid at the start of a commitment is spread over its term. Every resource of the model is in
    `items`, `gaps` or `free`."""

    items: tuple[LineItem, ...]
    gaps: tuple[Gap, ...] = ()
    free: tuple[Free, ...] = ()
    date: str = ""

    @property
    def unpriced(self) -> tuple[Gap, ...]:
        """What there is an amount of, and no price."""
        return tuple(gap for gap in self.gaps if gap.standing is Standing.UNKNOWN_PRICE)

    @property
    def total(self) -> Total:
        """The sum of the items, with the gaps that make it a lower bound."""
        return Total(total(item.monthly_usd for item in self.items), self.gaps)

    @property
    def uncertain(self) -> Total:
        """Which part of the total rests on prices that are no more than likely."""
        return Total(total(item.monthly_usd for item in self.items if item.is_uncertain))

    def by(self, key: str | Callable[[Subject], str]) -> dict[str, LineItems]:
        """The same in groups, in name order; together they are the whole.

        `key`: account, environment, region, kind, service, resource (connections among them), tier (network, compute,
        data, ...), purchase, `tag:NAME`, or a function of the Subject. ValueError for another.
        """
        label = _label(key)
        groups: dict[str, tuple[list[LineItem], list[Gap], list[Free]]] = {}
        for item in self.items:
            groups.setdefault(label(item.subject, item), ([], [], []))[0].append(item)
        for gap in self.gaps:
            groups.setdefault(label(gap.subject, gap), ([], [], []))[1].append(gap)
        for free in self.free:
            groups.setdefault(label(free.subject, free), ([], [], []))[2].append(free)
        return {
            name: LineItems(tuple(items), tuple(gaps), tuple(frees), self.date)
            for name, (items, gaps, frees) in sorted(groups.items())
        }

    def largest(self, count: int) -> tuple[LineItem, ...]:
        """The items that cost most, the dearest first, equals in the order of the model."""
        return tuple(sorted(self.items, key=lambda item: -item.monthly_usd)[:count])

    def to_frame(self) -> pandas.DataFrame:
        """One row for each item and each gap. Money is Decimal; gaps have none (NaN), and `standing` says why."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=list(COLUMNS))

    def rows(self) -> list[tuple[Any, ...]]:
        """One row for each item and each gap, with the cells of COLUMNS."""
        return [_row(item.subject, item) for item in self.items] + [_row(gap.subject, gap) for gap in self.gaps]

    def _repr_html_(self) -> str:
        """The sums by service, the dearest first, with how many amounts each of them lacks."""
        groups = sorted(self.by("service").items(), key=lambda group: -group[1].total.monthly_usd)
        rows = tuple(
            (name, usd_text(part.total.monthly_usd), len(part.gaps)) for name, part in groups if part.items or part.gaps
        )
        sentence = f"{self.total}, at the prices of {self.date}"
        return Table(("service", "cost (USD/month)", "not in it (amounts)"), rows, sentence)._repr_html_()


KEYS: Mapping[str, Callable[[Subject, Any], str]] = {
    "account": lambda subject, _: subject.account,
    "environment": lambda subject, _: subject.environment,
    "region": lambda subject, _: subject.region,
    "kind": lambda subject, _: subject.kind,
    "service": lambda _, line: getattr(line, "service", ""),
    "resource": lambda subject, _: subject.address,
    "tier": lambda subject, _: subject.tier,
    "purchase": lambda _, line: str(getattr(line, "purchase", "")),
}


def _label(key: str | Callable[[Subject], str]) -> Callable[[Subject, Any], str]:
    if callable(key):
        return lambda subject, _: key(subject) or NONE
    if key.startswith("tag:"):
        name = key.removeprefix("tag:")
        return lambda subject, _: (subject.tags or {}).get(name) or NONE
    if key not in KEYS:
        raise ValueError(f"{key!r}: group by {', '.join(KEYS)} or tag:NAME")
    return lambda subject, line: KEYS[key](subject, line) or NONE


COLUMNS = (
    "address", "kind", "account", "environment", "region", "service", "what", "quantity", "unit", "price (USD/unit)",
    "cost (USD/month)", "standing", "assumption", "source", "date", "confidence", "note", "purchase", "commitment",
)  # fmt: skip


def _row(subject: Subject, line: LineItem | Gap) -> tuple[Any, ...]:
    place = (subject.address, subject.kind, subject.account, subject.environment, subject.region)
    if isinstance(line, Gap):
        reason = (str(line.standing), line.reason)
        return (*place, line.service, line.what, None, "", None, None, *reason, "", "", "", "", "", "")
    money = (line.quantity, line.unit, line.usd_per_unit, line.monthly_usd)
    price = (line.source, line.date, line.confidence, line.note, str(line.purchase), line.commitment)
    return (*place, line.service, line.what, *money, "priced", line.assumption, *price)
