"""Logs, files, keys, secrets and what looks at them, of a shop whose numbers can be worked out in one's head.

On the average 10 requests a second on 5 new connections of 10 s, 10 calls to the internet of 2 s, 2 pods with 10
connections to the database each, half a job a second.
"""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from innovate_model.analyses.capacity import usage_of
from innovate_model.analyses.capacity.load import load
from innovate_model.analyses.capacity.usage import Untold, amounts
from innovate_model.graph import Graph

from .capacity_models import demand_of, graph_of
from .test_capacity_limits import EDGE, VPC

SHOP = "accounts.shop"
MONTH = 2_628_000
GB = 1024**2
KEY, SECRET, FILES, LOGS = (
    f"{SHOP}.{name}" for name in ("kms_keys.it", "secrets.db", "s3_buckets.files", "s3_buckets.logs")
)
NAMESPACE = "vpcs.main.eks_clusters.main.namespaces.shop"


def shop(**account: Any) -> Graph:
    """With a key, a secret that the API reads, a worker that writes files, and a year of access logs."""
    worker = {
        "replicas": {"min": 1, "max": 4},
        "requests": {"cpu": "500m"},
        "node_groups": "general",
        "connects_to": {"files": "s3_buckets.files"},
    }
    space = {
        "service_accounts": {"api": {}},
        "deployments": {"api": {"service_account": "api"}, "worker": worker},
    }
    body: dict[str, Any] = {
        "applications": {"jobs": {"type": "background_jobs", "parts": {"worker": f"{NAMESPACE}.deployments.worker"}}},
        "kms_keys": {"it": {}, "disks": {}},
        "secrets": {"db": {"kms_key": "it"}, "unread": {}},
        "s3_buckets": {
            "files": {"kms_key": "it"},
            "logs": {"lifecycle_rules": {"age": {"expiration_days": 365}}},
            "flows": {"lifecycle_rules": {"age": {"transition_to": "GLACIER", "transition_days": 730}}},
        },
        "iam_roles": {
            "api": {
                "trust": {"irsa": f"{NAMESPACE}.service_accounts.api"},
                "permissions": {
                    "read": {"effect": "Allow", "actions": ["secretsmanager:GetSecretValue"], "on": "secrets.db"}
                },
            }
        },
        "vpcs": {
            "main": {
                "flow_logs": {"all": {"to": f"{SHOP}.s3_buckets.flows"}},
                "lbs": {"api": {"logs_to": f"{SHOP}.s3_buckets.logs"}},
                "eks_clusters": {"main": {"namespaces": {"shop": space}}},
            }
        },
        **account,
    }
    return graph_of({"accounts": {"shop": body}})


def amount(graph: Graph, address: str, measure: str, **points: float) -> float:
    points = {"jobs_per_user": 0.5, "cpu_seconds_per_job": 0.2, **points}
    return float(usage_of(graph, demand_of(**points)).amounts[address, measure].quantity)


def months(kept: float) -> float:
    """At the rate of today, when users grew by a half a month."""
    return (1 - 1.5**-kept) / log(1.5)


def test_a_load_balancer_logs_its_requests() -> None:
    """5 KB a second are left of 10; a file for each of two nodes every five minutes. A year is kept."""
    assert amount(shop(), LOGS, "gb_stored") == pytest.approx(5 * MONTH / GB * months(365 * 24 / 730), rel=1e-8)
    assert amount(shop(), LOGS, "write_requests") == 2 * 12 * 730


def test_nothing_is_older_than_the_first_user() -> None:
    """Of a shop of one month a month is kept."""
    young = amount(shop(), LOGS, "gb_stored", months_of_past=1)
    assert young == pytest.approx(5 * MONTH / GB * months(1), rel=1e-8)


def test_without_growth_all_months_are_alike() -> None:
    """24 months of the same rate."""
    found = amount(shop(), FILES, "gb_stored", growth_per_month=0)
    assert found == pytest.approx(24 * 0.5 * 100 * MONTH / GB, rel=1e-8)


def test_later_months_have_a_longer_past() -> None:
    """After a month the past has 25."""
    assert load(demand_of(), 1).of("months_of_past") == 25


def test_files_of_jobs() -> None:
    """Half a file of 100 KB a second, read twice, kept for ever: 24 months."""
    assert amount(shop(), FILES, "write_requests") == pytest.approx(0.5 * MONTH)
    assert amount(shop(), FILES, "read_requests") == pytest.approx(1 * MONTH)
    assert amount(shop(), FILES, "gb_stored") == pytest.approx(50 * MONTH / GB * months(24), rel=1e-8)


