"""Reservations and Savings Plans: what they pay for, in AWS's order, and what is left of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.cost import ON_DEMAND, LineItems, Purchase, Standing, Terms, cost
from innovate_model.analyses.cost.commitments import Bought, Ledger, Steady, cover
from innovate_model.analyses.cost.commitments.rates import usable
from innovate_model.analyses.cost.commitments.reserving import units_of
from innovate_model.analyses.cost.compiled import compiled
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.prices import EXACT, Price, PriceBook, Tier, price_book
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

REGION = "us-east-1"
HOURS = 730


def price(id: str, usd: str, unit: str = "hour") -> Price:
    """A price of a list that the test makes up."""
    return Price(
        id, REGION, unit, (Tier(None, Decimal(usd)),), "AmazonEC2", id, "2026-11", "high", "made up for a test"
    )


def reservation(type_: str, count: int = 1, **fields: Any) -> Reservation:
    service = {"db": "rds", "cache": "elasticache"}.get(type_.partition(".")[0], "ec2")
    return Reservation(
        **{
            "address": "accounts.payer.reservations.it",
            "service": service,
            "instance_type": type_,
            "instance_count": count,
            "term_years": "1",
            "payment_option": "NO_UPFRONT",
            **fields,
        }
    )


def plan(usd_per_hour: float, type_: str = "COMPUTE", **fields: Any) -> SavingsPlan:
    return SavingsPlan(
        **{
            "address": f"accounts.payer.savings_plans.{type_.lower()}",
            "plan_type": type_,
            "commitment_usd_per_hour": usd_per_hour,
            "term_years": "1",
            "payment_option": "NO_UPFRONT",
            **fields,
        }
    )


def steady(book: PriceBook, *lines: tuple[str, int], account: str = "app") -> list[Steady]:
    """So many of each price, all month."""
    found = []
    for index, (id, count) in enumerate(lines):
        known = book.find(id, REGION)
        on_demand = known if isinstance(known, Price) else None
        found.append(Steady(index, account, REGION, id, Decimal(count * HOURS), on_demand))
    return found


def applied(book: PriceBook, usages: list[Steady], *bought: Reservation | SavingsPlan) -> Ledger:
    return cover(usages, [Bought(one, "payer", REGION) for one in bought], book)


def usd_by_usage(ledger: Ledger) -> dict[int, Decimal]:
    """USD an hour that commitments pay for each usage."""
    return {
        index: sum((p.payment.quantity * p.payment.usd for p in parts if p.payment), Decimal(0)) / HOURS
        for index, parts in ledger.parts.items()
    }


def hours_by_usage(ledger: Ledger) -> dict[int, Decimal]:
    """Instances that commitments pay for, of each usage."""
    return {index: sum((p.quantity for p in parts), Decimal(0)) / HOURS for index, parts in ledger.parts.items()}


# The rates of AWS's own example: https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html (as it
# stood with c5 instances). No model has Fargate: its vCPU and GB stand here as instances with their rates.
RATES_OF_AWS = {
    # type: on demand, Compute Savings Plan, EC2 Instance Savings Plan
    "c5.9xlarge": ("4.00", "2.00", "1.00"),
    "c5.24xlarge": ("10.00", "8.00", "6.00"),
    "fargate.vcpu": ("1.50", "1.00", ""),
    "fargate.gb": ("2.00", "1.00", ""),
}
EXAMPLE = PriceBook("2026-11", {}).with_prices(
    price(f"ec2.{term}.{type_}", usd)
    for type_, rates in RATES_OF_AWS.items()
    for term, usd in zip(
        ("on_demand", "savings_plan.1y.no_upfront", "instance_savings_plan.1y.no_upfront"), rates, strict=True
    )
    if usd
)
C5_9, C5_24, VCPU, GB = range(4)


def example() -> list[Steady]:
    """AWS's usage: one of each instance, 10 vCPU and 5 GB."""
    counts = zip(RATES_OF_AWS, (1, 1, 10, 5), strict=True)
    return steady(EXAMPLE, *((f"ec2.on_demand.{type_}", count) for type_, count in counts))


