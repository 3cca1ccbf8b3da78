"""Where prices stand in AWS's list: every id says it, or why it cannot, and the usage types of the book bear it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.analyses.cost import needed_prices
from innovate_model.prices import Price, Unknown, price_book
from innovate_model.prices.commitments import commitments_of
from innovate_model.prices.regions import prefixes
from innovate_model.prices.selector import Selector
from innovate_model.prices.selectors import not_listed, selector_of, selectors

MODELS = Path(__file__).parents[2] / "models"
PRICES = [pytest.param(price, id=f"{price.id}-{price.region}") for price in price_book().prices.values()]


def selector(id: str) -> Selector:
    found = selector_of(id)
    assert isinstance(found, Selector), found
    return found


@pytest.mark.parametrize("price", PRICES)
def test_every_price_of_the_book_is_found_or_says_why_not(price: Price) -> None:
    """Its selector is of the same service and unit, and takes the usage type that the book has, in its region."""
    found = selector_of(price.id)
    if isinstance(found, Unknown):
        assert found.reason != "its row in AWS's price list is not known"
        return
    assert (found.service, found.unit) == (price.service, price.unit)
    usage = price.usage_type.partition(" ")[0]
    region = "us-east-1" if price.region == "*" else price.region
    if usage:
        assert found._is_used(usage, region) or found._is_used(f"USE1-{usage}", region)


@pytest.mark.parametrize("model", ["innovate", "hybrid"])
def test_every_price_that_a_model_asks_for_is_accounted_for(model: str) -> None:
    """Whatever the cost of a reference model looks up can be refreshed, or says why not."""
    asked = needed_prices(api.load(MODELS / model).graph, price_book().date)
    assert len(asked) > 20
    unknown = {id for id, _ in asked if selector_of(id) == Unknown("its row in AWS's price list is not known")}
    assert unknown == UNKNOWN[model]


UNKNOWN: dict[str, set[str]] = {"innovate": set(), "hybrid": set()}


def test_no_id_is_both_listed_and_not() -> None:
    """A reason why a price cannot be refreshed goes when its selector comes."""
    assert not selectors().keys() & not_listed().keys()


@pytest.mark.parametrize(
    ("id", "region", "usage_type", "is_meant"),
    [
        ("alb.lcu", "eu-west-1", "EU-LCUUsage", True),
        ("alb.lcu", "eu-west-1", "EU-Outposts-LCUUsage", False),
        ("alb.lcu", "eu-west-1", "EU-ReservedLCUUsage", False),
        ("alb.lcu", "us-east-1", "LCUUsage", True),
        ("alb.lcu", "us-east-1", "TS-LCUUsage", False),
        ("alb.hour", "eu-west-1", "EU-TS-LoadBalancerUsage", False),
        ("nat_gateway.hour", "eu-west-1", "EU-NatGateway-Hours", True),
        ("nat_gateway.hour", "eu-west-1", "EU-RegionalNatGateway-Hours", False),
        ("nat_gateway.hour", "eu-west-1", "NatGateway-Hours", False),
        ("nat_gateway.hour", "eu-central-1", "EUC1-NatGateway-Hours", True),
        ("kms.key", "eu-west-1", "eu-west-1-KMS-Keys", True),
        ("kms.requests_10k", "us-east-1", "us-east-1-KMS-Requests-Asymmetric", False),
        ("aurora_postgresql.instance.db.r6g.xlarge", "us-east-1", "InstanceUsage:db.r6g.xl", True),
        ("aurora_postgresql.instance.db.r6g.xlarge", "us-east-1", "InstanceUsageIOOptimized:db.r6g.xl", False),
        ("aurora.storage.io_optimized", "us-east-1", "Aurora:IO-OptimizedStorageUsage-LimitlessPreview", False),
        ("waf.web_acl", "us-east-1", "USE1-ShieldProtected-WebACLV2", False),
        ("ec2.on_demand.m6i.large", "eu-west-1", "EU-UnusedBox:m6i.large", False),
        ("ec2.on_demand.m6i.large", "eu-west-1", "EU-BoxUsage:m6idn.large", False),
        ("ec2.on_demand.m6i.large", "eu-west-1", "EUW1-DUB1-BoxUsage:m6i.large", False),
        ("guardduty.cloudtrail_1m", "us-east-1", "USE1-PaidEventsAnalyzed-Bytes", False),
    ],
)
def test_usage_types_that_look_alike(id: str, region: str, usage_type: str, is_meant: bool) -> None:
    """The suffix is compared whole, behind the prefix of that very region."""
    assert selector(id)._is_used(usage_type, region) is is_meant


def test_a_region_without_a_known_prefix_has_no_usage_types() -> None:
    """What stands before a usage type there could be anything, a decoy's mark too."""
    assert prefixes("mx-central-1") == ()
    assert not selector("alb.lcu")._is_used("TS-LCUUsage", "mx-central-1")


def test_a_local_zone_is_not_its_region() -> None:
    """Neither by its code nor by the type of its location."""
    alb = selector("alb.hour")
    here = {"usagetype": "EU-LoadBalancerUsage", "operation": "LoadBalancing:Application", "regionCode": "eu-west-1"}
    assert alb.fits("Load Balancer-Application", here, "eu-west-1")
    assert not alb.fits("Load Balancer-Application", {**here, "locationType": "AWS Local Zone"}, "eu-west-1")
    assert not alb.fits("Load Balancer-Application", {**here, "regionCode": "eu-west-1-dub-1"}, "eu-west-1")


def test_commitments_are_named_after_what_they_make_cheaper() -> None:
    """Each id that the scheme makes has a selector; what cannot be committed to has none."""
    ids = list(commitments_of("ec2.on_demand.m6i.large"))
    assert "ec2.savings_plan.1y.no_upfront.m6i.large" in ids
    assert "ec2.reserved.3y.partial_upfront.m6i.large" in ids
    assert "ec2.reserved.1y.all_upfront.m6i.large" not in ids
    assert len(ids) == 6 + 6 + 8
    assert next(commitments_of("aurora_postgresql.instance.db.r6g.large")).endswith(".1y.no_upfront.db.r6g.large")
    for id in (*ids, *commitments_of("elasticache.redis.cache.r6g.large")):
        assert selector(id).unit in ("hour", "reservation")
    assert list(commitments_of("nat_gateway.hour")) == list(commitments_of("aurora_postgresql.serverless_v2.acu")) == []
