"""What traffic of connections costs on its way: gateways, attachments, endpoints, borders of zones and regions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.cost import LineItems, Standing, Usage, cost
from innovate_model.analyses.cost.compiled import compiled
from innovate_model.analyses.cost.flows.spreading import shares_of
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.prices import EXACT

MODEL = """
innovate: 1
organization: {title: flows, region: us-east-1}
blueprints:
  open:
    ingress: {all: {from: 10.0.0.0/8, ports: all}}
    egress: {all: {to: 0.0.0.0/0, ports: all}}
accounts:
  hub:
    account_id: "012345670120"
    transit_gateways: {hub: {route_tables: {all: {}}}}
  shared:
    account_id: "012345670122"
    vpcs:
      tools:
        cidr_block: 10.1.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.1.1.0/24, availability_zone: a, route_table: app}}
        route_tables: {app: {routes: {10.0.0.0/16: transit_gateway_attachments.hub}}}
        security_groups: {open: {extends: blueprints.open}}
        transit_gateway_attachments:
          hub: {transit_gateway: accounts.hub.transit_gateways.hub, subnets: app, association: all, propagations: all}
        instances: {tool: {instance_type: m5.large, subnet: app, security_groups: open}}
  app:
    account_id: "012345670121"
    environment: production
    s3_buckets: {files: {}}
    vpc_peering_connections: {ireland: {vpc: vpcs.main, peer_vpc: vpcs.ireland}}
    cloudfront_distributions:
      site:
        viewer_protocol_policy: redirect-to-https
        origins: {api: {lb: vpcs.main.lbs.api}, files: {s3_bucket: s3_buckets.files}}
        default_origin: api
    vpcs:
      ireland:
        region: eu-west-1
        cidr_block: 10.2.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.2.1.0/24, availability_zone: a, route_table: app}}
        route_tables: {app: {routes: {10.0.0.0/16: vpc_peering_connections.ireland}}}
        security_groups: {open: {extends: blueprints.open}}
        instances: {far: {instance_type: m5.large, subnet: app, security_groups: open}}
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        subnets:
          public: {per: availability_zone, newbits: 8, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 8, netnum: 10, route_table: app}
        nat_gateways: {egress: {subnet: public-a}}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app:
            routes:
              0.0.0.0/0: nat_gateways.egress
              10.1.0.0/16: transit_gateway_attachments.hub
              10.2.0.0/16: vpc_peering_connections.ireland
        security_groups:
          open: {extends: blueprints.open}
          web:
            ingress: {web: {from: 0.0.0.0/0, ports: tcp/443}}
            egress: {all: {to: 0.0.0.0/0, ports: all}}
        transit_gateway_attachments:
          hub: {transit_gateway: accounts.hub.transit_gateways.hub, subnets: app, association: all, propagations: all}
        vpc_endpoints:
          s3: {service: s3, type: Gateway, route_tables: app}
          ecr: {service: ecr.api, type: Interface, subnets: app, security_groups: open}
        lbs: {api: {type: application, subnets: public, security_groups: web}}
        instances:
          near: {instance_type: m5.large, subnet: app-a, security_groups: open}
          beside: {instance_type: m5.large, subnet: app-a, security_groups: open}
          across: {instance_type: m5.large, subnet: app-b, security_groups: open}
          visible: {instance_type: m5.large, subnet: public-a, public_ip: 54.1.2.3, security_groups: web}