def test_the_published_example_in_which_a_plan_pays_for_everything() -> None:
    """AWS's scenario 1: a commitment of USD 25.00 pays for all of it, 2.00 + 8.00 + 10 x 1.00 + 5 x 1.00."""
    ledger = applied(EXAMPLE, example(), plan(25))
    assert usd_by_usage(ledger) == {C5_9: 2, C5_24: 8, VCPU: 10, GB: 5}
    assert set(ledger.left.values()) == {0}
    (left,) = ledger.leftovers.values()
    assert left.payment is not None
    assert left.payment.quantity == 0


def test_the_highest_saving_goes_first_and_among_equals_the_lowest_rate() -> None:
    """With USD 6.00: the GB (50 %, at 1.00) before the c5.9xlarge (50 %, at 2.00), of which 1.00 is left for half; the
    vCPU (33 %) and the c5.24xlarge (20 %) stay on demand."""
    ledger = applied(EXAMPLE, example(), plan(6))
    assert hours_by_usage(ledger) == {GB: 5, C5_9: Decimal("0.5")}
    assert usd_by_usage(ledger) == {GB: 5, C5_9: 1}
    assert ledger.left == {C5_9: 365, C5_24: HOURS, VCPU: 10 * HOURS, GB: 0}


def test_what_a_plan_does_not_pay_for_entirely_stays_on_demand() -> None:
    """USD 20.00: GB 5.00, c5.9xlarge 2.00, vCPU 10.00, and 3.00 of the 8.00 for the c5.24xlarge."""
    ledger = applied(EXAMPLE, example(), plan(20))
    assert hours_by_usage(ledger)[C5_24] == Decimal("0.375")
    assert ledger.left[C5_24] == HOURS * Decimal("0.625")


def test_a_plan_for_one_family_goes_before_one_for_all() -> None:
    """The EC2 Instance plan for c5 pays 1.00 and 6.00; the Compute plan has only the vCPU and GB left, and 1.00 too
    much. The order in the model does not matter."""
    plans = (plan(16), plan(7, "EC2_INSTANCE", instance_family="c5"))
    for order in (plans, plans[::-1]):
        ledger = applied(EXAMPLE, example(), *order)
        assert usd_by_usage(ledger) == {C5_9: 1, C5_24: 6, VCPU: 10, GB: 5}
        unused = {address: left.payment.quantity / HOURS for address, left in ledger.leftovers.items() if left.payment}
        assert unused == {"accounts.payer.savings_plans.compute": 1, "accounts.payer.savings_plans.ec2_instance": 0}


def test_the_account_that_bought_it_goes_first() -> None:
    """The owner's usage is paid for before that of other accounts, even where these save more."""
    own = steady(EXAMPLE, ("ec2.on_demand.c5.24xlarge", 1), account="payer")
    other = replace(steady(EXAMPLE, ("ec2.on_demand.c5.9xlarge", 1))[0], index=1)
    assert list(applied(EXAMPLE, [other, *own], plan(8)).parts) == [0]


def test_reservations_go_before_plans() -> None:
    """What a reservation pays for uses up no commitment.

    https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
    """
    book = EXAMPLE.with_prices([price("ec2.reserved.1y.no_upfront.c5.9xlarge", "1.90")])
    usages = steady(book, ("ec2.on_demand.c5.9xlarge", 4))
    ledger = applied(book, usages, plan(2), reservation("c5.9xlarge", 3))
    assert [(part.is_reserved, part.quantity / HOURS) for part in ledger.parts[0]] == [
        (True, Decimal(3)),
        (False, Decimal(1)),
    ]
    assert usd_by_usage(ledger) == {0: 3 * Decimal("1.90") + 2}


def test_a_reservation_is_flexible_in_size() -> None:
    """AWS's example of size flexibility: a t2.medium pays for two t2.small, or for half of a t2.large.

    https://docs.aws.amazon.com/whitepapers/latest/cost-optimization-reservation-models/maximizing-utilization-with-size-flexibility-in-regional-reserved-instances.html
    """
    book = PriceBook("2026-11", {}).with_prices([price("ec2.reserved.1y.no_upfront.t2.medium", "0.03")])
    two = applied(book, steady(book, ("ec2.on_demand.t2.small", 2)), reservation("t2.medium"))
    assert hours_by_usage(two) == {0: 2}
    assert usd_by_usage(two) == {0: Decimal("0.03")}
    half = applied(book, steady(book, ("ec2.on_demand.t2.large", 1)), reservation("t2.medium"))
    assert (hours_by_usage(half), usd_by_usage(half)) == ({0: Decimal("0.5")}, {0: Decimal("0.03")})


