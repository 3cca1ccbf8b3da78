"""The price book: what it says, what it refuses to say, and how tiers add up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.prices import EXACT, Price, Slice, Tier, Unknown, price_book
from innovate_model.prices.book import parse_book

AMOUNTS = st.decimals(0, 10**7, places=30)
"""More digits than the default Decimal context keeps."""
TIERS = (Tier(Decimal(100), Decimal("0.09")), Tier(Decimal(500), Decimal("0.085")), Tier(None, Decimal("0.05")))


def a_price(tiers: tuple[Tier, ...], id: str = "x", region: str = "us-east-1") -> Price:
    return Price(id, region, "GB", tiers, "S", "U", "2026-11-23", "high", "a test")


def book_text(*rows: dict[str, Any]) -> str:
    return json.dumps({"about": {"collected": "2026-11-23", "origin": "a test"}, "prices": list(rows)})


ROW = {
    "id": "x", "region": "us-east-1", "unit": "GB", "usd": "0.1", "service": "S", "usage_type": "U",
    "date": "2026-11-23", "confidence": "high",
}  # fmt: skip


def found(id: str, region: str) -> Price:
    price = price_book().find(id, region)
    assert isinstance(price, Price)
    return price


def test_regions_have_prices_of_their_own() -> None:
    """A NAT gateway hour costs what AWS asks in each region, to the digit, with service, usage type and date."""
    here, there = found("nat_gateway.hour", "us-east-1"), found("nat_gateway.hour", "eu-west-1")
    assert (here.usd, there.usd) == (Decimal("0.045"), Decimal("0.048"))
    assert there.source == "AWS price list, AmazonEC2, EU-NatGateway-Hours"
    assert there.date == "2026-09-25"


def test_a_missing_region_is_unknown() -> None:
    """A region that the book lacks gives no price of another region, but says which regions it has."""
    missing = price_book().find("nat_gateway.hour", "ap-south-1")
    assert isinstance(missing, Unknown)
    known = "eu-west-1, us-east-1, us-west-2"
    assert missing.reason == f"the price book has no `nat_gateway.hour` in ap-south-1, only in {known}"


def test_a_missing_id_is_unknown() -> None:
    """A price that nobody has written down is said to be missing."""
    reason = "the price book has no `teleport.hour`"
    assert price_book().find("teleport.hour", "us-east-1") == Unknown(reason, ("teleport.hour",), "us-east-1")


@pytest.mark.parametrize(
    ("region", "is_known"), [("ap-south-1", True), ("cn-north-1", False), ("us-gov-east-1", False)]
)
def test_everywhere_means_every_commercial_region(region: str, is_known: bool) -> None:
    """A price that AWS asks everywhere counts in a region nobody listed, but not in China or GovCloud."""
    assert isinstance(price_book().find("kms.key", region), Price) == is_known


def test_every_row_says_where_it_comes_from() -> None:
    """Each price has a unit, a service, a source, a date, a known confidence and a positive first rate; low
    confidence explains itself."""
    book = price_book()
    assert len(book.prices) > 100
    for price in book.prices.values():
        assert price.unit
        assert price.service
        assert price.source
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", price.date)
        assert price.date <= book.date
        assert price.confidence in book.about["confidence"]
        assert price.usd > 0
        assert price.note or price.confidence != "low"


def test_tiers_of_the_book_rise_and_end() -> None:
    """The borders of every tiered price rise, and only a last tier is open."""
    tiered = [price for price in price_book().prices.values() if price.is_tiered]
    assert tiered
    for price in tiered:
        borders = [tier.up_to for tier in price.tiers if tier.up_to is not None]
        assert borders == sorted(set(borders))
        assert None not in [tier.up_to for tier in price.tiers[:-1]]


def test_internet_egress_by_hand() -> None:
    """60,000 GB out of us-east-1 are 10 TB at 0.09, 40 TB at 0.085 and the rest at 0.07."""
    slices, beyond = found("data_transfer.internet_out", "us-east-1").slices(Decimal(60_000))
    assert slices == (
        Slice(Decimal(10_240), Decimal("0.09")),
        Slice(Decimal(51_200 - 10_240), Decimal("0.085")),
        Slice(Decimal(60_000 - 51_200), Decimal("0.07")),
    )
    assert beyond == 0
    assert sum(part.quantity * part.usd_per_unit for part in slices) == Decimal("5019.20")


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_tiers_are_additive(used: Decimal, first: Decimal, second: Decimal) -> None:
    """What is used at once costs the same as when it is used in two goes."""
    price = a_price(TIERS)

    def usd(quantity: Decimal, before: Decimal) -> Fraction:
        parts = price.slices(quantity, before)[0]
        return sum((Fraction(part.quantity) * Fraction(part.usd_per_unit) for part in parts), Fraction(0))

    both = EXACT.add(first, second)
    assert usd(both, used) == usd(first, used) + usd(second, EXACT.add(used, first))


@given(AMOUNTS, AMOUNTS)
def test_slices_hold_all_that_is_asked(quantity: Decimal, used: Decimal) -> None:
    """Slices and the part beyond a list that ends make up the quantity, open-ended or not."""
    for tiers in (TIERS, TIERS[:2], TIERS[2:]):
        slices, beyond = a_price(tiers).slices(quantity, used)
        assert slices or beyond
        assert sum(Fraction(part.quantity) for part in slices) + Fraction(beyond) == Fraction(quantity)
        assert beyond == 0 or tiers[-1].up_to is not None


def test_a_book_can_be_extended() -> None:
    """A negotiated rate replaces the list price, and the book it came from stays as it was."""
    cheaper = a_price((Tier(None, Decimal("0.04")),), "nat_gateway.hour")
    assert price_book().with_prices([cheaper]).find("nat_gateway.hour", "us-east-1") == cheaper
    assert found("nat_gateway.hour", "us-east-1").usd == Decimal("0.045")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW, ROW], "priced twice"),
        ([{**ROW, "tiers": [[None, "0.1"]]}], "either `usd` or `tiers`"),
        ([{key: value for key, value in ROW.items() if key != "usd"}], "either `usd` or `tiers`"),
        ([{**ROW, "usd": 0.1}], "written as text"),
        ([{**ROW, "usd_per_hour": "1"}], "usd_per_hour"),
    ],
)
def test_a_faulty_book_is_refused(rows: list[dict[str, Any]], message: str) -> None:
    """A price twice, no price, two prices, money as a binary fraction, or an unknown key: none is read silently."""
    with pytest.raises((TypeError, ValueError), match=message):
        parse_book(book_text(*rows))


def test_nothing_is_read_before_a_price_is_asked_for() -> None:
    """Importing the package leaves the book unread."""
    script = "from innovate_model.prices import price_book; print(price_book.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "0\n"
