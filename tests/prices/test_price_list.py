"""The bulk list over HTTP: found by its indexes, read once for each version, and refused whole when it is not whole."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from socket import socket

import pytest

from innovate_model.prices.downloads import PriceListError, user_cache
from innovate_model.prices.listing import NoPrice, meant
from innovate_model.prices.price import Tier
from innovate_model.prices.price_list import BulkList
from innovate_model.prices.selector import Selector
from innovate_model.prices.selectors import selector_of

from .serving import Served

ELB = "/offers/v1.0/aws/AWSELB/20260911124544/eu-west-1/index.json"


def selector(id: str) -> Selector:
    found = selector_of(id)
    assert isinstance(found, Selector)
    return found


def tiers(served: Served, folder: Path, id: str, region: str = "eu-west-1") -> tuple[Tier, ...]:
    """What the served list has for a price id."""
    wanted = selector(id)
    where = "*" if wanted.is_global else region
    return meant(wanted, BulkList(folder, served.address).listings(wanted.service, where, [wanted])[wanted])[1]


def flat(usd: str) -> tuple[Tier, ...]:
    return (Tier(None, Decimal(usd)),)


@pytest.mark.parametrize(
    ("id", "usd"),
    [
        ("ec2.on_demand.m6i.large", "0.107"),
        ("ec2.reserved.1y.no_upfront.m6i.large", "0.07078"),
        ("ec2.reserved.1y.partial_upfront.m6i.large", "0.0337"),
        ("ec2.reserved_upfront.1y.partial_upfront.m6i.large", "295"),
        ("ec2.reserved_upfront.3y.all_upfront.m6i.large", "1120"),
        ("ec2.savings_plan.1y.no_upfront.m6i.large", "0.0776"),
        ("ec2.savings_plan.3y.all_upfront.m6i.large", "0.052"),
        ("ec2.instance_savings_plan.1y.no_upfront.m6i.large", "0.0708"),
        ("nat_gateway.hour", "0.048"),
        ("nat_gateway.gb", "0.048"),
        ("ebs.gp3.gb", "0.088"),
        ("ebs.gp3.mbps", "0.044"),
        ("alb.hour", "0.0252"),
        ("alb.lcu", "0.008"),
        ("nlb.nlcu", "0.006"),
        ("data_transfer.cross_az", "0.01"),
        ("s3.put_1k", "0.005"),
        ("s3.get_1k", "0.0004"),
    ],
)
def test_the_price_among_its_decoys(served: Served, tmp_path: Path, id: str, usd: str) -> None:
    """Other systems, tenancies and zones, Outposts at USD 0, reserved and regional namesakes: the one that is meant."""
    assert tiers(served, tmp_path, id) == flat(usd)


def test_tiers_come_in_order(served: Served, tmp_path: Path) -> None:
    """The file has them in another one."""
    assert [str(tier.usd.normalize()) for tier in tiers(served, tmp_path, "data_transfer.internet_out")] == [
        "0.09", "0.085", "0.07", "0.05",
    ]  # fmt: skip


def test_a_global_service_has_one_file(served: Served, tmp_path: Path) -> None:
    """Queries are counted one by one there, by the million here; a free namesake stands beside them."""
    million = (Tier(Decimal(1000), Decimal("0.4")), Tier(None, Decimal("0.2")))
    assert tiers(served, tmp_path, "route53.queries_1m") == million
    assert "/offers/v1.0/aws/AmazonRoute53/current/index.json" in served.asked


def test_a_version_is_read_once(served: Served, tmp_path: Path) -> None:
    """The second run asks for the indexes and tells where the file comes from; a new version is fetched, and the
    old one goes."""
    tiers(served, tmp_path, "alb.hour")
    assert served.asked.count(ELB) == 1
    told: list[str] = []
    again = BulkList(tmp_path, served.address, told.append)
    wanted = selector("alb.lcu")
    assert meant(wanted, again.listings("AWSELB", "eu-west-1", [wanted])[wanted])[1] == flat("0.008")
    assert served.asked.count(ELB) == 1
    kept = tmp_path / "AWSELB" / "eu-west-1" / "20260911124544.json.gz"
    assert told == [f"AWSELB, eu-west-1, version 20260911124544: from {kept}"]

    newer = ELB.replace("20260911124544", "20261101000000")
    index = "/offers/v1.0/aws/AWSELB/current/region_index.json"
    served.instead[index] = served.text(index).replace("20260911124544", "20261101000000").encode()
    served.instead[newer] = served.text(ELB).replace("0.0080000000", "0.0090000000").encode()
    assert tiers(served, tmp_path, "alb.lcu") == flat("0.009")
    assert [file.name for file in kept.parent.iterdir()] == ["20261101000000.json.gz"]


def test_several_prices_are_read_in_one_go(served: Served, tmp_path: Path) -> None:
    """One file for all prices of a service in a region."""
    wanted = [selector(id) for id in ("alb.hour", "alb.lcu", "nlb.hour", "nlb.nlcu")]
    found = BulkList(tmp_path, served.address).listings("AWSELB", "eu-west-1", wanted)
    assert [len(found[each]) for each in wanted] == [1, 1, 1, 1]
    assert served.asked.count(ELB) == 1


def no_files(folder: Path) -> bool:
    return not [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_that_was_cut_off_is_not_kept(served: Served, tmp_path: Path) -> None:
    """Fewer bytes than were promised: told with both numbers, and nothing lies in the cache."""
    served.short[ELB] = 1000
    with pytest.raises(PriceListError, match=r"was cut off: 7,952 of 8,952 bytes came"):
        tiers(served, tmp_path, "alb.hour")
    assert no_files(tmp_path)


@pytest.mark.parametrize("kept", [0, 1, 4000, 8900])
def test_a_file_that_ends_too_early_is_not_kept(served: Served, tmp_path: Path, kept: int) -> None:
    """Half a file that says it is whole: its text tells."""
    served.instead[ELB] = served.text(ELB).encode()[:kept] or b" "
    with pytest.raises(PriceListError, match=r"not a whole price list: (it ends too early|no whole JSON value)"):
        tiers(served, tmp_path, "alb.hour")
    assert no_files(tmp_path)


def test_a_damaged_file_in_the_cache_is_thrown_away(served: Served, tmp_path: Path) -> None:
    """Told once; the next run fetches it anew."""
    tiers(served, tmp_path, "alb.hour")
    (kept,) = (tmp_path / "AWSELB").rglob("*.gz")
    kept.write_bytes(kept.read_bytes()[:200])
    with pytest.raises(PriceListError, match="not a whole price list") as caught:
        tiers(served, tmp_path, "alb.hour")
    assert caught.value.hint == "nothing of it was kept; run it again"
    assert tiers(served, tmp_path, "alb.hour") == flat("0.0252")


def changed(served: Served, path: str, change: str, into: str) -> None:
    text = served.text(path)
    assert change in text
    served.instead[path] = text.replace(change, into).encode()


def test_another_file_than_was_expected(served: Served, tmp_path: Path) -> None:
    """JSON without terms, and a page that says no."""
    served.instead[ELB] = b'{"products": {}}'
    with pytest.raises(PriceListError, match="it has no terms"):
        tiers(served, tmp_path, "alb.hour")
    served.instead[ELB] = b"<html>Access denied</html>"
    with pytest.raises(PriceListError, match="no whole JSON value"):
        tiers(served, tmp_path, "alb.hour")
    served.instead[ELB] = b'{"products": {"X": {"sku": "X"}}, "terms": {}}'
    with pytest.raises(PriceListError, match="it has no 'attributes'"):
        tiers(served, tmp_path, "alb.hour")
    assert no_files(tmp_path)


def test_two_rows_are_none(served: Served, tmp_path: Path) -> None:
    """A second product that fits is told with both SKUs."""
    document = json.loads(served.text(ELB))
    (sku,) = [
        sku
        for sku, product in document["products"].items()
        if product["attributes"]["usagetype"] == "EU-LCUUsage" and "Application" in product["productFamily"]
    ]
    document["products"]["SECONDLCU"] = {**document["products"][sku], "sku": "SECONDLCU"}
    document["terms"]["OnDemand"]["SECONDLCU"] = document["terms"]["OnDemand"][sku]
    served.instead[ELB] = json.dumps(document).encode()
    with pytest.raises(NoPrice, match=rf"2 rows of AWSELB fit it, .*EU-LCUUsage \({sku}\), EU-LCUUsage \(SECONDLCU\)"):
        tiers(served, tmp_path, "alb.lcu")


def test_no_row_is_told(served: Served, tmp_path: Path) -> None:
    """An instance type that the region does not have."""
    with pytest.raises(NoPrice, match=r"no row of AmazonEC2 fits it \(BoxUsage:m99.large, Compute Instance, "):
        tiers(served, tmp_path, "ec2.on_demand.m99.large")


def test_another_currency_is_no_price(served: Served, tmp_path: Path) -> None:
    """As in the lists for China."""
    changed(served, ELB, '"USD": "0.0252000000"', '"CNY": "0.1620000000"')
    with pytest.raises(NoPrice, match="has a price in CNY, not USD"):
        tiers(served, tmp_path, "alb.hour")


def test_a_service_or_region_that_the_list_does_not_have(served: Served, tmp_path: Path) -> None:
    """Told by name."""
    with pytest.raises(NoPrice, match="the price list of AWSELB has no region eu-west-9"):
        tiers(served, tmp_path, "alb.hour", "eu-west-9")
    with pytest.raises(NoPrice, match="the price list has no service awskms"):
        tiers(served, tmp_path, "kms.key")


def test_without_a_network(tmp_path: Path) -> None:
    """Nobody answers: the address, and that nothing was changed."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PriceListError, match=f":{port}/offers/v1.0/aws/index.json cannot be reached") as caught:
        BulkList(tmp_path, f"http://127.0.0.1:{port}").listings("AWSELB", "eu-west-1", [selector("alb.hour")])
    assert "nothing was written" in caught.value.hint


