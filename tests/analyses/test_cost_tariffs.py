"""How each kind of resource is charged, against AWS's pages."""

from __future__ import annotations

from datetime import date as day_of
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from innovate_model.analyses.cost import LineItems, Standing, Usage, cost
from innovate_model.analyses.cost.asking import tariffs, tiers
from innovate_model.analyses.cost.compiled import compiled
from innovate_model.analyses.cost.tariffs.eks import CALENDAR, support_of
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from innovate_model.prices import price_book
from innovate_model.resources.eks_cluster import EksCluster

HOURS = 730
BASE = """
innovate: 1
organization: {title: test, region: us-east-1}
accounts:
  app:
    account_id: "012345670121"
"""


def cost_of(body: str, region: str = "us-east-1", usage: Usage | None = None) -> LineItems:
    """The cost of what stands in the VPC of one account, which has two private and one public subnet."""
    loaded = load_text(BASE.replace("us-east-1", region) + body)
    assert [finding.message for finding in loaded.findings] == []
    return cost(build(loaded.model), usage=usage)


def in_vpc(body: str) -> str:
    """YAML of a VPC with `body` (unindented) in it."""
    frame = """
cidr_block: 10.0.0.0/16
availability_zones: [a, b]
subnets:
  public: {cidr_block: 10.0.0.0/24, availability_zone: a, map_public_ip_on_launch: yes}
  one: {cidr_block: 10.0.1.0/24, availability_zone: a}
  two: {cidr_block: 10.0.2.0/24, availability_zone: b}
"""
    lines = (frame + body).strip().splitlines()
    return "    vpcs:\n      main:\n" + "\n".join("        " + line for line in lines)


def usd(found: LineItems, what: str) -> Decimal | None:
    """USD a month of all lines of a name; None where there are none."""
    lines = [item.monthly_usd for item in found.items if item.what == what]
    return sum(lines, Decimal(0)) if lines else None


def reasons(found: LineItems, standing: Standing) -> dict[str, str]:
    return {gap.what: gap.reason for gap in found.gaps if gap.standing is standing}


def test_a_private_nat_gateway_has_no_public_address() -> None:
    """A private NAT gateway costs its hours and no public IPv4 address."""
    found = cost_of(in_vpc("nat_gateways: {inner: {subnet: one, connectivity_type: private}}"))
    assert usd(found, "NAT gateway") == HOURS * Decimal("0.045")
    assert usd(found, "public IPv4 address") is None


def test_an_elastic_ip_is_counted_once() -> None:
    """A NAT gateway with a written Elastic IP has one address, billed at the Elastic IP; an idle one costs the same."""
    body = in_vpc("nat_gateways: {egress: {subnet: public}}") + "\n    elastic_ips:\n"
    body += "      used: {to: vpcs.main.nat_gateways.egress}\n      idle: {}"
    found = cost_of(body)
    paying = [item.subject.address for item in found.items if item.what == "public IPv4 address"]
    assert paying == ["accounts.app.elastic_ips.used", "accounts.app.elastic_ips.idle"]


@pytest.mark.parametrize(
    ("attributes", "has_public_address"),
    [
        ("subnet: public", True),
        ("subnet: one", False),
        ("subnet: one, associate_public_ip_address: yes", True),
        ("subnet: public, associate_public_ip_address: no", False),
        ("subnet: one, public_ip: 203.0.113.7", True),
    ],
)
def test_instances_pay_for_the_address_they_get(attributes: str, has_public_address: bool) -> None:
    """An instance has a public address when it or else its subnet says so."""
    found = cost_of(in_vpc(f"instances: {{web: {{instance_type: t3.large, {attributes}}}}}"))
    assert usd(found, "t3.large instance") == HOURS * Decimal("0.0832")
    assert (usd(found, "public IPv4 address") == HOURS * Decimal("0.005")) == has_public_address