def test_the_smallest_size_goes_first() -> None:
    """From the smallest to the largest: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html."""
    book = PriceBook("2026-11", {}).with_prices([price("ec2.reserved.1y.no_upfront.m6i.xlarge", "0.12")])
    usages = steady(book, ("ec2.on_demand.m6i.2xlarge", 1), ("ec2.on_demand.m6i.large", 1))
    assert hours_by_usage(applied(book, usages, reservation("m6i.xlarge"))) == {1: 1, 0: Decimal("0.25")}


@pytest.mark.parametrize(
    "other", ["ec2.on_demand.m5.xlarge", "aurora_mysql.instance.db.m6i.xlarge", "nat_gateway.hour"]
)
def test_a_reservation_fits_its_family_only(other: str) -> None:
    """Another family, another service, another thing: all of it is left over."""
    book = PriceBook("2026-11", {}).with_prices([price("ec2.reserved.1y.no_upfront.m6i.xlarge", "0.12")])
    ledger = applied(book, steady(book, (other, 1)), reservation("m6i.xlarge"))
    assert not ledger.parts
    (left,) = ledger.leftovers.values()
    assert left.payment is not None
    assert left.payment.quantity * left.payment.usd == HOURS * Decimal("0.12")


def test_io_optimized_databases_take_more_of_a_reservation() -> None:
    """AWS's factor of 1.3: thirteen reserved instances pay for ten of the size; of three, three pay for 3 / 1.3.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html
    """
    id = "aurora_postgresql.instance_io_optimized.db.r6g.large"
    rate = price("aurora_postgresql.reserved.1y.no_upfront.db.r6g.large", "0.20")
    book = PriceBook("2026-11", {}).with_prices([price(id, "0.338"), rate])
    whole = applied(book, steady(book, (id, 10)), reservation("db.r6g.large", 13, service="rds"))
    assert hours_by_usage(whole) == {0: Decimal(10)}
    assert usd_by_usage(whole) == {0: 13 * Decimal("0.20")}
    part = applied(book, steady(book, (id, 3)), reservation("db.r6g.large", 3, service="rds"))
    assert hours_by_usage(part)[0].quantize(Decimal("0.0001")) == Decimal("2.3077")  # 3 / 1.3
    assert usd_by_usage(part) == {0: 3 * Decimal("0.20")}


def test_no_plan_pays_for_io_optimized_at_the_rate_of_standard() -> None:
    """Its rate is another row of the list, which the book may lack: then nobody knows."""
    id = "aurora_postgresql.instance_io_optimized.db.r7g.large"
    book = PriceBook("2026-11", {}).with_prices(
        [price(id, "0.36"), price("aurora_postgresql.savings_plan.1y.no_upfront.db.r7g.large", "0.2")]
    )
    parts = applied(book, steady(book, (id, 1)), plan(1, "DATABASE")).parts[0]
    assert [part.payment for part in parts] == [None]


def test_what_is_paid_at_the_start_is_spread_over_the_term() -> None:
    """USD 876 at the start of a year and USD 0.05 an hour are 0.15 an hour."""
    id = "ec2.reserved.1y.partial_upfront.m6i.large"
    book = PriceBook("2026-11", {}).with_prices(
        [price(id, "0.05"), price(id.replace("reserved", "reserved_upfront"), "876", "reservation")]
    )
    usages = steady(book, ("ec2.on_demand.m6i.large", 1))
    ledger = applied(book, usages, reservation("m6i.large", payment_option="PARTIAL_UPFRONT"))
    assert usd_by_usage(ledger) == {0: Decimal("0.15")}
    only_hourly = PriceBook("2026-11", {}).with_prices([price(id, "0.05")])
    unknown = applied(only_hourly, usages, reservation("m6i.large", payment_option="PARTIAL_UPFRONT"))
    assert [part.payment for part in unknown.parts[0]] == [None]


def test_all_upfront_over_three_years() -> None:
    """USD 2,628 for three years are USD 0.10 in each of 26,280 hours."""
    book = PriceBook("2026-11", {}).with_prices(
        [price("ec2.reserved_upfront.3y.all_upfront.m6i.large", "2628", "reservation")]
    )
    it = reservation("m6i.large", payment_option="ALL_UPFRONT", term_years="3")
    assert usd_by_usage(applied(book, steady(book, ("ec2.on_demand.m6i.large", 1)), it)) == {0: Decimal("0.10")}


