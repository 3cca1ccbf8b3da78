"""Prices that somebody states, as YAML, with a place for each fault: a rate of a contract or of an offer in the
console, one that the book lacks.

ec2.savings_plan.1y.no_upfront.m6i.xlarge:
  us-east-1: {usd: 0.1411, source: offer in the console, date: 2026-11-20}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath

from innovate_model.analyses.cost.complaining import Complaints
from innovate_model.analyses.cost.usage import quantity_of
from innovate_model.finding import Finding
from innovate_model.hints import among, did_you_mean, nearest, shown
from innovate_model.prices import Price, PriceBook, Tier
from innovate_model.prices.commitments import paid_by
from innovate_model.prices.price import EVERYWHERE, STATED
from innovate_model.prices.selector import ANY, Selector
from innovate_model.prices.selectors import selector_of, selectors
from innovate_model.reading import read
from innovate_model.source import Block, Source
from innovate_model.span import Path

CHECK = "prices"
_PARTS = ("usd", "unit", "source", "date")
_AN_EXAMPLE = "us-east-1: {usd: 0.1411, source: offer in the console, date: 2026-11-20}"
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")


def read_stated_prices(path: FilePath, book: PriceBook) -> tuple[tuple[Price, ...], tuple[Finding, ...]]:
    """The prices of a file, as far as it can be understood, with findings at the places of what cannot. `book` says
    what there is to be priced."""
    return stated_prices_in(read(path), book)


def stated_prices_in(source: Source, book: PriceBook) -> tuple[tuple[Price, ...], tuple[Finding, ...]]:
    """The prices that a YAML text states."""
    reader = _Reader(source, book)
    prices = tuple(reader.prices())
    return prices, (*source.findings, *reader.wrong.found)


class _Reader:
    def __init__(self, source: Source, book: PriceBook) -> None:
        self.source, self.book = source, book
        self.wrong = Complaints(source, CHECK)

    def prices(self) -> Iterator[Price]:
        for id, regions in self.source.data.items():
            unit = self.unit_of(id)
            if unit is None:
                self.wrong.add(f"nothing is priced by `{id}`", (id,), self.meant(id), at_key=True)
            elif not isinstance(regions, Block):
                self.wrong.add(
                    f"`{id}` must be a mapping of regions to prices, not {shown(regions)}", (id,), _AN_EXAMPLE
                )
            else:
                stated = (self.price(id, unit, region, regions[region]) for region in regions)
                yield from (price for price in stated if price is not None)

    def unit_of(self, id: str) -> str | None:
        """What a price is for, by the book or AWS's list; None for an id that neither knows."""
        selected = selector_of(id)
        if isinstance(selected, Selector) and not id.endswith("*"):
            return selected.unit
        return next((price.unit for (known, _), price in self.book.prices.items() if known == id), None)

    def meant(self, id: str) -> str:
        """What somebody may have meant who wrote an id that there is not: with the name of the type as it was written,
        where such a name ends it."""
        if paid := paid_by(id):
            return did_you_mean((paid,))
        parts = id.split(".")
        kinds = (pattern.removesuffix(ANY) for pattern in selectors() if pattern.endswith(ANY))
        typed = (kind + ".".join(parts[kind.count(".") :]) for kind in kinds)
        return nearest(id, dict.fromkeys([*(known for known, _ in self.book.prices), *typed]))

    def price(self, id: str, unit: str, region: str, body: object) -> Price | None:
        path: Path = (id, region)
        if region != EVERYWHERE and not _REGION.fullmatch(region):
            self.wrong.add(f"`{region}` is not a region", path, f'us-east-1, or "{EVERYWHERE}" for all', at_key=True)
        elif not isinstance(body, Block):
            self.wrong.add(f"a price must be a mapping, not {shown(body)}", path, _AN_EXAMPLE)
        elif unknown := [part for part in body if part not in _PARTS]:
            self.wrong.add(
                f"`{unknown[0]}` is not part of a price", (*path, unknown[0]), among(unknown[0], _PARTS), at_key=True
            )
        elif missing := [part for part in ("usd", "source", "date") if part not in body]:
            self.wrong.add(f"the price needs `{missing[0]}`", path, _AN_EXAMPLE)
        elif body.get("unit", unit) != unit:
            self.wrong.add(
                f"`{id}` is priced by the {unit}, not by {shown(body['unit'])}", (*path, "unit"), f"unit: {unit}"
            )
        else:
            return self.stated(id, unit, region, body)
        return None

    def stated(self, id: str, unit: str, region: str, body: Block) -> Price | None:
        path: Path = (id, region)
        usd, on = self.usd(body["usd"], (*path, "usd")), self.date(body["date"], (*path, "date"))
        if usd is None or on is None:
            return None
        return Price(
            id,
            region,
            unit,
            (Tier(None, usd),),
            service="",
            usage_type="",
            date=on,
            confidence=STATED,
            origin=f"{body['source']} (stated in {self.source.file})",
        )

    def usd(self, value: object, path: Path) -> Decimal | None:
        hint = "USD for one unit, 0 or more"
        if not isinstance(value, str):
            self.wrong.add(f"`usd` must be a number, not {shown(value)}", path, hint)
            return None
        try:
            return quantity_of(value, "usd")
        except ValueError as error:
            self.wrong.add(str(error), path, hint)
            return None

    def date(self, value: object, path: Path) -> str | None:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            hint = "the day on which it was read: 2026-11-20"
            self.wrong.add(f"`date` must be a day, not {shown(value)}", path, hint)
            return None