def test_for_ever_needs_a_beginning() -> None:
    """What is kept without an end is not known where nobody says since when."""
    found = dict(amounts(shop(), load(demand_of("months_of_past"))))
    missing = found[FILES, "gb_stored"]
    assert isinstance(missing, Untold)
    assert missing.reason == "the demand does not state `months_of_past`"
    assert not isinstance(found[LOGS, "gb_stored"], Untold)


def test_secrets_and_keys() -> None:
    """Two pods read the secret once an hour: 1,460 times a month, each of which KMS decrypts; and KMS is asked for each
    file that is written or read. Nobody reads the other secret, and the other key is not asked by the request."""
    assert amount(shop(), SECRET, "requests") == pytest.approx(2 * 730)
    assert amount(shop(), KEY, "requests") == pytest.approx(2 * 730 + 1.5 * MONTH)
    told = usage_of(shop(), demand_of()).amounts
    assert (f"{SHOP}.secrets.unread", "requests") not in told
    assert (f"{SHOP}.kms_keys.disks", "requests") not in told


def test_a_bucket_key_asks_less_of_kms() -> None:
    """A quarter of 1.5 requests a second is left."""
    files = {"files": {"kms_key": "it", "bucket_key_enabled": True}}
    others = {"logs": {}, "flows": {}}
    found = amount(shop(s3_buckets={**files, **others}), KEY, "requests")
    assert found == pytest.approx(2 * 730 + 1.5 / 4 * MONTH)


def records(nodes: float, others: float) -> float:
    """GB a month of records a second: 115 bytes each."""
    return (nodes + others) * 115 / 1024 * MONTH / GB


CLIENTS = 5 * (1 + 10 / 60) * 2  # new connections, in so many windows, in two directions
CALLS = 10 * (1 + 2 / 60) * 2
POOLS = 2 * 10 / 60 * 2  # kept open, seen once a minute


def test_flow_logs() -> None:
    """A client's connection passes both sides of the load balancer and a node, a call a node and both sides of the NAT
    gateway, a pool's connection a node and the database."""
    found = amount(shop(), f"{VPC}.flow_logs.all", "gb_delivered")
    assert found == pytest.approx(records(CLIENTS + CALLS + POOLS, 2 * CLIENTS + 2 * CALLS + POOLS))
    flows = f"{SHOP}.s3_buckets.flows"
    assert amount(shop(), flows, "gb_stored") == pytest.approx(found / 2 * months(24), rel=1e-8)
    assert amount(shop(), flows, "gb_stored_glacier") == pytest.approx(0, abs=1e-6)  # two years are 730 days


def test_what_is_rejected_is_not_known() -> None:
    """The demand speaks of what works."""
    flow_logs = {"all": {"traffic_type": "REJECT", "to": f"{SHOP}.s3_buckets.flows"}}
    body = {"s3_buckets": {"flows": {}}, "vpcs": {"main": {"flow_logs": flow_logs}}}
    found = dict(amounts(graph_of({"accounts": {"shop": body}}), load(demand_of())))
    missing = found[f"{VPC}.flow_logs.all", "gb_delivered"]
    assert isinstance(missing, Untold)
    assert missing.reason == "the demand does not say what the network rejects"


def detector(*features: str) -> dict[str, Any]:
    return {"guardduty_detectors": {"main": {"features": list(features)}}}


def test_guardduty() -> None:
    """All records and the queries of three pods, six a minute of half a KB; less the records of nodes with an agent.
    Calls to KMS and Secrets Manager are events."""
    place = f"{SHOP}.guardduty_detectors.main"
    dns = 3 * 6 / 60 * 0.5 * MONTH / GB
    nodes, others = CLIENTS + CALLS + POOLS, 2 * CLIENTS + 2 * CALLS + POOLS
    found = amount(shop(**detector()), place, "gb_of_flow_and_dns_logs")
    assert found == pytest.approx(records(nodes, others) + dns)
    with_agents = amount(shop(**detector("RUNTIME_MONITORING")), place, "gb_of_flow_and_dns_logs")
    assert with_agents == pytest.approx(records(0, others) + dns)
    events = amount(shop(**detector()), place, "cloudtrail_events")
    assert events == pytest.approx(2 * 2 * 730 + 1.5 * MONTH)


def test_guardduty_sees_what_buckets_are_asked() -> None:
    """As many data events as the buckets have requests, which the bill asks for at S3 Protection alone."""
    graph = shop(**detector("S3_DATA_EVENTS"))
    requests = [
        float(of.quantity)
        for (address, measure), of in usage_of(
            graph, demand_of(jobs_per_user=0.5, cpu_seconds_per_job=0.2)
        ).amounts.items()
        if ".s3_buckets." in address and measure in ("read_requests", "write_requests")
    ]
    assert len(requests) >= 3
    place = f"{SHOP}.guardduty_detectors.main"
    assert amount(graph, place, "s3_data_events") == pytest.approx(sum(requests))
    with pytest.raises(KeyError):
        amount(shop(**detector()), place, "s3_data_events")


