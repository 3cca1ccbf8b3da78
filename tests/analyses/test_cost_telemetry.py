"""Bills by hand of what watches an architecture, and of the files that its machines share: search, metrics, traces,
dashboards, messages, experiments. Rates as the price book has them in us-east-1."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from innovate_model.analyses.cost import LineItems, Standing, Usage, cost
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.prices import Price, PriceBook, Tier, price_book
from innovate_model.prices.price import STATED

HOURS = 730


def cost_of(
    body: str, usage: Mapping[str, Mapping[str, Any]] | None = None, in_vpc: str = "", book: PriceBook | None = None
) -> LineItems:
    """The cost of what stands in one account, and in its VPC of two zones."""
    text = f"""
innovate: 1
organization: {{title: test, region: us-east-1}}
accounts:
  app:
    account_id: "012345670121"
    s3_buckets: {{logs: {{}}}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          one: {{cidr_block: 10.0.1.0/24, availability_zone: a}}
          two: {{cidr_block: 10.0.2.0/24, availability_zone: b}}
          other: {{cidr_block: 10.0.3.0/24, availability_zone: b}}
        {in_vpc}
    {body}
"""
    loaded = load_text(text)
    assert [finding.message for finding in loaded.findings] == []
    return cost(build(loaded.model), book or price_book(), usage=Usage.of(usage) if usage else None)


def lines(found: LineItems, kind: str) -> dict[str, Decimal]:
    """What -> USD a month, of all resources of a kind."""
    return {item.what: item.monthly_usd for item in found.items if item.subject.kind == kind}


def gaps(found: LineItems, kind: str, standing: Standing) -> dict[str, str]:
    return {gap.what: gap.reason for gap in found.gaps if gap.subject.kind == kind and gap.standing is standing}


def domain(attributes: str) -> str:
    return (
        "opensearch_domains: {logs: {engine_version: OpenSearch_2.19, subnets: [one, two], encrypt_at_rest: yes, "
        f"node_to_node_encryption: yes, {attributes}}}}}"
    )


def test_a_search_domain_costs_its_nodes_and_their_disks() -> None:
    """3 nodes at 0.167 for 730 hours: 365.73; 3 disks of 200 GB at 0.122: 73.20."""
    found = cost_of("", in_vpc=domain("instance_type: r6g.large.search, instance_count: 3, volume_size_gb: 200"))
    assert lines(found, "opensearch_domain") == {
        "OpenSearch r6g.large.search nodes": Decimal("365.73"),
        "OpenSearch storage": Decimal("73.2"),
    }
    assert not gaps(found, "opensearch_domain", Standing.NOT_PRICED)


@pytest.mark.parametrize(("kind", "has_its_own"), [("r6gd.large.search", True), ("r6g.large.search", False)])
def test_a_node_without_a_written_disk_has_its_own_or_its_price_is_not_known(kind: str, has_its_own: bool) -> None:
    """r6gd has NVMe disks, r6g has none."""
    found = cost_of("", in_vpc=domain(f"instance_type: {kind}"))
    assert ("OpenSearch storage" in gaps(found, "opensearch_domain", Standing.NOT_PRICED)) is not has_its_own


def test_shared_files_by_class_and_throughput() -> None:
    """Elastic: 100 GB in Standard at 0.30, 200 in Infrequent Access at 0.016, 500 in Archive at 0.008; 50 GB that went
    to Infrequent Access or came from it at 0.01; 40 GB read at 0.03 and 10 written at 0.06. What access to Archive
    costs in this region is in no copy."""
    moves = "lifecycle_policy: {transition_to_ia: AFTER_30_DAYS, transition_to_archive: AFTER_90_DAYS}"
    files = f"efs_file_systems: {{files: {{subnets: [one, two], encrypted: yes, throughput_mode: elastic, {moves}}}}}"
    used = {
        "gb_stored": 100,
        "gb_stored_infrequent_access": 200,
        "gb_stored_archive": 500,
        "gb_accessed_infrequent_access": 50,
        "gb_accessed_archive": 5,
        "gb_read": 40,
        "gb_written": 10,
    }
    found = cost_of("", {"efs_file_system": used}, files)
    assert lines(found, "efs_file_system") == {
        "EFS storage, Standard": Decimal(30),
        "EFS storage, Infrequent Access": Decimal("3.2"),
        "EFS access to Infrequent Access": Decimal("0.5"),
        "EFS storage, Archive": Decimal(4),
        "EFS elastic throughput, read": Decimal("1.2"),
        "EFS elastic throughput, written": Decimal("0.6"),
    }
    assert set(gaps(found, "efs_file_system", Standing.UNKNOWN_PRICE)) == {"EFS access to Archive"}


def test_other_throughput_costs_what_is_provisioned_and_a_dearer_cold_class() -> None:
    """Infrequent Access is 0.025 there; 10 MiB/s above what is included are 60. Bursting asks for storage alone."""
    moves = "lifecycle_policy: {transition_to_ia: AFTER_30_DAYS}"
    frame = "efs_file_systems: {files: {subnets: [one, two], encrypted: yes, %s}}"
    used = {"gb_stored": 0, "gb_stored_infrequent_access": 100, "mibps_provisioned_above_included": 10}
    found = lines(
        cost_of("", {"efs_file_system": used}, frame % f"throughput_mode: provisioned, {moves}"), "efs_file_system"
    )
    assert found["EFS storage, Infrequent Access"] == Decimal("2.5")
    assert found["EFS provisioned throughput"] == 60
    bursting = cost_of("", {"efs_file_system": {"gb_stored": 100}}, frame % "throughput_mode: bursting")
    assert lines(bursting, "efs_file_system") == {"EFS storage, Standard": Decimal(30)}
    assert not gaps(bursting, "efs_file_system", Standing.UNKNOWN_USAGE)


def test_metric_samples_are_cheaper_the_more_there_are() -> None:
    """3,000 million samples: 2,000 at 0.09 a million and 1,000 at 0.035, 215; 20 GB at 0.03; 500 billion read at
    0.10."""
    used = {"samples_ingested": 3 * 10**9, "gb_stored": 20, "samples_queried": 500 * 10**9}
    found = cost_of("prometheus_workspaces: {main: {}}", {"prometheus_workspace": used})
    by_what: dict[str, Decimal] = {}
    for item in found.items:
        by_what[item.what] = by_what.get(item.what, Decimal(0)) + item.monthly_usd
    assert by_what == {
        "metric samples taken in": Decimal(215),
        "metrics kept": Decimal("0.6"),
        "metric samples queried": Decimal(50),
    }


def test_traces_and_what_insights_asks_for_them_once_more() -> None:
    """2 million traces at 5 a million, 6 million retrieved or scanned at 0.50; with Insights 1 a million more."""
    group = "xray_groups: {api: {filter_expression: 'service(\"api\")'%s}}"
    used = {"xray_group": {"traces_recorded": 2_000_000, "traces_accessed": 6_000_000}}
    plain = {"traces recorded": Decimal(10), "traces retrieved or scanned": Decimal(3)}
    assert lines(cost_of(group % "", used), "xray_group") == plain
    looked_at = lines(cost_of(group % ", insights_enabled: yes", used), "xray_group")
    assert looked_at == {**plain, "traces in X-Ray Insights": Decimal(2)}


def test_a_dashboard_has_one_editor_whom_nobody_needs_to_be() -> None:
    """9 for the first editor in any case, 18 for two more, 15 for three viewers."""
    workspace = "grafana_workspaces: {main: {authentication_providers: [AWS_SSO]}}"
    assert lines(cost_of(workspace), "grafana_workspace") == {"Grafana editor": Decimal(9)}
    used = {"grafana_workspace": {"editors_beyond_first": 2, "viewers": 3}}
    assert lines(cost_of(workspace, used), "grafana_workspace") == {
        "Grafana editor": Decimal(9),
        "Grafana editors beyond the first": Decimal(18),
        "Grafana viewers": Decimal(15),
    }


def test_messages_are_delivered_to_each_subscription() -> None:
    """1,000,000 messages: requests at 0.50 a million; twice by HTTP at 0.06 for 100,000, 1.20; once by e-mail at 2.00,
    20. To SQS for nothing. What an SMS costs depends on where it goes; what Firehose costs no copy says."""
    topic = """sns_topics:
      alerts:
        subscriptions:
          pager: {protocol: https, endpoint: "https://pager.example/a"}
          chat: {protocol: http, endpoint: "http://chat.example/a"}
          team: {protocol: email, endpoint: team@example.com}
          queue: {protocol: sqs, endpoint: "arn:aws:sqs:us-east-1:012345670121:q"}
          phone: {protocol: sms, endpoint: "+15550100"}
          lake: {protocol: firehose, endpoint: "arn:aws:firehose:us-east-1:012345670121:deliverystream/a"}"""
    found = cost_of(topic, {"sns_topic": {"messages": 1_000_000}})
    assert lines(found, "sns_topic") == {
        "SNS requests": Decimal("0.5"),
        "SNS deliveries, HTTP": Decimal("1.2"),
        "SNS deliveries, email": Decimal(20),
    }
    assert set(gaps(found, "sns_topic", Standing.NOT_PRICED)) == {"SNS deliveries, SMS"}
    assert set(gaps(found, "sns_topic", Standing.UNKNOWN_PRICE)) == {"SNS deliveries, Firehose"}


def test_firehose_in_a_vpc_is_asked_for_by_the_zone() -> None:
    """Three subnets in two zones, at a stated 2 an hour and 3 a GB: 2,920 and 30. A stream that delivers to a bucket
    alone has neither; what AWS asks no copy says, so without the statement both are unknown prices."""
    stream = "kinesis_firehose_delivery_streams: {logs: {s3_bucket: logs%s}}"
    subnets = ", ".join(f"vpcs.main.subnets.{name}" for name in ("one", "two", "other"))
    inside = f", opensearch_domain: vpcs.main.opensearch_domains.logs, subnets: [{subnets}]"
    there = domain("instance_type: r6g.large.search, volume_size_gb: 10")
    kind, used = "kinesis_firehose_delivery_stream", {"kinesis_firehose_delivery_stream": {"gb_delivered_into_vpc": 10}}
    stated = price_book().with_prices([stated_price("firehose.vpc.hour", "2"), stated_price("firehose.vpc.gb", "3")])
    assert lines(cost_of(stream % inside, used, there, stated), kind) == {
        "Firehose delivery into a VPC": Decimal(2 * 2 * HOURS),
        "data delivered into a VPC by Firehose": Decimal(30),
    }
    missing = gaps(cost_of(stream % inside, used, there), kind, Standing.UNKNOWN_PRICE)
    assert missing == {
        "Firehose delivery into a VPC": "the price book has no `firehose.vpc.hour`",
        "data delivered into a VPC by Firehose": "the price book has no `firehose.vpc.gb`",
    }
    assert {gap.what for gap in cost_of(stream % "").gaps if gap.subject.kind == kind} == {"Firehose ingestion"}


def stated_price(id: str, usd: str) -> Price:
    return Price(id, "us-east-1", "unit", (Tier(None, Decimal(usd)),), "", "", "2026-11-26", STATED, "a test")


def test_experiments_cost_by_the_minute_of_each_action() -> None:
    """50 action-minutes at 0.10, as the example on AWS's page: 5."""
    body = """fis_experiment_templates:
      lost:
        actions: {zone: {action_id: "aws:network:disrupt-connectivity", targets: vpcs.main.subnets.one}}"""
    found = cost_of(body, {"fis_experiment_template": {"action_minutes": 50}})
    assert lines(found, "fis_experiment_template") == {"action-minutes of experiments": Decimal(5)}
