"""The cost of a small architecture, worked out by hand, and of the reference model's production."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from innovate_model.analyses.cost import HOURS_PER_MONTH, ON_DEMAND, Standing, Usage, cost, usd_text
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text

INNOVATE = Path(__file__).parents[2] / "models" / "innovate"
SMALL = """
innovate: 1
organization: {title: small, region: us-east-1}
accounts:
  hub: {account_id: "012345670120", transit_gateways: {hub: {route_tables: {all: {}}}}}
  app:
    account_id: "012345670121"
    environment: production
    kms_keys: {data: {}}
    secrets: {db: {kms_key: data}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        nat_gateways: {egress: {per: availability_zone, subnet: public}}
        subnets:
          public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {per: availability_zone, routes: {0.0.0.0/0: nat_gateways.egress}}
        vpc_endpoints:
          s3: {service: s3, type: Gateway, route_tables: app}
          ecr: {service: ecr.api, type: Interface, subnets: app}
        transit_gateway_attachments: {hub: {transit_gateway: accounts.hub.transit_gateways.hub, subnets: app}}
        lbs: {api: {type: application, subnets: public}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [t3.medium]
                scaling_config: {min_size: 1, desired_size: 3, max_size: 6}
                subnets: app
"""


def graph_of(text: str) -> Graph:
    """The graph of a model that is without fault."""
    loaded = load_text(text)
    assert [finding.message for finding in loaded.findings] == []
    return build(loaded.model)


def test_a_small_architecture_by_hand() -> None:
    """Every line of a small architecture is what a sheet of paper says, and so is the total."""
    hours = 730
    by_hand = {
        # resource, what: USD a month
        ("nat_gateways.egress-a", "NAT gateway"): hours * Decimal("0.045"),  # 32.85
        ("nat_gateways.egress-b", "NAT gateway"): hours * Decimal("0.045"),  # 32.85
        ("nat_gateways.egress-a", "public IPv4 address"): hours * Decimal("0.005"),  # 3.65
        ("nat_gateways.egress-b", "public IPv4 address"): hours * Decimal("0.005"),  # 3.65
        # one endpoint in two zones
        ("vpc_endpoints.ecr", "interface endpoint"): 2 * hours * Decimal("0.01"),  # 14.60
        # one attachment, however many zones
        ("transit_gateway_attachments.hub", "transit gateway attachment"): hours * Decimal("0.05"),  # 36.50
        ("lbs.api", "ALB"): hours * Decimal("0.0225"),  # 16.425
        # facing the internet from two zones
        ("lbs.api", "public IPv4 address"): 2 * hours * Decimal("0.005"),  # 7.30
        ("eks_clusters.main", "EKS control plane"): hours * Decimal("0.10"),  # 73.00
        ("eks_clusters.main.node_groups.general", "t3.medium nodes, on demand"): 3
        * hours
        * Decimal("0.0416"),  # 91.104
        # three disks of 20 GiB, which is what AWS takes when nothing is written
        ("eks_clusters.main.node_groups.general", "EBS volumes of the nodes"): 3 * 20 * Decimal("0.08"),  # 4.80
        ("kms_keys.data", "KMS key"): Decimal(1),
        ("secrets.db", "secret"): Decimal("0.40"),
    }
    found = cost(graph_of(SMALL))
    lines = {
        (item.subject.address.removeprefix("accounts.app.").removeprefix("vpcs.main."), item.what): item.monthly_usd
        for item in found.items
    }
    assert lines == by_hand
    assert found.total.monthly_usd == Decimal("318.129")
    assert str(found.total) == "at least USD 318.13 a month"


def test_stated_usage_is_added_by_hand() -> None:
    """What flows is added at the rate of what it flows through, with the reason that was given for the quantity."""
    usage = Usage.of(
        {
            "nat_gateway": {"gb_processed": (100, "a hundred GB in each zone")},
            "accounts.app.vpcs.main.lbs.api": {"capacity_unit_hours": "1460"},
            "accounts.app.vpcs.main.internet_gateways.main": {"gb_internet_out": 12_000},
        }
    )
    graph = graph_of(SMALL)
    before, after = cost(graph), cost(graph, usage=usage)
    nat = 2 * 100 * Decimal("0.045")  # 9.00
    units = 1460 * Decimal("0.008")  # 11.68
    internet = 10_240 * Decimal("0.09") + 1_760 * Decimal("0.085")  # 921.60 + 149.60
    assert after.total.monthly_usd - before.total.monthly_usd == nat + units + internet == Decimal("1091.88")
    processed = [item for item in after.items if item.what == "data processed by the NAT gateway"]
    assert [item.assumption for item in processed] == ["a hundred GB in each zone"] * 2


def test_what_is_not_stated_makes_the_total_at_least() -> None:
    """Usage that nobody stated is a gap with its measure and rate, never a zero in the sum."""
    found = cost(graph_of(SMALL))
    gap = next(gap for gap in found.gaps if gap.what == "data processed by the NAT gateway")
    assert gap.standing is Standing.UNKNOWN_USAGE
    assert gap.reason == "not counted: usage `gb_processed` is not stated (USD 0.045 per GB)"
    assert found.total.is_at_least
    assert gap in found.total.gaps


def test_usage_that_nothing_asks_for_is_said() -> None:
    """A misspelt address or measure does not vanish: it comes back as a gap."""
    found = cost(graph_of(SMALL), usage=Usage.of({"nat_gateways": {"gb_processed": 1}, "lb": {"lcus": 2}}))
    unused = [(gap.subject.address, gap.what) for gap in found.gaps if gap.standing is Standing.UNUSED_USAGE]
    assert unused == [("nat_gateways", "gb_processed"), ("lb", "lcus")]


def test_a_region_without_prices_costs_at_least_nothing() -> None:
    """The same architecture where the book knows no region costs only what is priced everywhere, and says what it
    lacks."""
    found = cost(graph_of(SMALL.replace("us-east-1", "sa-east-1")))
    everywhere = 4 * 730 * Decimal("0.005") + 1 + Decimal("0.40")
    assert found.total.monthly_usd == everywhere
    missing = {gap.what for gap in found.gaps if gap.standing is Standing.UNKNOWN_PRICE}
    assert {"NAT gateway", "ALB", "EKS control plane", "t3.medium nodes, on demand"} <= missing


def test_the_largest_items_of_production_by_hand() -> None:
    """The three dearest lines of the reference model's production are its general nodes and its database writer and
    first reader, at hand-made figures, on demand."""
    hours = 730
    general = 3 * hours * Decimal("0.192")  # three m6i.xlarge: 420.48
    database = hours * Decimal("0.519")  # a db.r6g.xlarge: 378.87
    production = cost(build(load(INNOVATE).model), terms=ON_DEMAND).by("account")["production"]
    largest = [(item.subject.address.rpartition(".")[2], item.monthly_usd) for item in production.largest(3)]
    assert largest == [("general", general), ("writer", database), ("reader-1", database)]
    assert [usd_text(usd) for _, usd in largest] == ["420.48", "378.87", "378.87"]


@pytest.mark.parametrize("folder", sorted(path.name for path in INNOVATE.parent.iterdir()))
def test_every_resource_of_every_model_is_accounted_for(folder: str) -> None:
    """Each resource is in the items, in the gaps or free with a page of AWS: none is passed over."""
    model = load(INNOVATE.parent / folder).model
    found = cost(build(model))
    subjects = [*(i.subject for i in found.items), *(g.subject for g in found.gaps), *(f.subject for f in found.free)]
    named = {subject.address for subject in subjects}
    assert named == set(model.resources)
    assert all("https://" in free.reason for free in found.free)
    assert all(item.source and item.date and item.assumption for item in found.items)


def test_a_month_has_730_hours() -> None:
    """The month is the Pricing Calculator's."""
    assert HOURS_PER_MONTH == 730
    assert cost(graph_of(SMALL)).total.hourly_usd * 730 == Decimal("318.129")


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """The same model gives the same lines in the same order under any PYTHONHASHSEED."""
    script = (
        "from innovate_model.analyses.cost import cost; from innovate_model.graph import build; "
        f"from innovate_model.loader import load; print(cost(build(load({str(INNOVATE)!r}).model)))"
    )
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    first, second = (
        subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True).stdout for env in seeds
    )
    assert len(first) > 10_000
    assert first == second
