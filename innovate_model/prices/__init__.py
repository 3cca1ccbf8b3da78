"""Prices as dated facts, each with its source. What is not known is `Unknown`, never guessed."""

from __future__ import annotations

from innovate_model.prices.book import NotABook, PriceBook, price_book, read_book
from innovate_model.prices.price import EXACT, Price, Slice, Tier, Unknown

__all__ = ["EXACT", "NotABook", "Price", "PriceBook", "Slice", "Tier", "Unknown", "price_book", "read_book"]
