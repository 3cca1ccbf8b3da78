"""A book refreshed from the served list: what was read has today's date, what was not its old one and a reason."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model import api
from innovate_model.analyses.cost import needed_prices
from innovate_model.prices import NotABook, Price, PriceBook, Tier, price_book, read_book
from innovate_model.prices.book import parse_book
from innovate_model.prices.price_list import BulkList
from innovate_model.prices.queried import QueriedList
from innovate_model.prices.refreshing import Refreshed, refresh
from innovate_model.prices.writing import book_text

from .serving import Served

TODAY = "2026-12-24"
HERE = "eu-west-1"


def refreshed(served: Served, folder: Path, *ids: str, book: PriceBook | None = None) -> Refreshed:
    asked = [(id, HERE) for id in ids]
    return refresh(book or price_book(), asked, BulkList(folder, served.address), TODAY)


def price(book: PriceBook, id: str, region: str = HERE) -> Price:
    found = book.find(id, region)
    assert isinstance(found, Price)
    return found


def reasons(result: Refreshed) -> dict[str, tuple[str, str]]:
    return {each.id: (each.date, each.reason) for each in result.kept}


def test_what_was_read_is_dated_today(served: Served, tmp_path: Path) -> None:
    """With the usage type of the row, and read from the list itself; everything else stays what it was."""
    result = refreshed(served, tmp_path, "nat_gateway.hour", "ec2.on_demand.m6i.large", "ec2.on_demand.m6i.large")
    assert [(each.id, each.date) for each in result.renewed] == [
        ("ec2.on_demand.m6i.large", TODAY),
        ("nat_gateway.hour", TODAY),
    ]
    assert result.kept == ()
    new = price(result.book, "nat_gateway.hour")
    assert (new.source, new.confidence) == ("AWS price list, AmazonEC2, EU-NatGateway-Hours", "high")
    assert result.book.date == TODAY
    assert price(price_book(), "nat_gateway.hour").date == "2026-09-25"
    changed = {key for key, old in price_book().prices.items() if result.book.prices[key] != old}
    assert changed == {("nat_gateway.hour", HERE), ("ec2.on_demand.m6i.large", HERE)}


def test_a_price_that_the_book_lacked_is_added(served: Served, tmp_path: Path) -> None:
    """The rate of a Savings Plan, and a load balancer's unit in Ireland."""
    result = refreshed(served, tmp_path, "ec2.savings_plan.1y.no_upfront.m6i.large", "nlb.nlcu")
    assert price(result.book, "ec2.savings_plan.1y.no_upfront.m6i.large").usd == Decimal("0.0776")
    assert price(result.book, "nlb.nlcu").usd == Decimal("0.006")
    assert not price_book().regions_of("ec2.savings_plan.1y.no_upfront.m6i.large")


def test_a_derived_price_is_none_any_more(served: Served, tmp_path: Path) -> None:
    """The note says how the old figure came about; what else it says is still true."""
    result = refreshed(served, tmp_path, "s3.standard", "data_transfer.internet_out")
    assert price(result.book, "s3.standard").note == ""
    assert price(result.book, "s3.standard").tiers[-1] == Tier(None, Decimal("0.021"))
    assert price(result.book, "data_transfer.internet_out").note.startswith("before the 100 GB")


def test_what_cannot_be_read_keeps_its_date(served: Served, tmp_path: Path) -> None:
    """With a reason each: not in the list, not in this service's list, no such row."""
    result = refreshed(
        served, tmp_path, "ec2.spot.m5.large", "data_transfer.inter_region", "ec2.on_demand.c7g.large",
        "kms.key", "teleport.hour", "alb.hour",
    )  # fmt: skip
    assert [each.id for each in result.renewed] == ["alb.hour"]
    told = reasons(result)
    assert told["ec2.spot.m5.large"] == (
        "",
        "cannot be refreshed: a Spot price is a moment of a market, and not in the price list",
    )
    assert told["data_transfer.inter_region"][0] == "2024-09-25"
    assert told["ec2.on_demand.c7g.large"][0] == "2026-10-08"
    assert told["ec2.on_demand.c7g.large"][1].startswith("no row of AmazonEC2 fits it")
    assert told["kms.key"] == ("2024-07-01", "the price list has no service awskms")
    assert told["teleport.hour"] == ("", "cannot be refreshed: its row in AWS's price list is not known")
    assert price(result.book, "ec2.on_demand.c7g.large") == price(price_book(), "ec2.on_demand.c7g.large")