def test_an_observed_address_is_not_counted_at_its_interface_again() -> None:
    """An instance and the interface that carries its public address pay once; a second address pays again."""
    found = cost_of(
        in_vpc(
            "instances: {web: {instance_type: t3.large, subnet: one, public_ip: 203.0.113.7}}\n"
            "network_interfaces:\n"
            "  first: {subnet: one, instance: web, public_ip: 203.0.113.7}\n"
            "  second: {subnet: one, instance: web, public_ip: 203.0.113.8}"
        )
    )
    paying = [item.subject.address.rpartition(".")[2] for item in found.items if item.what == "public IPv4 address"]
    assert paying == ["web", "second"]


def test_an_address_that_the_instance_does_not_name_is_its_interfaces() -> None:
    """An instance that gets an address and the interface that shows it pay once; behind an Elastic IP on its
    interface the instance pays for none."""
    interface = "network_interfaces: {first: {subnet: one, instance: web%s}}\n"
    web = "instances: {web: {instance_type: t3.large, subnet: one, associate_public_ip_address: yes}}\n"
    shown = cost_of(in_vpc(interface % ", public_ip: 203.0.113.7" + web))
    assert usd(shown, "public IPv4 address") == HOURS * Decimal("0.005")
    kept = "\n    elastic_ips: {web: {to: vpcs.main.network_interfaces.first}}"
    behind = cost_of(in_vpc(interface % "" + web) + kept)
    paying = [item.subject.address for item in behind.items if item.what == "public IPv4 address"]
    assert paying == ["accounts.app.elastic_ips.web"]


def test_an_unknown_instance_type_is_a_gap() -> None:
    """A type that the book does not have is an unknown price and not a free machine."""
    found = cost_of(in_vpc("instances: {big: {instance_type: u7i-12tb.224xlarge, subnet: one}}"))
    missing = reasons(found, Standing.UNKNOWN_PRICE)
    assert missing == {"u7i-12tb.224xlarge instance": "the price book has no `ec2.on_demand.u7i-12tb.224xlarge`"}
    assert found.total.monthly_usd == 0


def test_a_volume_that_is_written_is_no_usage() -> None:
    """50 GB at USD 0.08; what the image brings is not known."""
    written = cost_of(in_vpc("instances: {web: {instance_type: t3.large, subnet: one, root_volume_size_gb: 50}}"))
    assert usd(written, "EBS volumes") == 4
    assert "EBS volumes" not in reasons(written, Standing.UNKNOWN_USAGE)
    brought = cost_of(in_vpc("instances: {web: {instance_type: t3.large, subnet: one}}"))
    assert "`gb_of_volumes` is not stated" in reasons(brought, Standing.UNKNOWN_USAGE)["EBS volumes"]


def test_objects_that_grow_cold_have_the_price_of_their_class() -> None:
    """1,000 GB in Standard, at 0.023, and 1,000 in Glacier Instant Retrieval, at 0.004."""
    body = "    s3_buckets: {logs: {lifecycle_rules: {age: {transition_to: GLACIER_IR, transition_days: 90}}}}"
    usage = Usage.of({"s3_bucket": {"gb_stored": 1000, "gb_stored_glacier_ir": 1000}})
    found = cost_of(body, usage=usage)
    assert (usd(found, "S3 storage"), usd(found, "S3 storage, GLACIER_IR")) == (23, 4)


def test_endpoints_are_billed_by_the_zone() -> None:
    """An interface endpoint costs once for each Availability Zone and a gateway endpoint nothing; two subnets of one
    zone are one zone."""
    found = cost_of(
        in_vpc(
            "vpc_endpoints:\n"
            "  both: {service: ssm, type: Interface, subnets: [one, two]}\n"
            "  same: {service: sts, type: Interface, subnets: [one, public]}\n"
            "  s3: {service: s3, type: Gateway}"
        ),
        "eu-west-1",
    )
    assert usd(found, "interface endpoint") == (2 + 1) * HOURS * Decimal("0.011")
    assert "accounts.app.vpcs.main.vpc_endpoints.s3" in {free.subject.address for free in found.free}


