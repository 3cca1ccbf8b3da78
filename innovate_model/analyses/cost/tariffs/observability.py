"""Metrics, logs, traces, streams and who is called."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NotPriced, Site, hours
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from innovate_model.resources.fis_experiment_template import FisExperimentTemplate
from innovate_model.resources.grafana_workspace import GrafanaWorkspace
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.kinesis_stream import KinesisStream
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace
from innovate_model.resources.sns_topic import SnsTopic
from innovate_model.resources.xray_group import XrayGroup

_HIGH_RESOLUTION_SECONDS = 60
_UNKNOWN = "the price book does not know its rates"


def cloudwatch_log_group(resource: CloudwatchLogGroup, site: Site) -> Iterator[Demand]:
    """Each GB taken in, and each GB kept. The class INFREQUENT_ACCESS costs less to write to.

    https://aws.amazon.com/cloudwatch/pricing/
    """
    if resource.log_group_class == "STANDARD":
        yield Metered("CloudWatch Logs ingestion", "cloudwatch.logs.ingest_gb", "gb_ingested")
    else:
        yield NotPriced("CloudWatch Logs ingestion", f"of the class INFREQUENT_ACCESS: {_UNKNOWN}")
    yield Metered("CloudWatch Logs storage", "cloudwatch.logs.storage_gb", "gb_stored", "compressed")


def cloudwatch_metric_alarm(resource: CloudwatchMetricAlarm, site: Site) -> Iterator[Demand]:
    """Each alarm by the month; one that looks more often than once a minute costs more.

    https://aws.amazon.com/cloudwatch/pricing/
    """
    if resource.period_seconds < _HIGH_RESOLUTION_SECONDS:
        yield NotPriced("high-resolution alarm", _UNKNOWN)
    else:
        yield Charge("CloudWatch alarm", "cloudwatch.alarm", Decimal(1), "one metric, standard resolution, all month")


def kinesis_stream(resource: KinesisStream, site: Site) -> Iterator[Demand]:
    """Each hour of each shard and each payload unit of 25 KB put; an on-demand stream by the hour and by the GB.

    https://aws.amazon.com/kinesis/data-streams/pricing/
    """
    if resource.shard_count is None:
        yield hours("Kinesis on-demand stream", "kinesis.on_demand.stream_hour", 1, "all month")
        yield Metered("Kinesis data in", "kinesis.on_demand.ingest_gb", "gb_in")
        yield NotPriced("Kinesis data out", _UNKNOWN)
    else:
        why = f"{resource.shard_count} shards, all month"
        yield hours("Kinesis shard", "kinesis.shard_hour", resource.shard_count, why)
        yield Metered("Kinesis PUT payload units", "kinesis.put_1m", "put_units", per=1_000_000)
    if resource.retention_hours > 24:
        yield NotPriced("Kinesis extended retention", _UNKNOWN)


def kinesis_firehose_delivery_stream(resource: KinesisFirehoseDeliveryStream, site: Site) -> Iterator[Demand]:
    """Each GB taken in, and for delivery into a VPC each hour of each Availability Zone and each GB.

    https://aws.amazon.com/firehose/pricing/
    """
    yield Metered("Firehose ingestion", "firehose.gb", "gb_ingested", "records rounded up to 5 KB")
    if resource.subnets:
        yield NotPriced("Firehose delivery into a VPC", _UNKNOWN)


def opensearch_domain(resource: OpensearchDomain, site: Site) -> Iterator[Demand]:
    """Each hour of each node, and each GB of its disks.

    https://aws.amazon.com/opensearch-service/pricing/
    """
    yield NotPriced(f"{resource.instance_count} OpenSearch nodes of {resource.instance_type}", _UNKNOWN)


def prometheus_workspace(resource: PrometheusWorkspace, site: Site) -> Iterator[Demand]:
    """Each sample taken in, each GB kept, each sample that a query reads.

    https://aws.amazon.com/prometheus/pricing/
    """
    yield NotPriced("metric samples", _UNKNOWN)


def grafana_workspace(resource: GrafanaWorkspace, site: Site) -> Iterator[Demand]:
    """Each active user by the month.

    https://aws.amazon.com/grafana/pricing/
    """
    yield NotPriced("active users of Grafana", _UNKNOWN)


def xray_group(resource: XrayGroup, site: Site) -> Iterator[Demand]:
    """Each trace recorded, retrieved or scanned.

    https://aws.amazon.com/xray/pricing/
    """
    yield NotPriced("traces", _UNKNOWN)


def sns_topic(resource: SnsTopic, site: Site) -> Iterator[Demand]:
    """Each request, and each delivery, at a rate that depends on the protocol.

    https://aws.amazon.com/sns/pricing/
    """
    yield NotPriced("SNS requests and deliveries", _UNKNOWN)


def fis_experiment_template(resource: FisExperimentTemplate, site: Site) -> Iterator[Demand]:
    """Each minute that an action of an experiment runs.

    https://aws.amazon.com/fis/pricing/
    """
    yield NotPriced("action-minutes of experiments", _UNKNOWN)


TIER = "observability"
PRICED = {
    "cloudwatch_log_group": cloudwatch_log_group,
    "cloudwatch_metric_alarm": cloudwatch_metric_alarm,
    "fis_experiment_template": fis_experiment_template,
    "grafana_workspace": grafana_workspace,
    "kinesis_firehose_delivery_stream": kinesis_firehose_delivery_stream,
    "kinesis_stream": kinesis_stream,
    "opensearch_domain": opensearch_domain,
    "prometheus_workspace": prometheus_workspace,
    "sns_topic": sns_topic,
    "xray_group": xray_group,
}
FREE = {
    "runbook": "a page of the customer's own; its place among operations: "
    "https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_ready_to_support_use_runbooks.html"
}
