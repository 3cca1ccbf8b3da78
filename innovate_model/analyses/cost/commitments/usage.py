"""The two sides that are brought together: usage that runs all month, and what was bought in advance."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from innovate_model.prices import EXACT, Price, Unknown
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

_FINEST = Decimal("1e-12")
"""Quantities that a division cuts are cut here, downwards: the rest stays where it was."""


@dataclass(frozen=True, slots=True)
class Steady:
    """Usage that is there in every hour of the month: `quantity` hours (or ACU-hours) of the price `price`.

    `index` tells it from others; `on_demand` is None where the book has no price for it.
    """

    index: int
    account: str
    region: str
    price: str
    quantity: Decimal
    on_demand: Price | None


class Bought(NamedTuple):
    """A commitment, who owns it and where."""

    resource: Reservation | SavingsPlan
    account: str
    region: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What a part of a usage costs: `quantity` of `unit` at `usd`, with the facts of the price."""

    quantity: Decimal
    unit: str
    usd: Decimal
    service: str
    source: str
    date: str
    confidence: str
    note: str = ""

    @classmethod
    def of(cls, price: Price, quantity: Decimal, usd: Decimal) -> Payment:
        """Some units of a price, at its rate or that of one of its tiers."""
        facts = price.service, price.source, price.date, price.confidence, price.note
        return cls(quantity, price.unit, usd, *facts)


@dataclass(frozen=True, slots=True)
class Covered:
    """`quantity` of a usage that a commitment pays for, or, where `payment` is None, may pay for at a rate that is not
    known (`missing`). `why` says how it came to this."""

    quantity: Decimal
    commitment: str
    is_reserved: bool
    payment: Payment | None
    why: str
    missing: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """What nothing uses of a commitment, `quantity` hours or dollars of it; `payment` is None where its rate is not
    known (`missing`)."""

    what: str
    quantity: Decimal
    payment: Payment | None
    why: str
    missing: Unknown | None = None


@dataclass(slots=True)
class Ledger:
    """What is left of each usage, the parts that are taken of it, and what is left of each commitment."""

    left: dict[int, Decimal]
    parts: dict[int, list[Covered]] = field(default_factory=dict)
    leftovers: dict[str, Leftover] = field(default_factory=dict)

    def take(self, usage: Steady, part: Covered) -> None:
        """A part of a usage is paid for."""
        self.left[usage.index] = EXACT.subtract(self.left[usage.index], part.quantity)
        self.parts.setdefault(usage.index, []).append(part)


def cut(quantity: Decimal) -> Decimal:
    """A quantity to the twelfth decimal, never more than it was."""
    return quantity.quantize(_FINEST, rounding=ROUND_DOWN, context=EXACT)