@pytest.mark.parametrize(
    ("id", "is_paid"),
    [
        ("aurora_postgresql.instance.db.r7g.large", True),
        ("aurora_postgresql.serverless_v2.acu", True),
        ("elasticache.valkey.cache.r7g.large", True),
        ("elasticache.redis.cache.r7g.large", False),
        ("aurora_postgresql.instance.db.r6g.large", False),
        ("aurora_postgresql.instance.db.t4g.medium", False),
        ("ec2.on_demand.r7g.large", False),
    ],
)
def test_what_a_database_plan_is_for(id: str, is_paid: bool) -> None:
    """Databases of the seventh generation on, and serverless ones.

    https://docs.aws.amazon.com/savingsplans/latest/userguide/plan-types.html
    """
    what = usable(id)
    assert what is not None
    book = PriceBook("2026-11", {}).with_prices(
        [price(id, "0.2"), price(f"{what.prefix}.savings_plan.1y.no_upfront.{what.type}", "0.16")]
    )
    assert bool(applied(book, steady(book, (id, 1)), plan(1, "DATABASE")).parts) is is_paid


def test_sizes_have_factors() -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html#ri-instance-size-flexibility."""
    table = {"nano": "0.25", "large": "4", "xlarge": "8", "9xlarge": "72", "24xlarge": "192"}
    assert {size: units_of(size) for size in table} == {size: Decimal(units) for size, units in table.items()}
    assert units_of("metal") is None


@pytest.mark.parametrize(
    ("reserved", "running", "is_paid"),
    [
        ("m6i.large", "m6i.xlarge", True),
        ("g6f.large", "g6f.xlarge", False),
        ("gr6f.4xlarge", "gr6f.8xlarge", False),
        ("u7i-6tb.56xlarge", "u7i-6tb.112xlarge", False),
        ("u7i-8tb.112xlarge", "u7i-8tb.224xlarge", False),
        ("u7i-12tb.112xlarge", "u7i-12tb.224xlarge", True),
    ],
)
def test_reservations_of_some_families_hold_for_one_size(reserved: str, running: str, is_paid: bool) -> None:
    """The list of https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html#ri-instance-size-flexibility."""
    prices = [price(f"ec2.on_demand.{running}", "1"), price(f"ec2.reserved.1y.no_upfront.{reserved}", "0.6")]
    book = PriceBook("2026-11", {}).with_prices(prices)
    usages = steady(book, (f"ec2.on_demand.{running}", 1))
    assert bool(applied(book, usages, reservation(reserved, 1)).parts) is is_paid


TYPES = ("m6i.large", "m6i.xlarge", "m6i.2xlarge", "r5.4xlarge", "r5.12xlarge")
RATES = st.decimals("0.001", 20, places=5)


@st.composite
def situations(draw: st.DrawFn) -> tuple[PriceBook, list[Steady], list[Reservation | SavingsPlan]]:
    """A price list in which plans and reservations cost less than on demand, usage and commitments."""
    prices = []
    for type_ in TYPES:
        usd = draw(RATES)
        prices.append(price(f"ec2.on_demand.{type_}", str(usd)))
        for id, least in (("savings_plan", "0.40"), ("instance_savings_plan", "0.3"), ("reserved", "0.3")):
            part = draw(st.decimals(least, 1, places=2))
            prices.append(price(f"ec2.{id}.1y.no_upfront.{type_}", str(EXACT.multiply(usd, part))))
    book = PriceBook("2026-11", {}).with_prices(prices)
    lines = draw(st.lists(st.tuples(st.sampled_from(TYPES), st.integers(1, 5)), min_size=1, max_size=5))
    usages = steady(book, *((f"ec2.on_demand.{type_}", count) for type_, count in lines))
    commitments = st.decimals("0.001", 30, places=3).map(float)
    some = st.one_of(
        st.builds(reservation, st.sampled_from(TYPES), st.integers(1, 4)),
        st.builds(plan, commitments),
        st.builds(lambda usd: plan(usd, "EC2_INSTANCE", instance_family="r5"), commitments),
    )
    bought = draw(st.lists(some, max_size=3))
    named = [one.model_copy(update={"address": f"{one.address}-{n}"}) for n, one in enumerate(bought)]
    return book, usages, named


