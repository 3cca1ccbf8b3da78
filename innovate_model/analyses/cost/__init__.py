"""What an architecture costs: line items with quantity, price, source, date and the assumption behind each quantity."""

from __future__ import annotations

from innovate_model.analyses.cost.asking import needed_prices
from innovate_model.analyses.cost.billing import cost
from innovate_model.analyses.cost.comparison import Comparison, Row, compare
from innovate_model.analyses.cost.line_items import (
    Free,
    Gap,
    LineItem,
    LineItems,
    Purchase,
    Standing,
    Subject,
    Total,
)
from innovate_model.analyses.cost.money import HOURS_PER_MONTH, usd_text
from innovate_model.analyses.cost.terms import AS_WRITTEN, ON_DEMAND, Terms
from innovate_model.analyses.cost.usage import Amount, Usage

__all__ = [
    "AS_WRITTEN",
    "HOURS_PER_MONTH",
    "ON_DEMAND",
    "Amount",
    "Comparison",
    "Free",
    "Gap",
    "LineItem",
    "LineItems",
    "Purchase",
    "Row",
    "Standing",
    "Subject",
    "Terms",
    "Total",
    "Usage",
    "compare",
    "cost",
    "needed_prices",
    "usd_text",
]