def test_an_answer_that_is_no_file(served: Served, tmp_path: Path) -> None:
    """404, no JSON where an index should be, an index of something else, an address that is none."""
    with pytest.raises(PriceListError, match=r"/missing/offers/v1.0/aws/index.json: 404 Not Found"):
        BulkList(tmp_path, f"{served.address}/missing").listings("AWSELB", "eu-west-1", [selector("alb.hour")])
    served.instead["/offers/v1.0/aws/index.json"] = b"sorry"
    with pytest.raises(PriceListError, match=r"index\.json: not JSON"):
        tiers(served, tmp_path, "alb.hour")
    served.instead["/offers/v1.0/aws/index.json"] = b"[]"
    with pytest.raises(PriceListError, match="is no index of AWS's price list: it has no `offers`"):
        tiers(served, tmp_path, "alb.hour")
    with pytest.raises(PriceListError, match=r"file:///etc/offers/v1.0/aws/index.json is no address of the web"):
        BulkList(tmp_path, "file:///etc").listings("AWSELB", "eu-west-1", [selector("alb.hour")])


def test_the_cache_is_where_the_user_has_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """XDG_CACHE_HOME, unless it is relative: such a value is to be ignored, says its specification."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache() == tmp_path / "innovate-model" / "prices"
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")
    assert user_cache() == Path("/home/somebody/.cache/innovate-model/prices")