@given(situations())
def test_nothing_is_paid_twice_and_every_commitment_in_full(
    situation: tuple[PriceBook, list[Steady], list[Reservation | SavingsPlan]],
) -> None:
    """Of each usage the parts and the rest make the whole; of each commitment what it paid and what is unused make what
    it costs, to the cent and exactly; nothing is left of a plan while there is something that it might pay for."""
    book, usages, bought = situation
    ledger = applied(book, usages, *bought)
    for usage in usages:
        parts = sum(Fraction(part.quantity) for part in ledger.parts.get(usage.index, ()))
        assert parts + Fraction(ledger.left[usage.index]) == Fraction(usage.quantity)
        assert ledger.left[usage.index] >= 0
    for one in bought:
        paid = [
            part.payment
            for parts in ledger.parts.values()
            for part in parts
            if part.commitment == one.address and part.payment
        ]
        left = ledger.leftovers[one.address].payment
        assert left is not None
        whole = sum(Fraction(p.quantity) * Fraction(p.usd) for p in (*paid, left))
        if isinstance(one, SavingsPlan):
            assert whole == Fraction(str(one.commitment_usd_per_hour)) * HOURS
        else:
            rate = book.prices[f"ec2.reserved.1y.no_upfront.{one.instance_type}", REGION]
            assert whole == Fraction(rate.usd) * one.instance_count * HOURS
        assert left.quantity >= 0
        if isinstance(one, SavingsPlan) and one.plan_type == "COMPUTE" and left.quantity > Decimal("1e-9"):
            assert not any(ledger.left.values())


MODEL = """
innovate: 1
organization: {title: test, region: us-east-1}
accounts:
  payer:
    account_id: "012345670120"
    savings_plans:
      base: {plan_type: COMPUTE, commitment_usd_per_hour: 0.25, term_years: 1, payment_option: NO_UPFRONT}
    reservations:
      base: {service: ec2, instance_type: m6i.large, instance_count: 2, term_years: 1, payment_option: NO_UPFRONT}
  app:
    account_id: "012345670121"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.1.0/24, availability_zone: a}}
        instances:
          one: {instance_type: m6i.large, subnet: app}
          two: {instance_type: m6i.xlarge, subnet: app}
          three: {instance_type: m5.large, subnet: app}
"""
RESERVED = price("ec2.reserved.1y.no_upfront.m6i.large", "0.0635")
SAVED = [
    price(f"ec2.savings_plan.1y.no_upfront.{type_}", usd)
    for type_, usd in (("m6i.xlarge", "0.14"), ("m5.large", "0.075"))
]


def without(book: PriceBook, price: Price) -> PriceBook:
    """A book that does not know a price."""
    return PriceBook(book.date, {key: one for key, one in book.prices.items() if key != (price.id, price.region)})


def costs(book: PriceBook, **more: Any) -> LineItems:
    loaded = load_text(MODEL)
    assert [finding.message for finding in loaded.findings] == []
    return cost(build(loaded.model), book, **more)


def test_a_bill_with_commitments_by_hand() -> None:
    """Two reserved m6i.large: one for the m6i.large, one for half of the m6i.xlarge. The plan of USD 0.25: the other
    half of that (27.1 % saved) before the m5.large (21.9 %), and a rest."""
    found = costs(price_book().with_prices([RESERVED, *SAVED]))
    by_hand = {
        ("one", "m6i.large instance, reserved"): 730 * Decimal("0.0635"),  # 46.355
        ("two", "m6i.xlarge instance, reserved"): 730 * Decimal("0.0635"),  # half of it, one reserved hour for each
        ("two", "m6i.xlarge instance, savings plan"): 365 * Decimal("0.14"),  # 51.10, of the commitment of 182.50
        ("three", "m5.large instance, savings plan"): 730 * Decimal("0.075"),  # 54.75
        ("base", "m6i.large reserved, unused"): Decimal(0),
        ("base", "Savings Plan commitment, unused"): Decimal("182.50") - Decimal("51.10") - Decimal("54.75"),  # 76.65
    }
    lines = {(item.subject.address.rpartition(".")[2], item.what): item.monthly_usd for item in found.items}
    assert lines == by_hand
    assert found.total.monthly_usd == 2 * 730 * Decimal("0.0635") + 730 * Decimal("0.25") == Decimal("275.21")
    assert {item.purchase for item in found.items} == {Purchase.RESERVED, Purchase.SAVINGS_PLAN}
    assert not [gap for gap in found.gaps if gap.standing is Standing.UNKNOWN_PRICE]
    by_purchase = found.by("purchase")
    assert by_purchase["savings plan"].total.monthly_usd == Decimal("182.50")