"""


@cache
def graph() -> Graph:
    loaded = load_text(MODEL)
    assert [finding.message for finding in loaded.findings] == []
    return build(loaded.model)


def bill(flows: dict[str, Any]) -> LineItems:
    return cost(graph(), usage=Usage.of(flows))


def lines(flows: dict[str, Any]) -> dict[tuple[str, str], Decimal]:
    """(whose bill, what) -> USD a month, of the lines that are about connections."""
    found = bill(flows)
    result: dict[tuple[str, str], Decimal] = {}
    for item in found.items:
        if " -> " in item.subject.address:
            key = (item.subject.account, item.what)
            result[key] = result.get(key, Decimal(0)) + item.monthly_usd
    assert not [gap.reason for gap in found.gaps if gap.standing is Standing.UNUSED_USAGE]
    return result


NAT, ZONES = "data processed by the NAT gateway", "data transfer between zones"
OUT, REGIONS = "data transfer to the internet", "data transfer between regions"
TRANSIT = "data sent to the transit gateway"


def test_out_through_a_nat_gateway_of_the_zone() -> None:
    """1 GB through a NAT gateway in the instance's zone is USD 0.045, and 0.09 more out to the internet; what comes
    back is processed as well and is no transfer out.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    """
    assert lines({"near -> internet": {"gb_sent": 1, "gb_received": 0}}) == {
        ("app", NAT): Decimal("0.045"),
        ("app", OUT): Decimal("0.09"),
    }
    assert lines({"near -> internet": {"gb_sent": 1, "gb_received": 9}}) == {
        ("app", NAT): 10 * Decimal("0.045"),
        ("app", OUT): Decimal("0.09"),
    }


def test_out_through_a_nat_gateway_of_another_zone() -> None:
    """The border of the zone adds USD 0.01 for each GB, each way, at the instance and at the gateway."""
    found = lines({"across -> internet": {"gb_sent": 30, "gb_received": 70}})
    assert found[("app", ZONES)] == 2 * 100 * Decimal("0.01")
    assert found[("app", NAT)] == 100 * Decimal("0.045")
    assert found[("app", OUT)] == 30 * Decimal("0.09")


def test_between_zones_of_a_vpc() -> None:
    """USD 0.01 for each GB on either side, whichever way; nothing within a zone, which is said.

    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    """
    assert lines({"near -> across": {"gb_sent": 40, "gb_received": 60}}) == {("app", ZONES): 2 * 100 * Decimal("0.01")}
    found = bill({"near -> beside": {"gb_sent": 40, "gb_received": 60}})
    assert not [item for item in found.items if " -> " in item.subject.address]
    (free,) = [one for one in found.free if " -> " in one.subject.address]
    assert "nothing on its way is paid by the GB" in free.reason


def test_through_a_transit_gateway() -> None:
    """Each side pays USD 0.02 for what it sends; zones are not billed behind a transit gateway.

    https://aws.amazon.com/transit-gateway/pricing/
    https://aws.amazon.com/about-aws/whats-new/2022/04/aws-data-transfer-price-reduction-privatelink-transit-gateway-client-vpn-services/
    """
    assert lines({"near -> tool": {"gb_sent": 100, "gb_received": 10}}) == {
        ("app", TRANSIT): 100 * Decimal("0.02"),
        ("shared", TRANSIT): 10 * Decimal("0.02"),
    }


def test_peering_between_regions() -> None:
    """Each region's rate for what leaves it, on the bill of the peering connection."""
    found = bill({"near -> far": {"gb_sent": 100, "gb_received": 10}})
    parts = [(item.subject.region, item.quantity, item.monthly_usd) for item in found.items if item.what == REGIONS]
    assert parts == [
        ("us-east-1", Decimal(100), 100 * Decimal("0.02")),
        ("eu-west-1", Decimal(10), 10 * Decimal("0.02")),
    ]


def test_endpoints_for_services() -> None:
    """S3 by a gateway endpoint is free; ECR by an interface endpoint is USD 0.01 for each GB, both ways, and zones are
    not billed.

    https://aws.amazon.com/privatelink/pricing/
    """
    assert lines({"near -> files": {"gb_sent": 100, "gb_received": 100}}) == {}
    found = lines({"near -> vpc_endpoints.ecr": {"gb_sent": 10, "gb_received": 90}})
    assert found == {("app", "data processed by the interface endpoint"): 100 * Decimal("0.01")}


def test_from_the_internet_to_a_load_balancer() -> None:
    """What comes in is free, what the load balancer answers is data transfer out."""
    found = lines({"internet -> lbs.api": {"gb_sent": 50, "gb_received": 500}})
    assert found == {("app", OUT): 500 * Decimal("0.09")}


