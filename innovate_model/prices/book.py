"""The price book that ships with the package: `book.json`, read when the first price is asked for.

An id names what is paid for (`nat_gateway.hour`); where a type of machine decides, it ends in that
(`ec2.on_demand.m6i.large`). How Savings Plans and reservations are named says `commitments`, in which row of AWS's list
a price stands, `selectors`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from innovate_model.prices.price import EVERYWHERE, Price, Tier, Unknown

if TYPE_CHECKING:
    from pathlib import Path

_OTHER_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-")
"""Regions with price lists of their own, in which "every region" does not count.
https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html"""


@dataclass(frozen=True, slots=True, eq=False)
class PriceBook:
    """Prices by id and region. `date` is the day on which the book was put together: costs are as of then."""

    date: str
    prices: Mapping[tuple[str, str], Price]
    about: Mapping[str, Any] = field(default_factory=dict)
    _regions: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def find(self, id: str, region: str) -> Price | Unknown:
        """The price of `id` in `region`, or why there is none. Never that of another region."""
        price = self.prices.get((id, region))
        if price is None and not region.startswith(_OTHER_PARTITIONS):
            price = self.prices.get((id, EVERYWHERE))
        if price is not None:
            return price
        known = self.regions_of(id)
        if not known:
            return Unknown(f"the price book has no `{id}`", (id,), region)
        where = f"in {region or 'an unknown region'}, only in {', '.join(known)}"
        return Unknown(f"the price book has no `{id}` {where}", (id,), region)

    def find_first(self, ids: Iterable[str], region: str) -> Price | Unknown:
        """The first of some prices that is known in `region`, or why none of them is."""
        wanted, reasons = tuple(ids), []
        for id in wanted:
            answer = self.find(id, region)
            if isinstance(answer, Price):
                return answer
            reasons.append(answer.reason)
        return Unknown("; ".join(reasons), wanted, region)

    def regions_of(self, id: str) -> tuple[str, ...]:
        """Where the price of `id` is known, in name order."""
        if not self._regions:
            for known, region in sorted(self.prices):
                self._regions.setdefault(known, []).append(region)
        return tuple(self._regions.get(id, ()))

    def with_prices(self, prices: Iterable[Price]) -> PriceBook:
        """The book with prices added or replaced (a negotiated rate, a region that is missing). For notebooks:
        `cost(architecture.graph, price_book().with_prices([mine]))`."""
        added = {(price.id, price.region): price for price in prices}
        return PriceBook(self.date, {**self.prices, **added}, self.about)


@cache
def price_book() -> PriceBook:
    """The book of the package."""
    data = get_data("innovate_model.prices", "book.json")
    assert data is not None  # shipped beside this file
    return parse_book(data.decode("utf-8"))


class NotABook(ValueError):
    """A file is no price book; the message says why."""


def read_book(path: Path) -> PriceBook:
    """The price book of a file, as `innovate prices refresh` writes it. NotABook where it is none, OSError where there
    is none."""
    try:
        return parse_book(path.read_bytes().decode("utf-8"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise NotABook(f"{path} is no price book: {said}") from None


def parse_book(text: str) -> PriceBook:
    """A price book from JSON. KeyError, TypeError or ValueError for text that is not one, or that names a price
    twice."""
    data = json.loads(text)
    about = data["about"]
    prices: dict[tuple[str, str], Price] = {}
    for row in data["prices"]:
        price = _price(row, about["origin"])
        if (price.id, price.region) in prices:
            raise ValueError(f"{price.id} in {price.region} is priced twice")
        prices[price.id, price.region] = price
    return PriceBook(about["collected"], prices, about)


def _price(row: dict[str, Any], origin: str) -> Price:
    fields = dict(row)
    flat = fields.pop("usd", None)
    rows = fields.pop("tiers", None)
    if (flat is None) == (rows is None):
        raise ValueError(f"{row['id']} needs either `usd` or `tiers`")
    tiers = ((None, flat),) if rows is None else rows
    parsed = tuple(Tier(None if up_to is None else _decimal(up_to), _decimal(usd)) for up_to, usd in tiers)
    return Price(**{"origin": origin, **fields}, tiers=parsed)


def _decimal(text: Any) -> Decimal:
    if not isinstance(text, str):  # a JSON number has been through binary floating point already
        raise TypeError(f"{text!r}: money and quantities are written as text")
    return Decimal(text)
