"""What an architecture costs: line items with quantity, price, source, date and the assumption behind each quantity."""

from __future__ import annotations

from innovate_model.analyses.cost.billing import cost, needed_prices
from innovate_model.analyses.cost.comparison import Comparison, Row, compare
from innovate_model.analyses.cost.line_items import Free, Gap, LineItem, LineItems, Standing, Subject, Total
from innovate_model.analyses.cost.money import HOURS_PER_MONTH, usd_text
from innovate_model.analyses.cost.usage import Amount, Usage

__all__ = [
    "HOURS_PER_MONTH",
    "Amount",
    "Comparison",
    "Free",
    "Gap",
    "LineItem",
    "LineItems",
    "Row",
    "Standing",
    "Subject",
    "Total",
    "Usage",
    "compare",
    "cost",
    "needed_prices",
    "usd_text",
]
