"""The one price among rows of the list: its tiers follow one another, and whatever is doubtful is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from innovate_model.prices.listing import Listing, NoPrice, Offer, Rate, meant
from innovate_model.prices.price import Tier
from innovate_model.prices.selector import Selector

GB = Selector("AmazonS3", "GB-month", "TimedStorage-ByteHrs")
USAGE = {"usagetype": "EU-TimedStorage-ByteHrs"}
USD = st.decimals(Decimal("0.0000000001"), 100, places=10)


def rate(usd: str, begin: str = "0", end: str = "Inf", unit: str = "GB-Mo", currency: str = "USD") -> Rate:
    return Rate(begin, end, unit, {currency: usd})


def listing(*rates: Rate, sku: str = "SKU1", **attributes: str) -> Listing:
    return Listing(sku, {**USAGE, **attributes}, (Offer({}, rates),))


@st.composite
def tiered(draw: st.DrawFn) -> list[Rate]:
    """Rates that follow one another from 0 to no end."""
    borders = sorted(draw(st.sets(st.integers(1, 10**6), max_size=5)))
    marks = ["0", *map(str, borders), "Inf"]
    return [rate(str(draw(USD)), begin, end) for begin, end in pairwise(marks)]


@given(st.data(), tiered(), st.sampled_from([1, 1_000, 10**6]))
def test_tiers_are_contiguous_in_whatever_order_they_come(data: st.DataObject, rates: list[Rate], per: int) -> None:
    """The order in the file decides nothing; borders rise, the last tier has no end, and what a quantity costs is what
    the list says."""
    shuffled = data.draw(st.permutations(rates))
    _, tiers = meant(replace(GB, per=per), [listing(*shuffled)])
    ends = [tier.up_to for tier in tiers]
    assert ends[-1] is None
    assert all(one is not None and (two is None or one < two) for one, two in pairwise(ends))
    for tier, line in zip(tiers, rates, strict=True):
        assert tier.usd == Decimal(line.price["USD"]) * per
        assert tier.up_to is None or tier.up_to * per == Decimal(line.end)


@given(st.data(), tiered())
def test_tiers_with_a_gap_are_refused(data: st.DataObject, rates: list[Rate]) -> None:
    """Without one of its tiers a list has no price."""
    gone = data.draw(st.integers(0, len(rates) - 1))
    with pytest.raises(NoPrice, match="tiers of EU-TimedStorage-ByteHrs do not"):
        meant(GB, [listing(*rates[:gone], *rates[gone + 1 :])])


@given(st.data(), tiered())
def test_tiers_that_overlap_are_refused(data: st.DataObject, rates: list[Rate]) -> None:
    """A quantity has one price."""
    assume(len(rates) > 1)
    twice = data.draw(st.sampled_from(rates))
    with pytest.raises(NoPrice, match="do not follow one another"):
        meant(GB, [listing(*rates, twice)])


def test_two_rates_from_one_amount_on_are_refused() -> None:
    """They cannot be told apart, whatever their order."""
    both = [rate("0.09"), rate("0.08", end="100")]
    for lines in (both, both[::-1]):
        with pytest.raises(NoPrice, match="do not follow one another"):
            meant(GB, [listing(*lines)])


@given(tiered(), st.integers(1, 10**6))
def test_what_every_account_gets_for_nothing_has_the_first_rate(rates: list[Rate], free: int) -> None:
    """The book is before free tiers: a list that begins at nothing has the prices of the same list without that."""
    first, *rest = rates
    assume(first.end == "Inf" or free < Decimal(first.end))
    begun = listing(rate("0.0000000000", end=str(free)), replace(first, begin=str(free)), *rest)
    asked = replace(GB, begins_free=True)
    assert meant(asked, [begun])[1] == meant(asked, [listing(*rates)])[1] == meant(GB, [listing(*rates)])[1]
    with pytest.raises(NoPrice, match="a decoy, or free up to an amount"):
        meant(GB, [begun])


def test_what_is_free_and_nothing_else_is_no_price() -> None:
    """Nor where what follows does not begin where the free amount ends, nor where there are two free amounts."""
    asked = replace(GB, begins_free=True)
    for lines in (
        [rate("0")],
        [rate("0", end="10"), rate("1", begin="20")],
        [rate("0", end="10"), rate("0", begin="10", end="20"), rate("1", begin="20")],
    ):
        with pytest.raises(NoPrice):
            meant(asked, [listing(*lines)])


def test_a_unit_that_is_larger_than_ours() -> None:
    """45.056 for a GiB/s is 0.044 for a MB/s, exactly."""
    throughput = Selector("AmazonEC2", "MB/s-month", divided_by=1024)
    assert meant(throughput, [listing(rate("45.0560000000"))])[1] == (Tier(None, Decimal("0.044")),)


@pytest.mark.parametrize(
    ("listings", "message"),
    [
        ([], "no row of AmazonS3 fits it (TimedStorage-ByteHrs)"),
        ([listing(rate("1")), listing(rate("1"), sku="SKU2")], "2 rows of AmazonS3 fit it, where there should be one"),
        ([listing(rate("0.0000000000"))], "USD 0.0000000000 in the list: a decoy, or free up to an amount"),
        ([listing(rate("-1"))], "USD -1 in the list"),
        ([listing(rate("0.165", currency="CNY"))], "has a price in CNY, not USD"),
        ([listing()], "the tiers of EU-TimedStorage-ByteHrs do not reach the end: there are none"),
        ([listing(rate("free"))], "'free' is not a number"),
        ([listing(rate("NaN"))], "'NaN' is not a number"),
        ([listing(rate("1", begin="Infinity"))], "'Infinity' is not a number"),
        ([Listing("SKU1", USAGE, ())], "has no offers on demand, where there should be one"),
        ([Listing("SKU1", USAGE, (Offer({}, ()), Offer({}, ())))], "has 2 offers on demand"),
    ],
)
def test_what_is_doubtful_is_no_price(listings: list[Listing], message: str) -> None:
    """Each with what the list has instead."""
    with pytest.raises(NoPrice) as caught:
        meant(GB, listings)
    assert message in str(caught.value)


def test_of_several_values_the_first_that_is_there_is_meant() -> None:
    """Aurora's storage stands under its engine in some regions, under "Any" in others."""
    aurora = Selector("AmazonRDS", "GB-month", attributes={"databaseEngine": ("Aurora PostgreSQL", "Any")})
    own = listing(rate("0.11"), databaseEngine="Aurora PostgreSQL")
    every = listing(rate("0.10"), sku="SKU2", databaseEngine="Any")
    assert meant(aurora, [every])[1] == (Tier(None, Decimal("0.10")),)
    assert meant(aurora, [every, own])[1] == (Tier(None, Decimal("0.11")),)
