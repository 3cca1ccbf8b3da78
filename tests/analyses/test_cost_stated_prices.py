"""Prices that somebody states in a file: what they mean, and where what is wrong with them stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from innovate_model.analyses.cost.stated_prices import read_stated_prices, stated_prices_in
from innovate_model.prices import Price, price_book
from innovate_model.reading import parse

RATE = "ec2.savings_plan.1y.no_upfront.m6i.xlarge"
GOOD = "{usd: 0.1411, source: an offer, date: 2026-11-20}"


def test_a_stated_price_is_found_in_its_region_with_its_source(tmp_path: Path) -> None:
    """Exactly as it is written, by the unit of AWS's list; in no other region."""
    file = tmp_path / "prices.yaml"
    file.write_text(f"{RATE}: {{us-east-1: {GOOD}}}\n", "utf-8")
    prices, faults = read_stated_prices(file, price_book())
    assert not faults
    book = price_book().with_prices(prices)
    found = book.find(RATE, "us-east-1")
    assert isinstance(found, Price)
    assert (found.usd, found.unit, found.date, found.is_stated) == (Decimal("0.1411"), "hour", "2026-11-20", True)
    assert found.source == f"an offer (stated in {file})"
    assert not isinstance(book.find(RATE, "us-west-2"), Price)


def test_what_is_stated_replaces_what_the_book_says() -> None:
    """A negotiated rate; "*" is for every region that the book has no price of its own for."""
    prices, faults = stated_prices_in(parse(f'alb.hour: {{us-east-1: {GOOD}, "*": {GOOD}}}', "p.yaml"), price_book())
    assert not faults
    book = price_book().with_prices(prices)
    usd = [
        found.usd for region in ("us-east-1", "ap-south-1") if isinstance(found := book.find("alb.hour", region), Price)
    ]
    assert usd == [Decimal("0.1411")] * 2
    ireland = book.find("alb.hour", "eu-west-1")
    assert isinstance(ireland, Price)
    assert not ireland.is_stated


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        *(
            (f"{id}: {{us-east-1: {GOOD}}}", "1:1", f"nothing is priced by `{id}`", f"did you mean `{meant}`?")
            for id, meant in (
                ("ec2.reserved.1y.all_upfront.m6i.xlarge", "ec2.reserved_upfront.1y.all_upfront.m6i.xlarge"),
                ("ec2.reserved.1y.all_upfront.m6i.xlarge.hour", "ec2.reserved_upfront.1y.all_upfront.m6i.xlarge"),
                (
                    "aurora_postgresql.reserved_upfront.1y.no_upfront.db.r6g.large",
                    "aurora_postgresql.reserved.1y.no_upfront.db.r6g.large",
                ),
                ("ec2.ondemand.x2iedn.32xlarge", "ec2.on_demand.x2iedn.32xlarge"),
            )
        ),
        (f"alb.hours: {{us-east-1: {GOOD}}}", "1:1", "nothing is priced by `alb.hours`", "did you mean `alb.hour`"),
        (
            "alb.hour: 3",
            "1:11",
            "`alb.hour` must be a mapping of regions to prices, not `3`",
            "us-east-1: {usd: 0.1411",
        ),
        (f"alb.hour: {{mars: {GOOD}}}", "1:12", "`mars` is not a region", "us-east-1, or"),
        ("alb.hour: {us-east-1: 1}", "1:23", "a price must be a mapping, not `1`", "us-east-1: {usd: 0.1411"),
        ("alb.hour: {us-east-1: {usd: 1, date: 2026-01-01}}", "1:12", "the price needs `source`", "us-east-1: {usd"),
        (f"alb.hour: {{us-east-1: {GOOD[:-1]}, per: 1}}}}", "1:73", "`per` is not part of a price", "known: usd, unit"),
        (
            f"alb.hour: {{us-east-1: {GOOD[:-1]}, unit: month}}}}",
            "1:79",
            "`alb.hour` is priced by the hour, not by `month`",
            "unit: hour",
        ),
        (
            "alb.hour: {us-east-1: {usd: -1, source: x, date: 2026-01-01}}",
            "1:29",
            "usd: '-1' is not a quantity, 0 or more",
            "USD for one unit, 0 or more",
        ),
        (
            "alb.hour: {us-east-1: {usd: [1], source: x, date: 2026-01-01}}",
            "1:24",
            "`usd` must be a number, not a list",
            "USD for one unit, 0 or more",
        ),
        (
            "alb.hour: {us-east-1: {usd: 1, source: x, date: yesterday}}",
            "1:49",
            "`date` must be a day, not `yesterday`",
            "the day on which it was read: 2026-11-20",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, at: str, message: str, hint: str) -> None:
    """One finding, with the mend; the price is not taken."""
    prices, faults = stated_prices_in(parse(text, "prices.yaml"), price_book())
    assert not prices
    (fault,) = faults
    assert (fault.message, fault.suggestion[: len(hint)]) == (message, hint)
    assert str(fault.span) == f"prices.yaml:{at}"