def test_the_rest_is_on_demand() -> None:
    """Half of the plan's money: 73.00 pay for the half m6i.xlarge (51.10) and 292 hours of the m5.large (21.90); 438
    hours stay on demand, on a line of their own."""
    loaded = load_text(MODEL.replace("0.25", "0.1"))
    found = cost(build(loaded.model), price_book().with_prices([RESERVED, *SAVED]))
    lines = [(item.what, item.quantity) for item in found.items if item.subject.address.endswith("three")]
    assert lines == [("m5.large instance, savings plan", Decimal(292)), ("m5.large instance", Decimal(438))]


def test_without_commitments_everything_is_on_demand() -> None:
    """The comparison of a purchase: the same model as if nothing had been bought; the commitments cost nothing."""
    found = costs(price_book().with_prices([RESERVED, *SAVED]), terms=ON_DEMAND)
    assert found.total.monthly_usd == 730 * (Decimal("0.096") + Decimal("0.192") + Decimal("0.096"))
    assert {free.subject.kind for free in found.free} >= {"reservation", "savings_plan"}


def test_a_plan_at_an_unknown_rate_leaves_a_lower_bound() -> None:
    """What cannot be known is not guessed: the commitment counts in full, and as much usage as it could pay for at most
    is a gap, so that whatever the rates are (at most 66 % less) the total is not above the truth."""
    book = price_book().with_prices([RESERVED])
    found = costs(book)
    gaps = {gap.what: gap.reason for gap in found.gaps if gap.standing is Standing.UNKNOWN_PRICE}
    assert set(gaps) == {"m6i.xlarge instance, savings plan", "m5.large instance, savings plan"}
    assert "USD 70.08 on demand" in gaps["m5.large instance, savings plan"]
    (commitment,) = [item for item in found.items if item.what == "Savings Plan commitment"]
    assert commitment.monthly_usd == 730 * Decimal("0.25")
    for part in ("0.34", "0.5", "0.8", "1"):
        rates = [
            price(f"ec2.savings_plan.1y.no_upfront.{type_}", str(usd * Decimal(part)))
            for type_, usd in (("m6i.xlarge", Decimal("0.192")), ("m5.large", Decimal("0.096")))
        ]
        assert found.total.monthly_usd <= costs(book.with_prices(rates)).total.monthly_usd


def test_a_reservation_at_an_unknown_rate_is_a_gap() -> None:
    """With what it would be on demand; nothing of it is in the total. What is not used of it is missing as well."""
    more = build(load_text(MODEL.replace("instance_count: 2", "instance_count: 4")).model)
    (unused,) = [
        gap for gap in cost(more, without(price_book(), RESERVED)).gaps if gap.what == "m6i.large reserved, unused"
    ]
    assert unused.standing is Standing.UNKNOWN_PRICE
    found = costs(without(price_book().with_prices(SAVED), RESERVED))
    gaps = {gap.what: gap.reason for gap in found.gaps if gap.standing is Standing.UNKNOWN_PRICE}
    assert set(gaps) == {"m6i.large instance, reserved", "m6i.xlarge instance, reserved"}
    (free,) = [free for free in found.free if free.subject.kind == "reservation"]
    assert free.reason.startswith("all of it is used")
    assert "USD 70.08 on demand" in gaps["m6i.large instance, reserved"]
    assert "no `ec2.reserved.1y.no_upfront.m6i.large`" in gaps["m6i.large instance, reserved"]
    assert found.total.is_at_least


@given(st.decimals("0.01", 1, places=2), st.booleans(), st.booleans())
def test_the_compiled_bill_knows_commitments(usd_per_hour: Decimal, are_known: bool, are_counted: bool) -> None:
    """The bill that is compiled to floats is the exact one, whatever a plan pays for, at known and unknown rates."""
    book = price_book().with_prices([RESERVED, *(SAVED if are_known else [])])
    terms = Terms(commitments=are_counted)
    loaded = load_text(MODEL.replace("0.25", str(usd_per_hour)))
    graph = build(loaded.model)
    exact = cost(graph, book, terms=terms).total.monthly_usd
    assert compiled(graph, book, terms=terms).monthly_usd({}) == pytest.approx(float(exact), rel=1e-12)