def test_endpoint_tiers_are_filled_together() -> None:
    """Endpoint traffic is tiered over all endpoints of a region: the second one starts where the first left off."""
    usage = Usage.of({"vpc_endpoint": {"gb_processed": 700_000}})
    found = cost_of(
        in_vpc(
            "vpc_endpoints:\n"
            "  ssm: {service: ssm, type: Interface, subnets: one}\n"
            "  sts: {service: sts, type: Interface, subnets: one}"
        ),
        usage=usage,
    )
    petabyte = 1024 * 1024
    by_hand = petabyte * Decimal("0.01") + (1_400_000 - petabyte) * Decimal("0.006")
    assert usd(found, "data processed by the interface endpoint") == by_hand


def test_storage_beyond_the_known_tiers_is_a_gap() -> None:
    """Of 60,000 GB in eu-west-1 only the first 50 TB have a known price; the rest is said to be missing."""
    found = cost_of("    s3_buckets: {data: {}}", "eu-west-1", Usage.of({"s3_bucket": {"gb_stored": 60_000}}))
    assert usd(found, "S3 storage") == 51_200 * Decimal("0.023")
    assert reasons(found, Standing.UNKNOWN_PRICE)["S3 storage"].startswith("8800 GB-month beyond the last tier")


def test_an_internal_load_balancer_has_no_public_address() -> None:
    """Only a load balancer that faces the internet pays for addresses, one in each zone."""
    found = cost_of(
        in_vpc(
            "lbs:\n"
            "  out: {type: network, subnets: [one, two]}\n"
            "  in: {type: application, internal: yes, subnets: [one, two]}"
        )
    )
    assert usd(found, "NLB") == usd(found, "ALB") == HOURS * Decimal("0.0225")
    assert usd(found, "public IPv4 address") == 2 * HOURS * Decimal("0.005")


def test_a_vpn_at_a_transit_gateway_is_an_attachment_too() -> None:
    """A VPN connection costs its hours, and at a transit gateway the attachment's as well; where the book has no VPN
    price the connection is a gap."""
    body = """
    customer_gateways: {office: {ip_address: 198.51.100.1, cidr_blocks: [192.168.0.0/16]}}
    transit_gateways: {hub: {}}
    vpn_connections: {office: {customer_gateway: office, transit_gateway: hub}}
"""
    here, there = cost_of(body), cost_of(body, "eu-west-1")
    assert here.total.monthly_usd == HOURS * (Decimal("0.05") + Decimal("0.05"))
    assert there.total.monthly_usd == HOURS * Decimal("0.05")
    assert "site-to-site VPN connection" in reasons(there, Standing.UNKNOWN_PRICE)


@pytest.mark.parametrize(
    ("version", "date", "support"),
    [
        ((1, 30), "2025-07-22", "standard"),
        ((1, 30), "2025-07-23", "extended"),
        ((1, 30), "2026-11-23", "extended"),
        ((1, 34), "2026-12-01", "standard"),
        ((1, 34), "2026-12-02", "extended"),
        ((1, 36), "2027-08-01", "standard"),
        ((1, 36), "2027-08-02", "extended"),
        ((1, 9), "2026-11-23", "extended"),
        ((1, 99), "2026-11-23", "standard"),
    ],
)
def test_the_support_of_a_kubernetes_version(version: tuple[int, int], date: str, support: str) -> None:
    """Extended support is billed from the first day of the calendar's date on, for older versions always, for newer
    ones than the calendar knows never."""
    assert support_of(version, date)[0] == support


