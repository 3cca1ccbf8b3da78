"""Exact arithmetic on money. It is rounded when it is shown and never before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from innovate_model.prices import EXACT

HOURS_PER_MONTH = Decimal(730)
"""A month is 730 hours (365 days x 24 / 12), as in the AWS Pricing Calculator.
https://docs.aws.amazon.com/pricing-calculator/latest/userguide/pricing-assumptions.html"""

_CENT = Decimal("0.01")


def product(left: Decimal, right: Decimal) -> Decimal:
    """Left times right, exactly."""
    return EXACT.multiply(left, right)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum; the order does not matter."""
    result = Decimal(0)
    for amount in amounts:
        result = EXACT.add(result, amount)
    return result


def plain(amount: Decimal) -> Decimal:
    """The same amount without zeros at its end, and never as 1E+2."""
    return (
        amount.quantize(Decimal(1), context=EXACT) if amount == amount.to_integral_value() else amount.normalize(EXACT)
    )


def usd_text(amount: Decimal) -> str:
    """Money to look at, in cents: `1,234.50`."""
    return f"{amount.quantize(_CENT, rounding=ROUND_HALF_UP, context=EXACT):,}"
