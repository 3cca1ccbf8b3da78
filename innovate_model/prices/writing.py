"""A price book as text: one price a line, in name order, so that a difference of two books is read at a glance."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from innovate_model.prices.book import PriceBook
from innovate_model.prices.price import Price

_ORDER = ("id", "region", "unit", "usd", "tiers", "service", "usage_type", "date", "confidence", "origin", "note")


def book_text(book: PriceBook) -> str:
    """What `parse_book` reads back as the same book."""
    about = {**book.about, "collected": book.date}
    origin = about.setdefault("origin", "AWS price list")
    rows = [_row(price, origin) for _, price in sorted(book.prices.items())]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps(about, ensure_ascii=False, indent=1)
    return f'{{\n"about": {head},\n"prices": [\n{lines}\n]\n}}\n'


def _row(price: Price, origin: str) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(price, name) for name in _ORDER if name not in ("usd", "tiers")}
    if price.is_tiered:
        fields["tiers"] = [[None if tier.up_to is None else _text(tier.up_to), _text(tier.usd)] for tier in price.tiers]
    else:
        fields["usd"] = _text(price.usd)
    if price.origin == origin:
        del fields["origin"]
    if not price.note:
        del fields["note"]
    return {name: fields[name] for name in _ORDER if name in fields}


def _text(number: Decimal) -> str:
    """Without an exponent or zeros at the end, and not rounded."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