def test_queries_of_pods() -> None:
    """Half a KB each, in the VPCs that are named."""
    logged = {"all": {"to": f"{SHOP}.s3_buckets.flows", "vpcs": VPC}}
    found = amount(shop(resolver_query_log_configs=logged), f"{SHOP}.resolver_query_log_configs.all", "gb_delivered")
    assert found == pytest.approx(3 * 6 / 60 * 0.5 * MONTH / GB)


def test_what_a_protected_distribution_sends() -> None:
    """30 KB of answers and 50 KB of files a second."""
    body = {**EDGE["accounts"]["shop"]}
    spa = {**body["cloudfront_distributions"]["spa"], "shield_advanced": True}
    graph = graph_of({"accounts": {"shop": {**body, "cloudfront_distributions": {"spa": spa}}}})
    found = amount(graph, "organization", "gb_protected_out", static_requests_per_session=5)
    assert found == pytest.approx(80 * MONTH / GB)


@pytest.mark.parametrize(
    ("changed", "days", "beyond"), [(0.5, 1, 0), (0.5, 7, 3.5), (0.01, 7, 0.07), (0.5, 2, 1), (1, 2, 1), (1, 7, 6)]
)
def test_backups_beyond_the_size_of_the_cluster(changed: float, days: int, beyond: float) -> None:
    """The cluster's 843.75 GB as they were before the retention, and what is written anew in it: so much is kept, but
    never more than the size on each day of it; the size is free.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-storage-backup.html
    """
    clusters = {"main": {"backup_retention_days": days}}
    graph = graph_of({"accounts": {"shop": {"vpcs": {"main": {"aurora_clusters": clusters}}}}})
    stated = {"database_changed_per_day": changed}
    found = amount(graph, f"{VPC}.aurora_clusters.main", "gb_of_backups_over_cluster_size", **stated)
    assert found == pytest.approx(beyond * 843.75)


@pytest.mark.parametrize(("log_kb", "objects"), [(0, 8760), (2, 8760), (20, 100 * MONTH / 5120)])
def test_a_stream_writes_by_time_or_by_size(log_kb: float, objects: float) -> None:
    """Every 300 s, in which 10 KB a second are no 5 MB; every 5 MB of 100 KB a second."""
    to_stream = {"archive": {"to": "kinesis_firehose_delivery_streams.logs", "iam_role": "logs"}}
    body = {
        "s3_buckets": {"files": {}},
        "kinesis_firehose_delivery_streams": {"logs": {"s3_bucket": "s3_buckets.files"}},
        "iam_roles": {"logs": {"trust": {"services": ["logs.amazonaws.com"]}}},
        "cloudwatch_log_groups": {"logs": {"subscriptions": to_stream}},
    }
    graph = graph_of({"accounts": {"shop": body}})
    assert amount(graph, FILES, "write_requests", log_kb_per_request=log_kb) == pytest.approx(objects)


def test_traces_and_metrics_of_a_cluster_whose_collector_sends_them() -> None:
    """A quarter of 10 requests a second is traced: 6,570,000 a month. 1,200 samples a minute of each of 2 pods of the
    API and one of the collector: 60 a second. A store that nobody sends to gets nothing that demand tells of, and a
    demand that does not state the share tells of no traces."""
    collector = {
        "replicas": {"min": 1, "max": 1},
        "requests": {"cpu": "100m"},
        "node_groups": "general",
        "sends_to": {"metrics": "prometheus_workspaces.main", "traces": "xray_groups.api"},
    }
    clusters = {"main": {"namespaces": {"shop": {"deployments": {"collector": collector}}}}}
    body = {
        "prometheus_workspaces": {"main": {}, "unused": {}},
        "xray_groups": {"api": {"filter_expression": 'service("api")'}, "unused": {"filter_expression": "error"}},
        "vpcs": {"main": {"eks_clusters": clusters}},
    }
    graph = graph_of({"accounts": {"shop": body}})
    found = usage_of(graph, demand_of()).amounts
    assert float(found[f"{SHOP}.xray_groups.api", "traces_recorded"].quantity) == 2.5 * MONTH == 6_570_000
    assert float(found[f"{SHOP}.prometheus_workspaces.main", "samples_ingested"].quantity) == 60 * MONTH
    assert not [key for key in found if "unused" in key[0]]
    silent = usage_of(graph, demand_of("traced_share")).amounts
    assert (f"{SHOP}.xray_groups.api", "traces_recorded") not in silent
    assert (f"{SHOP}.prometheus_workspaces.main", "samples_ingested") in silent
