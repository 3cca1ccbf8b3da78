"""What a commitment looks at, and what it costs: the ids of the price book.

On demand these are `ec2.on_demand.TYPE`, `ENGINE.instance.CLASS` (`ENGINE.instance_io_optimized.CLASS`, and
`ENGINE.serverless_v2.acu`) and `elasticache.ENGINE.TYPE`. With a TERM (`1y`, `3y`) and a PAYMENT (`no_upfront`,
`partial_upfront`, `all_upfront`), and FAMILY being `ec2`, ENGINE or `elasticache.ENGINE`:

- a reservation: by the hour `FAMILY.reserved.TERM.PAYMENT.TYPE`,
  at the start `FAMILY.reserved_upfront.TERM.PAYMENT.TYPE`
- a Compute or Database Savings Plan: `FAMILY.savings_plan.TERM.PAYMENT.TYPE` (TYPE may be `serverless_v2.acu`)
- an EC2 Instance Savings Plan: `ec2.instance_savings_plan.TERM.PAYMENT.TYPE`
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from innovate_model.analyses.cost.commitments.usage import Payment
from innovate_model.prices import EXACT, Price, PriceBook, Unknown
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

_PRICE = re.compile(
    r"(?P<ec2>ec2)\.on_demand\.(?P<instance>[^.]+\.[^.]+)"
    r"|(?P<aurora>aurora_\w+)\.(?:instance(?P<io>_io_optimized)?\.(?P<class>db\.[^.]+\.[^.]+)|(?P<acu>serverless_v2\.acu))"
    r"|(?P<cache>elasticache\.\w+)\.(?P<node>cache\.[^.]+\.[^.]+)"
)
_HOURS_PER_YEAR = 8760
_CENTS_OF_A_RATE = Decimal("1e-12")
SERVERLESS = "serverless_v2.acu"


class Usable(NamedTuple):
    """What a commitment may pay for: `service` as a reservation names it, `prefix` of its prices, `type` of the
    instance; `is_io_optimized`: in an Aurora cluster of that storage."""

    service: str
    prefix: str
    type: str
    is_io_optimized: bool = False

    @property
    def family(self) -> str:
        """`m6i`, `db.r6g`, `cache.r6g`."""
        return self.type.rpartition(".")[0]

    @property
    def size(self) -> str:
        """`xlarge`."""
        return self.type.rpartition(".")[2]

    @property
    def generation(self) -> int:
        """6 for `db.r6g`; 0 where the name has none."""
        found = re.search(r"\d+", self.family)
        return int(found[0]) if found else 0


def usable(price: str) -> Usable | None:
    """What a commitment sees in an on-demand price; None for what none can pay for."""
    match = _PRICE.fullmatch(price)
    if match is None:
        return None
    if match["ec2"]:
        return Usable("ec2", "ec2", match["instance"])
    if match["cache"]:
        return Usable("elasticache", match["cache"], match["node"])
    return Usable("rds", match["aurora"], match["class"] or SERVERLESS, bool(match["io"]))


def _term(resource: Reservation | SavingsPlan) -> str:
    return f"{resource.term_years}y.{resource.payment_option.lower()}"


def plan_rate(book: PriceBook, plan: SavingsPlan, what: Usable, region: str) -> Price | Unknown:
    """The rate of a Savings Plan for a usage, by the hour, what was paid at the start included: it is what counts
    against the commitment.

    https://docs.aws.amazon.com/savingsplans/latest/userguide/what-is-savings-plans.html
    """
    kind = "instance_savings_plan" if plan.plan_type == "EC2_INSTANCE" else "savings_plan"
    if what.is_io_optimized:
        kind += "_io_optimized"  # rows of their own in AWS's list
    return book.find(f"{what.prefix}.{kind}.{_term(plan)}.{what.type}", region)


def reserved_ids(reservation: Reservation, prefix: str) -> tuple[str, str]:
    """The prices of a reservation: by the hour, at the start; "" for what is not paid of it."""
    name, payment = f"{_term(reservation)}.{reservation.instance_type}", reservation.payment_option
    hourly = f"{prefix}.reserved.{name}" if payment != "ALL_UPFRONT" else ""
    return hourly, f"{prefix}.reserved_upfront.{name}" if payment != "NO_UPFRONT" else ""


def reserved_rate(book: PriceBook, reservation: Reservation, prefix: str, region: str) -> Payment | Unknown:
    """What an hour of a reserved instance costs (as a Payment for one), used or not, with its share of what was paid
    at the start: spread over 8,760 hours a year and cut at the twelfth decimal.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ri-payment-options.html
    """
    by_the_hour, at_the_start = reserved_ids(reservation, prefix)
    hourly = book.find(by_the_hour, region) if by_the_hour else None
    upfront = book.find(at_the_start, region) if at_the_start else None
    for part in (hourly, upfront):
        if isinstance(part, Unknown):
            return part
    known = [part for part in (hourly, upfront) if isinstance(part, Price)]
    rate = hourly.usd if isinstance(hourly, Price) else Decimal(0)
    note = ""
    if isinstance(upfront, Price):
        term = Decimal(int(reservation.term_years) * _HOURS_PER_YEAR)
        share = EXACT.divide(upfront.usd, term).quantize(_CENTS_OF_A_RATE, context=EXACT)
        rate = EXACT.add(rate, share)
        note = f"USD {upfront.usd} were paid at the start: USD {share.normalize():f} for each of {term:,} hours"
    first = known[0]
    note = "; ".join(part for part in (note, first.note) if part)
    return Payment(Decimal(1), "hour", rate, first.service, first.source, first.date, first.confidence, note)
