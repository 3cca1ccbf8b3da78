"""Rows of AWS's price list, from whichever way they were read, and the one price among them that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from innovate_model.prices.price import EXACT, Tier
from innovate_model.prices.selector import Selector

_CURRENCY = "USD"
_SHOWN = 3


class NoPrice(Exception):
    """The list does not answer with exactly one price; the message says what it has instead."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of a term: what a unit costs from `begin` to `end` units a month ("Inf" for no end), by currency. All
    as the list has it: text."""

    begin: str
    end: str
    unit: str
    price: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to buy a product: on demand (no attributes) or by a reservation or plan; and its rates."""

    attributes: Mapping[str, str]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A product and the ways to buy it."""

    sku: str
    attributes: Mapping[str, str]
    offers: tuple[Offer, ...]

    @property
    def usage_type(self) -> str:
        """As bills name it, with the region's prefix."""
        return self.attributes.get("usagetype", "")


def offers_of(terms: Mapping[str, Any]) -> tuple[Offer, ...]:
    """The offers under one product, as both the bulk list and GetProducts write them: by an offer's code, with its
    `priceDimensions` and `termAttributes`."""
    return tuple(Offer(dict(offer.get("termAttributes") or {}), _rates(offer)) for offer in terms.values())


def _rates(offer: Mapping[str, Any]) -> tuple[Rate, ...]:
    return tuple(
        Rate(str(line.get("beginRange", "0")), str(line.get("endRange", "Inf")), line["unit"], line["pricePerUnit"])
        for line in offer["priceDimensions"].values()
    )


def meant(selector: Selector, listings: Iterable[Listing]) -> tuple[Listing, tuple[Tier, ...]]:
    """The one product that a selector means, of those that fit it, and its price per unit of ours. NoPrice where
    there is none, more than one, or no price in USD."""
    listing = _one(selector, list(listings))
    offers = [offer for offer in listing.offers if _is_term(offer, selector)]
    if len(offers) != 1:
        what = " and ".join(selector.term.values()) or "on demand"
        raise NoPrice(f"{listing.usage_type} has {len(offers) or 'no'} offers {what}, where there should be one")
    rates = [rate for rate in offers[0].rates if not selector.list_unit or rate.unit == selector.list_unit]
    return listing, _tiers(selector, listing, rates)


def _one(selector: Selector, listings: list[Listing]) -> Listing:
    if not listings:
        raise NoPrice(f"no row of {selector.service} fits it ({_wanted(selector)})")
    best = min(selector.rank(listing.attributes) for listing in listings)
    preferred = [listing for listing in listings if selector.rank(listing.attributes) == best]
    if len(preferred) > 1:
        names = ", ".join(f"{each.usage_type} ({each.sku})" for each in preferred[:_SHOWN])
        more = f" and {len(preferred) - _SHOWN} more" if len(preferred) > _SHOWN else ""
        raise NoPrice(f"{len(preferred)} rows of {selector.service} fit it, where there should be one: {names}{more}")
    return preferred[0]


def _wanted(selector: Selector) -> str:
    attributes = ", ".join(f"{key} {value}" for key, value in selector.exact_attributes())
    return ", ".join(part for part in (selector.usage, selector.family, attributes) if part)


def _is_term(offer: Offer, selector: Selector) -> bool:
    if not selector.term:
        return not offer.attributes
    return all(offer.attributes.get(key) == value for key, value in selector.term.items())


def _tiers(selector: Selector, listing: Listing, rates: list[Rate]) -> tuple[Tier, ...]:
    """The rates as tiers that follow one another from 0 to no end."""
    scale = EXACT.divide(Decimal(selector.per), Decimal(selector.divided_by))
    lines = sorted(((_number(listing, rate.begin), rate) for rate in rates), key=lambda line: line[0])
    if selector.begins_free:
        lines = _paid(listing, lines)
    tiers: list[Tier] = []
    reached: Decimal | None = Decimal(0)
    for begin, rate in lines:
        if reached is None or begin != reached:
            raise NoPrice(f"the tiers of {listing.usage_type} do not follow one another: {_ranges(rates)}")
        reached = None if rate.end == "Inf" else _number(listing, rate.end)
        up_to = None if reached is None else EXACT.divide(reached, scale)
        tiers.append(Tier(up_to, EXACT.multiply(_usd(listing, rate), scale)))
    if reached is not None:
        raise NoPrice(f"the tiers of {listing.usage_type} do not reach the end: {_ranges(rates)}")
    return tuple(tiers)


def _paid(listing: Listing, lines: list[tuple[Decimal, Rate]]) -> list[tuple[Decimal, Rate]]:
    """The lines without a first one at nothing, in whose place stands the one after it."""
    if len(lines) < 2 or lines[0][0] != 0 or _number(listing, lines[0][1].price.get(_CURRENCY, "1")) != 0:
        return lines
    (_, free), (begin, first), *rest = lines
    follows = free.end != "Inf" and begin == _number(listing, free.end)
    return [(Decimal(0), first), *rest] if follows else lines


def _ranges(rates: list[Rate]) -> str:
    return ", ".join(f"{rate.begin} to {rate.end}" for rate in rates) or "there are none"


def _usd(listing: Listing, rate: Rate) -> Decimal:
    if _CURRENCY not in rate.price:
        raise NoPrice(f"{listing.usage_type} has a price in {', '.join(sorted(rate.price)) or 'no currency'}, not USD")
    usd = _number(listing, rate.price[_CURRENCY])
    if usd <= 0:
        raise NoPrice(f"{listing.usage_type} is USD {usd:f} in the list: a decoy, or free up to an amount")
    return usd


def _number(listing: Listing, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NoPrice(f"{listing.usage_type}: {text!r} is not a number") from None
    if not number.is_finite():
        raise NoPrice(f"{listing.usage_type}: {text!r} is not a number")
    return number