def test_the_reference_model_stays_in_standard_support() -> None:
    """No cluster of models/innovate leaves standard support within ninety days of the price book's date."""
    day = (day_of.fromisoformat(price_book().date) + timedelta(days=90)).isoformat()
    clusters = load(Path(__file__).parents[2] / "models" / "innovate").model.of(EksCluster)
    versions = {(int(major), int(minor)) for major, minor in (cluster.version.split(".") for cluster in clusters)}
    assert {support_of(version, day)[0] for version in versions} == {"standard"}
    assert versions <= CALENDAR.keys()


@pytest.mark.parametrize(("version", "rate"), [("1.30", "0.6"), ("1.34", "0.1")])
def test_an_old_control_plane_costs_six_times_as_much(version: str, rate: str) -> None:
    """A cluster in extended support pays the extended rate in place of the standard one."""
    found = cost_of(in_vpc(f"eks_clusters: {{main: {{version: {version}, subnets: [one, two]}}}}"))
    assert found.total.monthly_usd == HOURS * Decimal(rate)


def nodes(more: str, subnets: str = "[one, two]") -> str:
    scaling = "scaling_config: {min_size: 0, desired_size: 2, max_size: 4}"
    return in_vpc(
        "eks_clusters:\n  main:\n    version: 1.34\n    subnets: [one, two]\n    node_groups:\n"
        f"      jobs: {{subnets: {subnets}, {scaling}, {more}}}"
    )


def test_spot_takes_a_dated_snapshot_and_says_so() -> None:
    """Spot nodes are priced at the first type of the list with a known Spot price, with low confidence; on demand the
    first type of the list counts."""
    spot = cost_of(nodes("instance_types: [m6i.large, m5.large], capacity_type: SPOT"))
    line = next(item for item in spot.items if "Spot" in item.what)
    assert line.monthly_usd == 2 * HOURS * Decimal("0.04366")
    assert (line.confidence, line.source) == ("low", "EC2 Spot market, AmazonEC2, SpotUsage:m5.large")
    assert "a moment of the market" in line.assumption
    on_demand = cost_of(nodes("instance_types: [m6i.large, m5.large]"))
    assert usd(on_demand, "m6i.large nodes, on demand") == 2 * HOURS * Decimal("0.096")


def test_spot_without_a_snapshot_is_unknown() -> None:
    """Where no Spot price is known the nodes are a gap, while their disks are counted."""
    found = cost_of(nodes("instance_types: [m6i.large], capacity_type: SPOT, disk_size: 50"))
    assert "m6i.large nodes, Spot" in reasons(found, Standing.UNKNOWN_PRICE)
    assert usd(found, "EBS volumes of the nodes") == 2 * 50 * Decimal("0.08")


def test_nodes_in_public_subnets_pay_for_addresses() -> None:
    """Nodes whose subnets all give out public addresses pay for one each; with only some of them it is a gap."""
    every = cost_of(nodes("instance_types: [m5.large]", "public"))
    some = cost_of(nodes("instance_types: [m5.large]", "[public, two]"))
    assert usd(every, "public IPv4 address") == 2 * HOURS * Decimal("0.005")
    assert usd(some, "public IPv4 address") is None
    assert "public IPv4 addresses of nodes" in reasons(some, Standing.NOT_PRICED)


def aurora(more: str, instances: str, engine: str = "aurora-postgresql") -> str:
    return in_vpc(
        f"aurora_clusters:\n  main: {{engine: {engine}, engine_version: '16.10', subnets: [one, two], "
        f"storage_encrypted: yes, {more} instances: {{{instances}}}}}"
    )


def test_serverless_aurora_costs_at_least_its_minimum() -> None:
    """A serverless instance is counted at its minimum capacity, and what it grows to is a gap."""
    scaling = "serverlessv2_scaling_configuration: {min_capacity: 0.5, max_capacity: 4},"
    found = cost_of(aurora(scaling, "writer: {instance_class: db.serverless}"))
    assert usd(found, "Aurora Serverless v2 capacity") == Decimal("0.5") * HOURS * Decimal("0.12")
    assert "Aurora Serverless v2 capacity above the minimum" in reasons(found, Standing.UNKNOWN_USAGE)


