"""The picture of signals: from programs and agents to archives, dashboards and people."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model.graph import Graph, build
from innovate_model.loader import load
from innovate_model.views import view
from innovate_model.views.signals import subjects
from innovate_model.views.view import Arrow, Tone, View

MODELS = Path(__file__).parents[2] / "models"
ACCOUNT = "accounts.production"
ARCHIVE = "accounts.log-archive.s3_buckets"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build(load(MODELS / "innovate").model)


@pytest.fixture(scope="module")
def production(graph: Graph) -> View:
    return view(graph, "signals", "production")


def cell(picture: View, column: str, lane: str) -> list[str]:
    """The labels of what stands in one cell."""
    (box,) = [one for one in picture.root.children if one.label == column]
    return [one.label for one in box.children if one.lane == f"{ACCOUNT}:lane:{lane}"]


def test_accounts_with_stores_or_alarms_have_a_picture(graph: Graph) -> None:
    """The log archive has buckets only: it is in the others' pictures."""
    assert subjects(graph) == ("accounts.dev", "accounts.staging", "accounts.production")


def test_signals_go_from_left_to_right(production: View) -> None:
    """Each lane has the way of one kind of signal."""
    people = "Archives, dashboards, people"
    assert cell(production, "Sources", "Metrics and traces") == ["flask-api", "reports", "worker"]
    assert cell(production, "Collectors", "Metrics and traces") == ["adot-collector"]
    assert cell(production, "Stores and alarms", "Metrics and traces") == ["main", "api"]
    assert cell(production, "Collectors", "Logs") == ["fluent-bit"]
    assert cell(production, "Streams and topics", "Logs") == ["logs", "database-activity"]
    assert cell(production, people, "Logs") == ["workload-logs", "database-activity", "logs"]
    assert cell(production, "Streams and topics", "Records") == []
    assert set(cell(production, people, "Records")) >= {"flow-logs", "resolver-logs", "cloudfront-logs", "lb-logs"}
    assert cell(production, people, "Alarms") == ["team", "pagerduty"]


def test_what_is_elsewhere_says_where(production: View) -> None:
    """Buckets of the log archive, the dashboards of all accounts, the central record of DNS queries."""
    elsewhere = {box.id: box.sublabel for box in production.root.walk() if box.tone is Tone.ELSEWHERE}
    assert elsewhere[f"{ARCHIVE}.flow-logs"] == "S3 in log-archive"
    assert elsewhere["accounts.shared-services.grafana_workspaces.main"] == "Grafana in shared-services"
    assert elsewhere["accounts.networking.resolver_query_log_configs.central"] == "DNS query logs in networking"


def test_arrows(production: View) -> None:
    """The way of a log line, of a trace, and of an alarm."""
    stream, topic = f"{ACCOUNT}.kinesis_firehose_delivery_streams.logs", f"{ACCOUNT}.sns_topics.alerts"
    alarm = f"{ACCOUNT}.cloudwatch_metric_alarms.api-errors"
    assert {
        Arrow(f"{ACCOUNT}.cloudwatch_log_groups.workloads", stream, "", "logs"),
        Arrow(stream, f"{ARCHIVE}.workload-logs", "", "logs"),
        Arrow(stream, f"{ACCOUNT}.vpcs.main.opensearch_domains.logs", "", "logs"),
        Arrow(f"{ACCOUNT}.vpcs.main.flow_logs.all", f"{ARCHIVE}.flow-logs", "", "logs"),
        Arrow(
            f"{ACCOUNT}.xray_groups.api", "accounts.shared-services.grafana_workspaces.main", "", "metrics and traces"
        ),
        Arrow(f"{ACCOUNT}.vpcs.main.lbs.api", alarm, "", "alarms"),
        Arrow(alarm, topic, "", "alarms"),
        Arrow(topic, f"{topic}:pagerduty", "", "alarms"),
    } <= set(production.arrows)
