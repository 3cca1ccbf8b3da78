"""The bill of a graph, worked out once for any amounts of usage: money as floats, for many worlds at a time.

It says what `cost` says, rounded as floats are: the exact bill with its lines, gaps and sources is that of `cost`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from innovate_model.analyses.cost.commitments import Ledger
from innovate_model.analyses.cost.demand import Charge, Metered
from innovate_model.analyses.cost.gathering import gathered
from innovate_model.analyses.cost.money import product
from innovate_model.analyses.cost.terms import AS_WRITTEN, Terms
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, Price, PriceBook, price_book

Numbers = Any
"""A float, or a numpy array of them (one for each world)."""

Measure = tuple[str, str]
"""Address of a resource, and what is measured of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """All that is billed at one price: `fixed` units, and of each measure an amount times its factor. The tiers of a
    price are filled with their sum."""

    price: Price
    fixed: float
    of_each: tuple[tuple[Measure, float], ...]

    def usd(self, amounts: Mapping[Measure, Numbers]) -> Numbers:
        """USD a month. Measures that are not told count nothing."""
        units: Numbers = self.fixed
        for measure, factor in self.of_each:
            if measure in amounts:
                units = units + amounts[measure] * factor
        if not self.price.is_tiered:
            return units * float(self.price.usd)
        return sum((usd * _within(units, start, end) for start, end, usd in _tiers(self.price)), 0.0)


@dataclass(frozen=True, slots=True)
class CompiledBill:
    """`fixed_usd`: what does not depend on any measure; `lines`: what does."""

    fixed_usd: float
    lines: tuple[Line, ...]

    def monthly_usd(self, amounts: Mapping[Measure, Numbers]) -> Numbers:
        """USD a month under amounts by (address, measure), each a float or an array; at least that, where something has
        no price or is not told."""
        return sum((line.usd(amounts) for line in self.lines), self.fixed_usd)


def compiled(
    graph: Graph, prices: PriceBook | None = None, usage: Usage = NO_USAGE, terms: Terms = AS_WRITTEN
) -> CompiledBill:
    """The bill of a graph. What `usage` states is fixed; every other measure is asked for each time."""
    book = prices if prices is not None else price_book()
    gathering = gathered(graph, book, usage)
    ledger = gathering.covered() if terms.commitments else Ledger({})
    fixed: dict[tuple[str, str], Decimal] = {}
    asked: dict[tuple[str, str], list[tuple[Measure, float]]] = {}
    known: dict[tuple[str, str], Price] = {}
    for index, (subject, line) in enumerate(gathering.asked):
        price = _price(book, line, subject.region) if isinstance(line, Charge) else None
        if price is not None and isinstance(line, Charge):
            key = (price.id, price.region)
            known[key] = price
            fixed[key] = EXACT.add(fixed.get(key, Decimal(0)), ledger.left.get(index, line.quantity))
    for subject, demand, share in gathering.unstated:
        price = _price(book, demand, subject.region)
        if price is not None:
            key = (price.id, price.region)
            known[key] = price
            factor = float(share) * demand.times / demand.per
            asked.setdefault(key, []).append(((subject.address, demand.measure), factor))
    lines = [Line(price, float(fixed.get(key, 0)), tuple(asked.get(key, ()))) for key, price in known.items()]
    settled = sum(float(line.usd({})) for line in lines if not line.of_each)
    return CompiledBill(settled + _committed(ledger), tuple(line for line in lines if line.of_each))


def _committed(ledger: Ledger) -> float:
    """What commitments cost, used or not. It does not depend on any measure: they pay for what is there all month."""
    parts = [part.payment for parts in ledger.parts.values() for part in parts]
    rest = [leftover.payment for leftover in ledger.leftovers.values()]
    return sum(float(product(one.quantity, one.usd)) for one in (*parts, *rest) if one is not None)


def _price(book: PriceBook, demand: Charge | Metered, region: str) -> Price | None:
    price = book.find_first((demand.price, *demand.alternatives), region)
    return price if isinstance(price, Price) else None


def _tiers(price: Price) -> Iterator[tuple[float, float, float]]:
    """(from, to, USD) of each tier; the last one of a complete list has no end."""
    start = 0.0
    for tier in price.tiers:
        end = float("inf") if tier.up_to is None else float(tier.up_to)
        yield start, end, float(tier.usd)
        start = end


def _within(units: Numbers, start: float, end: float) -> Numbers:
    """How many of the units fall into a tier."""
    if isinstance(units, (int, float)):
        return max(0.0, min(units, end) - start)
    import numpy

    return numpy.maximum(0.0, numpy.minimum(units, end) - start)