def test_readers_that_autoscaling_keeps_are_counted() -> None:
    """With one reader written and three kept, two more of the primary's class are charged to the cluster."""
    found = cost_of(
        aurora(
            "reader_autoscaling: {min_capacity: 3, max_capacity: 5},",
            "writer: {instance_class: db.r6g.large}, reader: {instance_class: db.t4g.medium, promotion_tier: 1}",
        )
    )
    assert usd(found, "Aurora db.r6g.large instance") == 3 * HOURS * Decimal("0.26")
    assert usd(found, "Aurora db.t4g.medium instance") == HOURS * Decimal("0.073")


@pytest.mark.parametrize(
    ("more", "storage", "io", "instance"),
    [("", "0.1", Decimal("0.2"), "0.26"), ("storage_type: aurora-iopt1,", "0.225", None, "0.338")],
)
def test_io_optimized_has_dearer_instances_and_storage_and_no_requests(
    more: str, storage: str, io: Decimal | None, instance: str
) -> None:
    """https://aws.amazon.com/rds/aurora/pricing/"""
    usage = Usage.of({"aurora_cluster": {"gb_stored": 500, "io_requests": 700_000_000}})
    found = cost_of(aurora(more, "writer: {instance_class: db.r6g.large}"), usage=usage)
    assert usd(found, "Aurora storage") == 500 * Decimal(storage)
    assert usd(found, "Aurora I/O requests") == (None if io is None else 700 * io)
    assert usd(found, "Aurora db.r6g.large instance") == HOURS * Decimal(instance)


def test_serverless_capacity_and_kept_readers_are_io_optimized_too() -> None:
    """All instances of a cluster are of its configuration."""
    more = (
        "storage_type: aurora-iopt1, serverlessv2_scaling_configuration: {min_capacity: 2, max_capacity: 2}, "
        "reader_autoscaling: {min_capacity: 1, max_capacity: 1},"
    )
    found = cost_of(aurora(more, "writer: {instance_class: db.r6g.large}"))
    assert usd(found, "Aurora db.r6g.large instance") == 2 * HOURS * Decimal("0.338")
    serverless = cost_of(
        aurora(more, "writer: {instance_class: db.serverless}, reader: {instance_class: db.serverless}")
    )
    assert usd(serverless, "Aurora Serverless v2 capacity") == 2 * 2 * HOURS * Decimal("0.156")


def test_another_engine_has_no_price_of_this_one() -> None:
    """The book's figures are Aurora PostgreSQL's: MySQL is unknown and takes nothing over."""
    found = cost_of(aurora("", "writer: {instance_class: db.r6g.large}", "aurora-mysql"))
    assert "Aurora db.r6g.large instance" in reasons(found, Standing.UNKNOWN_PRICE)


@pytest.mark.parametrize(("engine", "rate"), [("redis", "0.206"), ("valkey", "0.1648")])
def test_cache_nodes_cost_by_engine(engine: str, rate: str) -> None:
    """Every node counts, replicas like the primary; Valkey is a fifth cheaper than Redis OSS."""
    found = cost_of(
        in_vpc(
            "elasticache_replication_groups:\n"
            f"  cache: {{engine: {engine}, engine_version: '7.1', subnets: [one, two], "
            "node_type: cache.r6g.large, num_cache_clusters: 3, at_rest_encryption_enabled: yes, "
            "transit_encryption_enabled: yes}"
        )
    )
    assert usd(found, "cache.r6g.large node") == 3 * HOURS * Decimal(rate)


GUARDED = """
    web_acls:
      edge: {scope: CLOUDFRONT, managed_rule_groups: [AWSManagedRulesCommonRuleSet], rate_limit: 2000}
    s3_buckets: {spa: {}}
    cloudfront_distributions:
      spa:
        web_acl: edge
        viewer_protocol_policy: https-only
        default_origin: spa
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
"""


