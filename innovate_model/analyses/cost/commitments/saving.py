"""Savings Plans: so many dollars an hour, spent on what saves most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from innovate_model.analyses.cost.commitments.rates import SERVERLESS, Usable, plan_rate, usable
from innovate_model.analyses.cost.commitments.usage import Bought, Covered, Ledger, Leftover, Payment, Steady, cut
from innovate_model.analyses.cost.money import HOURS_PER_MONTH, usd_text
from innovate_model.prices import EXACT, Price, PriceBook, Unknown
from innovate_model.resources.savings_plan import SavingsPlan

MOST_SAVED = {"COMPUTE": Decimal("0.66"), "EC2_INSTANCE": Decimal("0.72"), "DATABASE": Decimal("0.35")}
"""The largest part of an on-demand price that a plan of each type takes off.
https://docs.aws.amazon.com/savingsplans/latest/userguide/plan-types.html"""
_DATABASE_GENERATION = 7
"""The first generation of instances that Database Savings Plans are for.
https://docs.aws.amazon.com/savingsplans/latest/userguide/plan-types.html"""


@dataclass(frozen=True, slots=True)
class _Candidate:
    usage: Steady
    on_demand: Price
    rate: Price | Unknown
    usd: Decimal
    """The rate; the lowest that it can be where it is not known."""

    @property
    def saved(self) -> Decimal:
        """Which part of the on-demand price the plan takes off."""
        return 1 - EXACT.divide(self.usd, self.on_demand.usd) if self.on_demand.usd else Decimal(0)


def save(usages: Sequence[Steady], bought: Bought, plan: SavingsPlan, book: PriceBook, ledger: Ledger) -> None:
    """Spend a plan's commitment: in its own account first, then in the others; on what saves the largest part of its
    on-demand price first, the lowest rate first among equals; the rest stays on demand.

    Where a rate is not known nobody can say what AWS would choose. The commitment is then a cost of its own, and as
    much usage as it could pay for at most is not counted, so that the total stays a lower bound.
    https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
    """
    candidates = sorted(
        _candidates(usages, bought, plan, book, ledger),
        key=lambda one: (one.usage.account != bought.account, -one.saved, one.usd, one.usage.index),
    )
    unknown = next((one.rate.reason for one in candidates if isinstance(one.rate, Unknown)), "")
    commitment = EXACT.multiply(Decimal(str(plan.commitment_usd_per_hour)), HOURS_PER_MONTH)
    left = commitment
    for one in candidates if not unknown else sorted(candidates, key=lambda one: -one.saved):
        wanted = ledger.left[one.usage.index]
        quantity = wanted if EXACT.multiply(wanted, one.usd) <= left else cut(EXACT.divide(left, one.usd))
        if quantity:
            left = EXACT.subtract(left, EXACT.multiply(quantity, one.usd))
            ledger.take(one.usage, _covered(plan, one, quantity, unknown))
    ledger.leftovers[plan.address] = _leftover(plan, commitment if unknown else left, unknown, book)


def _candidates(
    usages: Sequence[Steady], bought: Bought, plan: SavingsPlan, book: PriceBook, ledger: Ledger
) -> Iterator[_Candidate]:
    """What the plan may pay for. What has no on-demand price is left out: it is not in the total in any case."""
    for usage in usages:
        what = usable(usage.price)
        if what is None or usage.on_demand is None or not ledger.left[usage.index]:
            continue
        if _is_eligible(plan, what, usage, bought):
            rate = plan_rate(book, plan, what, usage.region)
            lowest = EXACT.multiply(usage.on_demand.usd, 1 - MOST_SAVED[plan.plan_type])
            yield _Candidate(usage, usage.on_demand, rate, rate.usd if isinstance(rate, Price) else lowest)


def _is_eligible(plan: SavingsPlan, what: Usable, usage: Steady, bought: Bought) -> bool:
    if plan.plan_type == "DATABASE":
        is_valkey_or_aurora = what.service == "rds" or what.prefix == "elasticache.valkey"
        return is_valkey_or_aurora and (what.type == SERVERLESS or what.generation >= _DATABASE_GENERATION)
    if plan.plan_type == "EC2_INSTANCE" and (what.family != plan.instance_family or usage.region != bought.region):
        return False
    return what.service == "ec2"


def _covered(plan: SavingsPlan, one: _Candidate, quantity: Decimal, unknown: str) -> Covered:
    if unknown or isinstance(one.rate, Unknown):
        money = usd_text(EXACT.multiply(quantity, one.on_demand.usd))
        own = one.rate.reason if isinstance(one.rate, Unknown) else f"of what it may pay for instead: {unknown}"
        why = f"{plan.address} may pay for it, at a rate that is not known ({own}); USD {money} on demand"
        return Covered(quantity, plan.address, False, None, why, one.rate if isinstance(one.rate, Unknown) else None)
    rate = one.rate
    payment = Payment.of(rate, quantity, rate.usd)
    saved = EXACT.multiply(one.saved, Decimal(100))
    why = f"paid by {plan.address}, {saved:.1f} % below USD {one.on_demand.usd} on demand"
    return Covered(quantity, plan.address, False, payment, why)


def _leftover(plan: SavingsPlan, usd: Decimal, unknown: str, book: PriceBook) -> Leftover:
    what = "Savings Plan commitment" if unknown else "Savings Plan commitment, unused"
    source = f"commitment_usd_per_hour of {plan.address}"
    service = "DatabaseSavingsPlans" if plan.plan_type == "DATABASE" else "ComputeSavingsPlans"
    payment = Payment(usd, "USD of commitment", Decimal(1), service, source, book.date, "high")
    rest = "; what it pays for is not counted where it arises" if unknown else ""
    return Leftover(
        what, usd, payment, f"USD {plan.commitment_usd_per_hour:g} in each of {HOURS_PER_MONTH} hours{rest}"
    )
