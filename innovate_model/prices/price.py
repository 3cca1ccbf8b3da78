"""One price: what AWS asks for a unit of something in a region, since when we know it and from where."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

EXACT = Context(prec=80)
"""Wide enough that no sum or product of prices (12 decimals) and quantities (40 digits) is rounded."""

EVERYWHERE = "*"
"""The region of a price that AWS asks in every commercial region alike."""


STATED = "stated"
"""The confidence of a price that the user states."""
LOW = "low"
"""That of one which is derived, a moment of a market price, or read in one doubtful copy."""


class Tier(NamedTuple):
    """USD per unit up to a quantity a month; `up_to` is None for the last tier of a complete list."""

    up_to: Decimal | None
    usd: Decimal


class Slice(NamedTuple):
    """The part of a quantity that falls into one tier."""

    quantity: Decimal
    usd_per_unit: Decimal


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no price, and why: for any of `ids` in `region`, where a price was looked up."""

    reason: str
    ids: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """USD for one `unit` of `id` in `region`.

    `tiers` holds one tier for a flat price. `service` and `usage_type` are those of the AWS price list ("" where a
    figure is not from there), `origin` where the figure comes from, `date` (YYYY, YYYY-MM or YYYY-MM-DD) when it was
    read there. `confidence` is high (two copies agree), medium (one), low (derived, a moment of a market price, or
    one doubtful copy) or stated (by the user); `note` says what else one must know.
    """

    id: str
    region: str
    unit: str
    tiers: tuple[Tier, ...]
    service: str
    usage_type: str
    date: str
    confidence: str
    origin: str
    note: str = ""

    @property
    def usd(self) -> Decimal:
        """USD for the first unit of a month."""
        return self.tiers[0].usd

    @property
    def is_stated(self) -> bool:
        """Whether the user says so, and not the book."""
        return self.confidence == STATED

    @property
    def is_tiered(self) -> bool:
        """Whether what is used elsewhere in the month changes the price of a unit."""
        return self.tiers[0].up_to is not None

    @property
    def source(self) -> str:
        """Where the figure comes from, as one reads it."""
        return ", ".join(part for part in (self.origin, self.service, self.usage_type) if part)

    def slices(self, quantity: Decimal, used: Decimal = Decimal(0)) -> tuple[tuple[Slice, ...], Decimal]:
        """What `quantity` more units cost when `used` units were counted already this month.

        Returns the slices (at least one; nothing costs nothing at the first rate) and the quantity beyond the last tier
        that is known (0 for a complete list).
        """
        if not self.is_tiered or not quantity:
            return (Slice(quantity, self.usd),), Decimal(0)
        found: list[Slice] = []
        start, end = used, EXACT.add(used, quantity)
        for up_to, usd in self.tiers:
            reach = end if up_to is None else min(end, up_to)
            if reach > start:
                found.append(Slice(EXACT.subtract(reach, start), usd))
                start = reach
        return tuple(found), EXACT.subtract(end, start)
