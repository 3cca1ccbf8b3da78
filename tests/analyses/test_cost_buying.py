"""Purchases as scenarios: what is bought is used up, and pays for what it was bought for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from innovate_model import api
from innovate_model.analyses.cost import Purchase, cost
from innovate_model.analyses.cost.buying import Option, buying
from innovate_model.prices import Price, Tier, price_book
from innovate_model.resources.eks_node_group import EksNodeGroup

INNOVATE = Path(__file__).parents[2] / "models" / "innovate"
SMALL = """
innovate: 1
organization: {title: small, region: us-east-1, management_account: payer}
accounts:
  payer: {account_id: "012345670120"}
  app:
    account_id: "012345670121"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 8, netnum: 10}}
        instances: {one: {instance_type: m6i.large, subnet: app-a}, two: {instance_type: m6i.xlarge, subnet: app-b}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 3, max_size: 6}
                subnets: app
"""


def rate(id: str, usd: str) -> Price:
    return Price(id, "us-east-1", "hour", (Tier(None, Decimal(usd)),), "AmazonEC2", id, "2026-11", "high", "made up")


BOOK = price_book().with_prices(
    [
        rate("ec2.reserved.1y.no_upfront.m6i.large", "0.06"),
        rate("ec2.reserved.1y.no_upfront.m6i.xlarge", "0.12"),
        rate("ec2.savings_plan.1y.no_upfront.m6i.large", "0.070001"),
        rate("ec2.savings_plan.1y.no_upfront.m6i.xlarge", "0.14"),
        rate("ec2.spot.m6i.large", "0.03"),
    ]
)


def purchases(overlay: dict[str, Any]) -> dict[str, Decimal]:
    """USD a month of instances, by how they are bought, and what is unused."""
    base = api.load_text(SMALL)
    varied = base.what_if(overlay)
    assert not varied.findings
    found: dict[str, Decimal] = {}
    for item in cost(varied.graph, BOOK).items:
        if "m6i" in item.what or "unused" in item.what:
            key = "unused" if "unused" in item.what else str(item.purchase)
            found[key] = found.get(key, Decimal(0)) + item.monthly_usd
    return found


def test_everything_reserved_by_hand() -> None:
    """Four m6i.large at 0.06 and an m6i.xlarge at 0.12, nothing on demand and nothing unused."""
    overlay = buying(api.load_text(SMALL).graph, "reserved", prices=BOOK)
    assert purchases(overlay) == {"reserved": 730 * (4 * Decimal("0.06") + Decimal("0.12")), "unused": Decimal(0)}
    bought = overlay["accounts"]["app"]["reservations"]
    assert {name: one["instance_count"] for name, one in bought.items()} == {
        "bought-ec2-m6i-large": 4,
        "bought-ec2-m6i-xlarge": 1,
    }


def test_one_resource_reserved() -> None:
    """Only what was named is bought; the rest stays on demand."""
    graph = api.load_text(SMALL).graph
    found = purchases(buying(graph, "reserved", "accounts.app.vpcs.main.instances.two", prices=BOOK))
    assert found == {
        "reserved": 730 * Decimal("0.12"),
        "unused": Decimal(0),
        "on demand": 730 * 4 * Decimal("0.096"),
    }


def test_a_plan_of_the_right_size_by_hand() -> None:
    """4 x 0.070001 + 0.14 = 0.420004 USD an hour, rounded up to what AWS takes: 0.42001, used up but for 0.000006."""
    overlay = buying(api.load_text(SMALL).graph, "savings_plan", prices=BOOK)
    plan = overlay["accounts"]["payer"]["savings_plans"]["bought"]
    assert plan["commitment_usd_per_hour"] == 0.42001
    assert purchases(overlay) == {"savings plan": 730 * Decimal("0.420004"), "unused": 730 * Decimal("0.000006")}


def test_node_groups_on_spot_by_hand() -> None:
    """Three nodes at 0.03; instances that are no node group stay on demand."""
    found = purchases(buying(api.load_text(SMALL).graph, "spot", prices=BOOK))
    assert found == {
        str(Purchase.SPOT): 730 * 3 * Decimal("0.03"),
        "on demand": 730 * (Decimal("0.096") + Decimal("0.192")),
    }


def test_a_plan_without_rates_is_not_guessed() -> None:
    """Where a rate is not known there is no size, and the message says which one."""
    with pytest.raises(LookupError, match=r"no `ec2\.savings_plan\.3y\.all_upfront\.m6i\.large`"):
        buying(api.load_text(SMALL).graph, "savings_plan", term_years="3", payment_option="ALL_UPFRONT", prices=BOOK)


def test_a_reservation_in_another_region_has_no_word() -> None:
    """An account in one region, its instance in another: told, not bought in the wrong region."""
    text = SMALL.replace("cidr_block: 10.0.0.0/16", "cidr_block: 10.0.0.0/16\n        region: eu-west-1")
    with pytest.raises(LookupError, match="is in eu-west-1"):
        buying(api.load_text(text).graph, "reserved", prices=BOOK)


@pytest.mark.parametrize("option", [one for one in get_args(Option) if one != "savings_plan"])
def test_the_reference_model_can_be_bought(option: Option) -> None:
    """The overlays are without fault on the reference model, and all that runs all month is bought so."""
    innovate = api.load(INNOVATE)
    varied = innovate.what_if(buying(innovate.graph, option))
    assert not varied.findings
    if option == "spot":
        assert {group.capacity_type for group in varied.model.of(EksNodeGroup)} == {"SPOT"}
    else:
        on_demand = [item.what for item in varied.cost().items if item.purchase is Purchase.ON_DEMAND and item.quantity]
        assert not [what for what in on_demand if what.endswith((" nodes, on demand", " instance", " node"))]