def test_through_cloudfront() -> None:
    """To viewers by CloudFront's tiers; from the origin to CloudFront nothing; to the origin at a rate of its own."""
    found = bill(
        {
            "internet -> site": {"gb_sent": 5, "gb_received": 12_000},
            "site -> lbs.api": {"gb_sent": 5, "gb_received": 3_000},
        }
    )
    viewers = [item.monthly_usd for item in found.items if item.what == "CloudFront data transfer to viewers"]
    assert viewers == [10_240 * Decimal("0.085"), 1_760 * Decimal("0.08")]  # 870.40 + 140.80
    assert OUT not in {item.what for item in found.items}
    to_origin = [line for line in (*found.items, *found.gaps) if line.what == "CloudFront data transfer to origins"]
    assert [line.subject.address.split(" -> ")[0] for line in to_origin] == [
        "accounts.app.cloudfront_distributions.site"
    ]


def test_between_public_addresses_of_a_region() -> None:
    """By its public address an instance in the same zone costs as much as one in another, and the NAT gateway on the
    way besides.

    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    """
    found = lines({"near -> 54.1.2.3": {"gb_sent": 10, "gb_received": 0}})
    assert found == {("app", NAT): 10 * Decimal("0.045"), ("app", ZONES): 2 * 10 * Decimal("0.01")}


def test_an_application_load_balancer_within_its_vpc_is_free() -> None:
    """Across zones, too: what is billed are its capacity units.

    https://aws.amazon.com/blogs/networking-and-content-delivery/exploring-data-transfer-costs-for-classic-and-application-load-balancers/
    """
    assert lines({"near -> lbs.api": {"gb_sent": 10, "gb_received": 10}}) == {}


def test_the_fraction_that_crosses_zones_is_told() -> None:
    """From one zone to load balancer nodes in two: each line says how many of the ways pass it."""
    found = bill({"internet -> lbs.api": {"gb_sent": 0, "gb_received": 100}})
    (item,) = [item for item in found.items if item.what == OUT]
    assert item.assumption.startswith("100 GB received (stated in the usage); 2 of 2 ways")


def test_connections_are_parts_of_what_is_stated_of_a_resource() -> None:
    """300 GB of the gateway, of which a connection has 100: two lines, 300 GB together, never 400."""
    flows = {"near -> internet": {"gb_sent": 20, "gb_received": 80}, "nat_gateway": {"gb_processed": 300}}
    found = bill(flows)
    parts = [(item.subject.address, item.quantity) for item in found.items if item.what == NAT]
    nat = "accounts.app.vpcs.main.nat_gateways.egress"
    assert parts == [("accounts.app.vpcs.main.instances.near -> internet", Decimal(100)), (nat, Decimal(200))]
    rest = next(item for item in found.items if item.subject.address == nat and item.what == NAT)
    assert "less 100 of its connections" in rest.assumption


def test_a_connection_is_a_part_of_what_crosses_at_a_nat_gateway() -> None:
    """What a demand or a usage states of the gateway is the whole, so that both together are not billed twice."""
    found = bill({"across -> internet": {"gb_sent": 20, "gb_received": 80}, "nat_gateway": {"gb_between_zones": 300}})
    assert [item.quantity for item in found.items if item.what == ZONES] == [2 * 100, 2 * 200]


def test_connections_that_have_more_than_the_whole_are_told() -> None:
    """The larger figure counts, and the contradiction is a gap."""
    found = bill({"near -> internet": {"gb_sent": 20, "gb_received": 80}, "nat_gateway": {"gb_processed": 30}})
    assert [item.quantity for item in found.items if item.what == NAT] == [100]
    (gap,) = [gap for gap in found.gaps if gap.standing is Standing.UNUSED_USAGE]
    assert gap.reason == "its connections have 100 of `gb_processed`, which is counted; stated are 30"