def test_a_web_acl_costs_with_its_rules() -> None:
    """A web ACL, its managed group and its rate limit are five, one and one dollar."""
    assert cost_of(GUARDED).total.monthly_usd == 5 + 1 + 1


def test_shield_advanced_covers_the_firewall_of_what_it_protects() -> None:
    """Protecting the distribution adds one subscription for the organisation and takes away the web ACL's fees."""
    found = cost_of(GUARDED + "        shield_advanced: yes\n")
    assert found.total.monthly_usd == 3000
    assert "Shield Advanced covers" in next(f.reason for f in found.free if f.subject.kind == "wafv2_web_acl")


def test_a_vault_of_aurora_snapshots_is_billed_as_auroras_backup_storage() -> None:
    """AWS Backup has no rate of its own for Aurora: 1,000 GB at 0.021. What a vault without copies keeps is not
    known."""
    usage = Usage.of({"backup_vault": {"gb_stored": 1000}})
    vault = "    backup_vaults: {kept: {}}\n"
    cluster = (
        "aurora_clusters: {db: {engine: aurora-postgresql, engine_version: 16.10, subnets: [one, two],"
        " storage_encrypted: yes, copies_to: backup_vaults.kept}}"
    )
    assert usd(cost_of(vault + in_vpc(cluster), usage=usage), "AWS Backup storage") == 21
    assert reasons(cost_of(vault, usage=usage), Standing.UNKNOWN_PRICE)["AWS Backup storage"]


def test_what_shield_advanced_asks_for_each_gb_by_hand() -> None:
    """Of 600 TB that CloudFront sends, 100 cost 0.025 for each GB, 400 cost 0.02 and 100 cost 0.015."""
    usage = Usage.of({"organization": {"gb_protected_out": 600 * 1024}})
    found = cost_of(GUARDED + "        shield_advanced: yes\n", usage=usage)
    by_hand = 1024 * (100 * Decimal("0.025") + 400 * Decimal("0.02") + 100 * Decimal("0.015"))
    assert usd(found, "Shield Advanced data transfer out") == by_hand


def test_flow_logs_are_vended_logs() -> None:
    """100 GB delivered to S3 from us-east-1 are 100 times 0.25; beyond 10 TB the rate is not known."""
    body = "    s3_buckets: {logs: {}}\n" + in_vpc("flow_logs: {all: {to: s3_buckets.logs}}")
    found = cost_of(body, usage=Usage.of({"flow_log": {"gb_delivered": 100}}))
    assert usd(found, "flow log delivery to S3") == 25
    more = cost_of(body, usage=Usage.of({"flow_log": {"gb_delivered": 11_000}}))
    assert reasons(more, Standing.UNKNOWN_PRICE)["flow log delivery to S3"].startswith("760 GB beyond the last tier")


def test_managed_rules_with_a_fee_are_named() -> None:
    """Bot Control costs more than a rule, which is said and not left out."""
    acl = "    web_acls: {api: {scope: REGIONAL, managed_rule_groups: [AWSManagedRulesBotControlRuleSet]}}"
    assert "AWSManagedRulesBotControlRuleSet" in reasons(cost_of(acl), Standing.NOT_PRICED)


def test_peering_costs_what_it_carries() -> None:
    """A peering connection is free to have; between zones each GB is billed on both sides."""
    body = """
    vpcs: {a: {cidr_block: 10.0.0.0/16}, b: {cidr_block: 10.1.0.0/16}}
    vpc_peering_connections: {ab: {vpc: a, peer_vpc: b}}
"""
    assert cost_of(body).total.monthly_usd == 0
    usage = Usage.of({"vpc_peering_connection": {"gb_between_zones": 100}})
    assert cost_of(body, usage=usage).total.monthly_usd == 2 * 100 * Decimal("0.01")


