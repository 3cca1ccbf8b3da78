"""What was bought in advance (reservations, Savings Plans) and which usage it pays for."""

from __future__ import annotations

from collections.abc import Sequence

from innovate_model.analyses.cost.commitments.reserving import reserve
from innovate_model.analyses.cost.commitments.saving import save
from innovate_model.analyses.cost.commitments.usage import Bought, Covered, Ledger, Payment, Steady
from innovate_model.prices import PriceBook
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

__all__ = ["Bought", "Covered", "Ledger", "Payment", "Steady", "cover"]


def cover(usages: Sequence[Steady], bought: Sequence[Bought], book: PriceBook) -> Ledger:
    """Which part of each usage each commitment pays for, and what is left of either.

    Reservations first, then Savings Plans, those for one instance family before those for all:
    https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html. Among commitments of one kind AWS does
    not say which goes first: they are taken in the order of the model.
    """
    ledger = Ledger({usage.index: usage.quantity for usage in usages})
    for one in bought:
        if isinstance(one.resource, Reservation):
            reserve(usages, one, one.resource, book, ledger)
    plans = [(one, one.resource) for one in bought if isinstance(one.resource, SavingsPlan)]
    for one, plan in sorted(plans, key=lambda pair: pair[1].plan_type == "COMPUTE"):
        save(usages, one, plan, book, ledger)
    return ledger