@pytest.mark.parametrize(
    ("edge", "reason"),
    [
        ("far -> tool", "does not reach"),
        ("nobody -> internet", "there is no resource `nobody`"),
        ("near -> nothing", "there is no resource `nothing`"),
        ("hub -> near", "may be any of"),
    ],
)
def test_a_flow_without_a_way_is_a_gap(edge: str, reason: str) -> None:
    """What the network does not carry, or nobody has, costs nothing that could be said; it is not dropped."""
    (gap,) = [gap for gap in bill({edge: {"gb_sent": 1}}).gaps if gap.standing is Standing.NO_WAY]
    assert reason in gap.reason


def test_a_way_that_is_not_stated_is_a_gap_where_it_is_paid() -> None:
    """Only what is sent is stated: that the NAT gateway also processes the answers is missing, and said."""
    found = bill({"near -> internet": {"gb_sent": 1}})
    assert [item.quantity for item in found.items if item.what == NAT] == [1]
    (gap,) = [gap for gap in found.gaps if " -> " in gap.subject.address]
    assert "`gb_received` of accounts.app.vpcs.main.instances.near -> internet is not stated" in gap.reason


@given(st.decimals(0, 10**9, places=6), st.integers(1, 40))
def test_shares_make_the_whole(quantity: Decimal, count: int) -> None:
    """Equal to the twelfth decimal, and together exactly what was shared."""
    shares = shares_of(quantity, count)
    assert sum(map(Fraction, shares)) == Fraction(quantity)
    assert len(shares) == count
    assert all(abs(Fraction(share) - Fraction(quantity) / count) <= Fraction(1, 10**12) for share in shares)


AMOUNTS = st.decimals(0, 10**5, places=3)
ENDS = st.sampled_from(
    ["near", "across", "visible", "tool", "far", "internet", "lbs.api", "files", "vpc_endpoints.ecr"]
)


@given(st.dictionaries(st.tuples(ENDS, ENDS), st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=3))
def test_flows_cost_as_much_together_as_apart(flows: dict[tuple[str, str], tuple[Decimal, Decimal]]) -> None:
    """Below the first tiers costs add up: connections stated together cost what each costs alone; every one comes back
    as lines, a gap or free; twice the traffic costs twice as much."""
    usage = {
        f"{a} -> {b}": {"gb_sent": sent / 1000, "gb_received": got / 1000} for (a, b), (sent, got) in flows.items()
    }
    base = bill({}).total.monthly_usd
    together = bill(usage)
    apart = sum(
        (Fraction(bill({key: value}).total.monthly_usd) - Fraction(base) for key, value in usage.items()), Fraction(0)
    )
    assert Fraction(together.total.monthly_usd) - Fraction(base) == apart
    told = {line.subject.address for lines in (together.items, together.gaps, together.free) for line in lines}
    assert len([address for address in told if " -> " in address]) == len(usage)
    double = {
        key: {name: EXACT.multiply(one, Decimal(2)) for name, one in value.items()} for key, value in usage.items()
    }
    twice = Fraction(bill(double).total.monthly_usd) - Fraction(base)
    assert abs(twice - 2 * apart) <= Fraction(1, 10**9)  # parts are cut at the twelfth decimal of a GB


def test_the_compiled_bill_knows_connections() -> None:
    """The bill that is compiled to floats has the parts of connections too, and asks for what is not stated."""
    flows = {"near -> internet": {"gb_sent": 20, "gb_received": 80}, "near -> tool": {"gb_sent": 5, "gb_received": 5}}
    bill_in_floats = compiled(graph(), usage=Usage.of(flows))
    assert bill_in_floats.monthly_usd({}) == pytest.approx(float(bill(flows).total.monthly_usd), rel=1e-12)
    units = ("accounts.app.vpcs.main.lbs.api", "capacity_unit_hours")
    more = {**flows, units[0]: {units[1]: 100}}
    assert bill_in_floats.monthly_usd({units: 100.0}) == pytest.approx(float(bill(more).total.monthly_usd), rel=1e-12)