def test_a_region_that_nobody_knows_is_told(served: Served, tmp_path: Path) -> None:
    """Before anything is fetched for it: any mark could stand before its usage types."""
    result = refresh(price_book(), [("alb.hour", "mx-central-1")], BulkList(tmp_path, served.address), TODAY)
    assert reasons(result)["alb.hour"] == (
        "",
        "cannot be refreshed: how AWS marks usage types of the region is not known",
    )
    assert served.asked == []


def test_a_price_ten_times_as_high_is_another_one(served: Served, tmp_path: Path) -> None:
    """A row in another unit is told with both figures, and not taken."""
    path = "/offers/v1.0/aws/AWSELB/20260911124544/eu-west-1/index.json"
    served.instead[path] = served.text(path).replace('"0.0252000000"', '"18.3960000000"').encode()
    result = refreshed(served, tmp_path, "alb.hour", "alb.lcu")
    assert [each.id for each in result.renewed] == ["alb.lcu"]
    assert reasons(result)["alb.hour"][1] == (
        "EU-LoadBalancerUsage is USD 18.396 per hour in the list and 0.0252 in the book: more than 10 times apart"
    )


def test_a_global_price_is_read_for_the_world(served: Served, tmp_path: Path) -> None:
    """Whichever region asks: it stays one price for every region."""
    source = BulkList(tmp_path, served.address)
    result = refresh(price_book(), [("route53.zone", HERE), ("route53.zone", "us-east-1")], source, TODAY)
    (zone,) = result.renewed
    assert (zone.region, len(zone.tiers)) == ("*", 2)


def test_savings_plans_are_not_in_the_api() -> None:
    """Told so, whatever else is asked."""
    asked: list[str] = []

    def ask(service: str, filters: Any) -> list[Any]:
        asked.append(service)
        return []

    result = refresh(
        price_book(), [("ec2.savings_plan.1y.no_upfront.m6i.large", HERE), ("alb.hour", HERE)], QueriedList(ask), TODAY
    )
    assert reasons(result)["ec2.savings_plan.1y.no_upfront.m6i.large"][1].startswith(
        "pricing:GetProducts has no Savings Plans"
    )
    assert reasons(result)["alb.hour"][1].startswith("no row of AWSELB fits it")
    assert asked == ["AWSELB"]


def test_refreshing_again_changes_nothing(served: Served, tmp_path: Path) -> None:
    """The same list on the same day gives the same bytes."""
    once = refreshed(served, tmp_path, "alb.hour", "s3.put_1k").book
    twice = refreshed(served, tmp_path, "alb.hour", "s3.put_1k", book=once).book
    assert book_text(twice) == book_text(once)


def test_the_books_text_is_what_would_be_written() -> None:
    """The book of the package is written as `innovate prices refresh` writes: sorted, one price a line."""
    text = files("innovate_model.prices").joinpath("book.json").read_text("utf-8")
    assert book_text(parse_book(text)) == text


NAMES = st.text(min_size=1, max_size=5)
AMOUNTS = st.decimals(Decimal("0.000000000001"), 10**6, places=12)
ENDS = st.lists(st.integers(1, 10**9), unique=True, max_size=3).map(sorted)


@st.composite
def prices(draw: st.DrawFn) -> Price:
    ends = [*map(Decimal, draw(ENDS)), None]
    tiers = tuple(Tier(end, draw(AMOUNTS)) for end in ends)
    return Price(draw(NAMES), draw(NAMES), "GB", tiers, "S", draw(NAMES), "2026", "high", draw(NAMES), draw(NAMES))


@given(st.lists(prices(), max_size=5))
def test_a_written_book_is_read_as_it_was(found: list[Price]) -> None:
    """Every price with every digit, whatever stands in its texts."""
    book = PriceBook("2026-11-23", {}, {"collected": "2026-11-23", "origin": "a test"}).with_prices(found)
    assert parse_book(book_text(book)).prices == book.prices


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"about": {}, "prices": []}', '{"prices": 1}', "\udcff"])
def test_a_file_that_is_no_book_is_refused(tmp_path: Path, text: str) -> None:
    """With its name."""
    file = tmp_path / "prices.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotABook, match=r"prices\.json is no price book: "):
        read_book(file)


def test_needed_prices_are_those_that_the_cost_asks_for() -> None:
    """A book of nothing but them gives the same bill of the reference model, gaps and all."""
    architecture = api.load(Path(__file__).parents[2] / "models" / "innovate")
    book = price_book()
    found = [book.find(id, region) for id, region in needed_prices(architecture.graph, book.date)]
    only = PriceBook(book.date, {(each.id, each.region): each for each in found if isinstance(each, Price)}, book.about)
    assert len(only.prices) < len(book.prices)
    assert architecture.cost(prices=only).items == architecture.cost().items