def test_requests_are_divided_into_the_unit_of_their_price() -> None:
    """25,000 reads at 0.0004 a thousand are one cent, exactly."""
    found = cost_of("    s3_buckets: {data: {}}", usage=Usage.of({"s3_bucket": {"read_requests": 25_000}}))
    assert usd(found, "S3 requests that read") == Decimal("0.01")


def test_streams_and_alarms_by_hand() -> None:
    """Two shards all month at 0.015; an on-demand stream at 0.04; an alarm at 0.10. What the price book does not know
    is a gap, never nothing."""
    body = in_vpc("lbs: {api: {type: application, subnets: public}}")
    body += """
    kinesis_streams: {two: {shard_count: 2}, any: {stream_mode: ON_DEMAND, retention_hours: 48}}
    sns_topics: {alerts: {}}
    cloudwatch_metric_alarms:
      slow:
        watches: vpcs.main.lbs.api
        namespace: AWS/ApplicationELB
        metric_name: TargetResponseTime
        comparison_operator: GreaterThanThreshold
        threshold: 1
      fast:
        watches: vpcs.main.lbs.api
        namespace: AWS/ApplicationELB
        metric_name: TargetResponseTime
        comparison_operator: GreaterThanThreshold
        threshold: 1
        period_seconds: 10
"""
    found = cost_of(body)
    assert usd(found, "Kinesis shard") == 2 * HOURS * Decimal("0.015")
    assert usd(found, "Kinesis on-demand stream") == HOURS * Decimal("0.04")
    assert usd(found, "CloudWatch alarm") == Decimal("0.1")
    gaps = {gap.what for gap in found.gaps}
    assert {"high-resolution alarm", "Kinesis extended retention", "SNS requests"} <= gaps


def test_logs_are_billed_as_they_come_and_lie() -> None:
    """A log group by what is written to it and what it keeps; Firehose by what it takes in."""
    body = """
    s3_buckets: {logs: {}}
    cloudwatch_log_groups: {app: {}, rare: {log_group_class: INFREQUENT_ACCESS}}
    kinesis_firehose_delivery_streams: {logs: {s3_bucket: logs}}
"""
    metered = {gap.what for gap in cost_of(body).gaps}
    assert {"CloudWatch Logs ingestion", "CloudWatch Logs storage", "Firehose ingestion"} <= metered


def test_what_vpcs_ask_a_private_zone_is_not_billed() -> None:
    """A zone for everybody is billed by the query, one for VPCs by the month only."""
    body = (
        in_vpc("")
        + """
    route53_zones:
      open: {domain_name: example.com}
      inner: {domain_name: example.internal, vpcs: vpcs.main}
"""
    )
    gaps = [gap.subject.address for gap in cost_of(body).gaps if gap.what == "DNS queries"]
    assert gaps == ["accounts.app.route53_zones.open"]


def test_a_global_database_sends_its_writes_to_other_regions() -> None:
    """Each GB at the rate of the region that it leaves; where it is not stated it is missing, and the total says so."""
    body = "    rds_global_clusters: {g: {engine: aurora-postgresql, engine_version: '16.10', storage_encrypted: yes}}"
    unstated = cost_of(body)
    assert "USD 0.02 per GB" in reasons(unstated, Standing.UNKNOWN_USAGE)["data transfer of the replication"]
    told = cost_of(body, usage=Usage.of({"rds_global_cluster": {"gb_between_regions": 300}}))
    assert usd(told, "data transfer of the replication") == 300 * Decimal("0.02")
    assert "replicated write I/Os" in reasons(told, Standing.NOT_PRICED)


SPOT = """
eks_clusters:
  main:
    version: 1.34
    subnets: [one, two]
    node_groups:
      batch:
        capacity_type: SPOT
        instance_types: [m5.large]
        scaling_config: {min_size: 1, desired_size: 2, max_size: 4}
        subnets: [one, two]
"""
INTERRUPTED = {"percent_on_demand": 10, "percent_run_again": (5, "last quarter's mean")}


