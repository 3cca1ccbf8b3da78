"""The bill of a graph, worked out once for any amounts of usage: money as floats, for many worlds at a time.

It says what `cost` says, rounded as floats are: the exact bill with its lines, gaps and sources is that of `cost`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from innovate_model.analyses.cost.asking import demands_of
from innovate_model.analyses.cost.billing import cost
from innovate_model.analyses.cost.demand import Charge, Metered
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


def compiled(graph: Graph, prices: PriceBook | None = None, usage: Usage = NO_USAGE) -> CompiledBill:
    """The bill of a graph. What `usage` states is fixed; every other measure is asked for each time, beyond what the
    exact bill counts without it: commitments have paid for their part there."""
    book = prices if prices is not None else price_book()
    fixed: dict[tuple[str, str], Decimal] = {}
    asked: dict[tuple[str, str], list[tuple[Measure, float]]] = {}
    known: dict[tuple[str, str], Price] = {}
    for region, address, kind, demand in _billed(graph, book.date):
        price = _price(book, demand, region)
        if price is None:
            continue
        key = (price.id, price.region)
        known[key] = price
        if isinstance(demand, Charge):
            fixed[key] = EXACT.add(fixed.get(key, Decimal(0)), demand.quantity)
            continue
        stated = usage.find(address, kind, demand.measure)
        if stated is None:
            asked.setdefault(key, []).append(((address, demand.measure), demand.times / demand.per))
        else:
            units = EXACT.divide(EXACT.multiply(stated[1].quantity, Decimal(demand.times)), Decimal(demand.per))
            fixed[key] = EXACT.add(fixed.get(key, Decimal(0)), units)
    lines = tuple(Line(known[key], float(fixed.get(key, 0)), tuple(measures)) for key, measures in asked.items())
    exact = cost(graph, book, usage).total.monthly_usd
    return CompiledBill(float(exact) - sum(float(line.usd({})) for line in lines), lines)


def _billed(graph: Graph, date: str) -> Iterator[tuple[str, str, str, Charge | Metered]]:
    for resource, region, its in demands_of(graph, date):
        for demand in its:
            if isinstance(demand, (Charge, Metered)):
                yield region, resource.address, resource.kind, demand


def _price(book: PriceBook, demand: Charge | Metered, region: str) -> Price | None:
    answers = (book.find(id, region) for id in (demand.price, *demand.alternatives))
    return next((answer for answer in answers if isinstance(answer, Price)), None)


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
