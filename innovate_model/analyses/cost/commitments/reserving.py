"""Reservations: a number of instances that are paid for, used or not, in units of their size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from innovate_model.analyses.cost.commitments.rates import Usable, reserved_rate, usable
from innovate_model.analyses.cost.commitments.usage import Bought, Covered, Ledger, Leftover, Payment, Steady, cut
from innovate_model.analyses.cost.money import HOURS_PER_MONTH, usd_text
from innovate_model.prices import EXACT, PriceBook, Unknown
from innovate_model.resources.reservation import Reservation

_SIZES = {"nano": "0.25", "micro": "0.5", "small": "1", "medium": "2", "large": "4", "xlarge": "8"}
_INFLEXIBLE = (
    *("g4ad", "g4dn", "g5", "g5g", "g6", "g6e", "g6f", "gr6", "gr6f"),
    *("hpc7a", "inf1", "inf2", "p5", "u7i-6tb", "u7i-8tb"),
)
"""Families of EC2 whose reservations hold for one size only.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html#ri-instance-size-flexibility"""


def units_of(size: str) -> Decimal | None:
    """The normalisation factor of a size: 4 for `large`, 8 for `xlarge`, 8 N for `Nxlarge`; None for one that has none.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html#ri-instance-size-flexibility
    """
    if size in _SIZES:
        return Decimal(_SIZES[size])
    many = re.fullmatch(r"(\d{1,3})xlarge", size)
    return Decimal(8 * int(many[1])) if many else None


_IO_OPTIMIZED = Decimal("1.3")
"""How many times the units of its size an instance of an I/O-Optimized cluster takes: 5.2 for `large`.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html"""


def _needed(what: Usable, otherwise: Decimal) -> Decimal:
    """The units that an hour of a usage takes."""
    units = units_of(what.size) or otherwise
    return EXACT.multiply(units, _IO_OPTIMIZED) if what.is_io_optimized else units


def reserve(usages: Sequence[Steady], bought: Bought, it: Reservation, book: PriceBook, ledger: Ledger) -> None:
    """Apply a reservation: in its account first, then in the others of the bill; from the smallest size of its family
    to the largest, in units of size.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.Reserved.html
    """
    own = Usable(it.service, "", it.instance_type)
    unit = units_of(own.size) or Decimal(1)
    fitting = _fitting(usages, bought, own, ledger)
    prefix = _prefix(fitting, it)
    rate = reserved_rate(book, it, prefix, bought.region) if prefix else Unknown("nothing says of which engine it is")
    missing = rate if isinstance(rate, Unknown) else None
    left = HOURS_PER_MONTH * it.instance_count
    for usage, what in fitting:
        if what.prefix != prefix or not left:
            continue
        hours, spent = _share(ledger.left[usage.index], _needed(what, unit), left, unit)
        if hours:
            left = EXACT.subtract(left, spent)
            why = _why(it, what, rate, usage, hours)
            ledger.take(usage, Covered(hours, it.address, True, _for(rate, spent), why, missing))
    why = f"of {it.instance_count} {it.instance_type} for {HOURS_PER_MONTH} hours"
    if missing is not None:
        why += f": {missing.reason}"
    what_is_left = f"{it.instance_type} reserved, unused"
    ledger.leftovers[it.address] = Leftover(what_is_left, left, _for(rate, left), why, missing)


def _fitting(usages: Sequence[Steady], bought: Bought, own: Usable, ledger: Ledger) -> list[tuple[Steady, Usable]]:
    found = []
    for usage in usages:
        what = usable(usage.price)
        if what is None or usage.region != bought.region or not ledger.left[usage.index]:
            continue
        if what.service == own.service and _is_alike(what, own):
            found.append((usage, what))
    found.sort(key=lambda pair: (pair[0].account != bought.account, units_of(pair[1].size) or 0, pair[0].index))
    return found


def _is_alike(what: Usable, own: Usable) -> bool:
    """The same type; or the same family, where a size has a factor and the family is flexible."""
    if what.type == own.type:
        return True
    sizes = (units_of(what.size), units_of(own.size))
    return what.family == own.family and None not in sizes and own.family not in _INFLEXIBLE


def _prefix(fitting: list[tuple[Steady, Usable]], it: Reservation) -> str:
    """Whose prices: a reservation of a database or a cache is for one engine, which the model does not write; it is
    that of the first usage that it fits."""
    return "ec2" if it.service == "ec2" else next((what.prefix for _, what in fitting), "")


def _share(wanted: Decimal, size: Decimal, left: Decimal, unit: Decimal) -> tuple[Decimal, Decimal]:
    """(hours of the usage, hours of the reservation) that are brought together: an hour of the usage needs `size` units
    and an hour of the reservation has `unit`."""
    needed, there = EXACT.multiply(wanted, size), EXACT.multiply(left, unit)
    if needed <= there:
        return wanted, cut(EXACT.divide(needed, unit))
    return cut(EXACT.divide(there, size)), left


def _for(rate: Payment | Unknown, hours: Decimal) -> Payment | None:
    return None if isinstance(rate, Unknown) else replace(rate, quantity=hours)


def _why(it: Reservation, what: Usable, rate: Payment | Unknown, usage: Steady, hours: Decimal) -> str:
    size = "" if what.type == it.instance_type else f", by size ({what.type})"
    if what.is_io_optimized:
        size += ", I/O-Optimized takes 1.3 times its units"
    why = f"paid by {it.address}: {it.instance_type} for {it.term_years} year{'s' * (it.term_years != '1')}{size}"
    if isinstance(rate, Unknown):
        why += f"; {rate.reason}"
        if usage.on_demand is not None:
            why += f" (USD {usd_text(EXACT.multiply(hours, usage.on_demand.usd))} on demand)"
    return why