def test_spot_with_interruptions_by_hand() -> None:
    """Two Spot nodes, 1,460 hours. 10 % of them find no capacity and run on demand (146 h); 5 % of the 1,314 that are
    left are run again (65.7 h)."""
    found = cost_of(in_vpc(SPOT), usage=Usage.of({"eks_node_group": INTERRUPTED}))
    spot, on_demand = Decimal("0.04366"), Decimal("0.096")
    assert usd(found, "m5.large nodes, Spot") == 1314 * spot
    assert usd(found, "m5.large nodes, Spot, run again") == Decimal("65.7") * spot
    assert usd(found, "m5.large nodes, Spot, on demand instead") == 146 * on_demand
    purchases = {item.what: str(item.purchase) for item in found.items if "m5.large" in item.what}
    assert purchases == {
        "m5.large nodes, Spot": "spot",
        "m5.large nodes, Spot, run again": "spot",
        "m5.large nodes, Spot, on demand instead": "on demand",
    }
    assert not reasons(found, Standing.UNUSED_USAGE)


def test_spot_above_the_desired_nodes_is_interrupted_as_well() -> None:
    """1,000 hours of nodes that autoscaling starts: 100 of them on demand, 45 of the 900 that are left twice."""
    above = {"node_hours_above_desired": 1000}
    found = cost_of(in_vpc(SPOT), usage=Usage.of({"eks_node_group": {**INTERRUPTED, **above}}))
    spot, on_demand = Decimal("0.04366"), Decimal("0.096")
    assert usd(found, "nodes above the desired ones") == 900 * spot
    assert usd(found, "nodes above the desired ones, run again") == 45 * spot
    assert usd(found, "nodes above the desired ones, on demand instead") == 100 * on_demand
    assert usd(found, "EBS volumes of nodes above") == Decimal(1000) / HOURS * 20 * Decimal("0.08")


def test_the_compiled_bill_knows_what_is_interrupted() -> None:
    """The bill that is compiled to floats asks for the hours above, at the prices of all that stands in for them."""
    loaded = load_text(BASE + in_vpc(SPOT))
    graph = build(loaded.model)
    told = {"eks_node_group": {**INTERRUPTED, "node_hours_above_desired": 1000}}
    exact = cost(graph, usage=Usage.of(told)).total.monthly_usd
    group = "accounts.app.vpcs.main.eks_clusters.main.node_groups.batch"
    bill = compiled(graph, usage=Usage.of({"eks_node_group": INTERRUPTED}))
    amounts = {(group, "node_hours_above_desired"): 1000.0}
    assert bill.monthly_usd(amounts) == pytest.approx(float(exact), rel=1e-12)


def test_spot_without_a_word_of_interruptions_says_so() -> None:
    """Nothing is assumed in silence: the lines say that no interruption is counted."""
    found = cost_of(in_vpc(SPOT), usage=Usage.of({"eks_node_group": {"node_hours_above_desired": 1000}}))
    lines = {item.what: item for item in found.items}
    assert lines["m5.large nodes, Spot"].quantity == 1460
    for what in ("m5.large nodes, Spot", "nodes above the desired ones"):
        assert "no interruption is counted" in lines[what].assumption
        assert "a moment of the market" in lines[what].assumption


def test_more_than_all_hours_is_no_share() -> None:
    """A percentage above 100 is refused where it is stated."""
    with pytest.raises(ValueError, match="percent_on_demand: 120 is more than 100"):
        Usage.of({"eks_node_group": {"percent_on_demand": 120}})


def test_every_kind_has_a_tier() -> None:
    """Each module of tariffs says which part of an architecture it is about."""
    assert set(tiers()) == set(tariffs())
    assert all(tiers().values())
    found = cost(build(load(Path(__file__).parents[2] / "models" / "innovate").model))
    assert {"network", "compute", "data", "security"} <= set(found.by("tier"))
