"""Prices read anew: what is asked for, looked up where AWS lists it. What cannot be read keeps its old date, and says
why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from innovate_model.prices.book import PriceBook
from innovate_model.prices.listing import Listing, NoPrice, meant
from innovate_model.prices.price import EVERYWHERE, EXACT, Price, Unknown
from innovate_model.prices.regions import prefixes
from innovate_model.prices.selector import Selector
from innovate_model.prices.selectors import selector_of

_FACTOR = 10
"""Prices do not move by so much; a row that is so far away is another product, or counted in another unit."""


class Source(Protocol):
    """A way to AWS's price list. `origin` is how prices from there name it."""

    @property
    def origin(self) -> str: ...

    def listings(self, service: str, region: str, selectors: Iterable[Selector]) -> Mapping[Selector, list[Listing]]:
        """The rows of a service in a region ("*" for the whole world) that fit each selector. NoPrice where this way
        has none of them."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A price that was asked for and not renewed: `date` is that of the one in the book, "" where it has none."""

    id: str
    region: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The new book, the prices in it that were read anew, and those that were asked for and were not."""

    book: PriceBook
    renewed: tuple[Price, ...]
    kept: tuple[Kept, ...]


def refresh(book: PriceBook, asked: Iterable[tuple[str, str]], source: Source, today: str) -> Refreshed:
    """A book with the prices `asked` for, (id, region), as the source has them on a day. Raises what the source
    raises where it cannot be read at all."""
    renewed: list[Price] = []
    kept: list[Kept] = []
    groups: dict[tuple[str, str], dict[str, Selector]] = {}
    for id, region in sorted(set(asked)):
        selector = selector_of(id)
        if isinstance(selector, Unknown):
            kept.append(_kept(book, id, region, f"cannot be refreshed: {selector.reason}"))
        elif selector.usage and not selector.is_global and not prefixes(region):
            kept.append(
                _kept(book, id, region, "cannot be refreshed: how AWS marks usage types of the region is not known")
            )
        else:
            where = EVERYWHERE if selector.is_global else region
            groups.setdefault((selector.service, where), {})[id] = selector
    for (service, region), wanted in sorted(groups.items()):
        for answer in _answers(book, service, region, wanted, source, today):
            if isinstance(answer, Price):
                renewed.append(answer)
            else:
                kept.append(answer)
    about = {**book.about, "collected": today, "caveat": _caveat(book, today)}
    new = PriceBook(today, {**book.prices, **{(each.id, each.region): each for each in renewed}}, about)
    return Refreshed(new, tuple(renewed), tuple(kept))


def _answers(
    book: PriceBook, service: str, region: str, wanted: Mapping[str, Selector], source: Source, today: str
) -> Iterator[Price | Kept]:
    try:
        found = source.listings(service, region, wanted.values())
    except NoPrice as reason:
        yield from (_kept(book, id, region, str(reason)) for id in wanted)
        return
    for id, selector in wanted.items():
        try:
            listing, tiers = meant(selector, found[selector])
            price = Price(
                id, region, selector.unit, tiers, service, listing.usage_type, today, "high", source.origin,
                note=_note(book, id, region),
            )  # fmt: skip
            _demand_likely(book, price)
        except NoPrice as reason:
            yield _kept(book, id, region, str(reason))
        else:
            yield price


def _demand_likely(book: PriceBook, price: Price) -> None:
    """NoPrice where the first rate is far from what the book has."""
    old = book.find(price.id, price.region)
    if isinstance(old, Price) and not 1 / Decimal(_FACTOR) < EXACT.divide(price.usd, old.usd) < _FACTOR:
        raise NoPrice(
            f"{price.usage_type} is USD {price.usd.normalize():f} per {price.unit} in the list and "
            f"{old.usd.normalize():f} in the book: more than {_FACTOR} times apart"
        )


def _note(book: PriceBook, id: str, region: str) -> str:
    """What one must know of the price stays true; how the old figure came about does not."""
    old = book.find(id, region)
    if not isinstance(old, Price) or old.note.startswith(("derived", "the rate of the first tier", "only the first")):
        return ""
    return old.note


def _kept(book: PriceBook, id: str, region: str, reason: str) -> Kept:
    old = book.find(id, region)
    return Kept(id, region, old.date if isinstance(old, Price) else "", reason)


def _caveat(book: PriceBook, today: str) -> str:
    said = str(book.about.get("caveat", ""))
    ours = f"Prices of {today} were read from AWS's price list itself. "
    return said if said.startswith(ours) else ours + said
