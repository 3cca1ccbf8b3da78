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
_OWN_DISKS = ("i2.", "i3.", "i4g.", "i4i.", "im4gn.", "oi2.", "r6gd.", "r7gd.", "r8gd.")
"""Families of OpenSearch whose nodes have NVMe disks.
https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html"""


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
    if not resource.subnets:
        return
    zones = site.zones_of(resource.subnets)
    if zones:
        why = f"one in each of {', '.join(zones)}, all month"
        yield hours("Firehose delivery into a VPC", "firehose.vpc.hour", len(zones), why)
    else:
        yield NotPriced("Firehose delivery into a VPC", "its subnets are in no known Availability Zone")
    yield Metered("data delivered into a VPC by Firehose", "firehose.vpc.gb", "gb_delivered_into_vpc")


def opensearch_domain(resource: OpensearchDomain, site: Site) -> Iterator[Demand]:
    """Each hour of each node, and each GB of its disk.

    https://aws.amazon.com/opensearch-service/pricing/
    """
    kind, count = resource.instance_type, resource.instance_count
    yield hours(f"OpenSearch {kind} nodes", f"opensearch.instance.{kind}", count, f"{count} of them, all month")
    if resource.volume_size_gb is not None:
        why = f"{count} disks of {resource.volume_size_gb} GB, taken to be gp3 with what it includes"
        yield Charge("OpenSearch storage", "opensearch.gp3.gb", Decimal(count * resource.volume_size_gb), why)
    elif not kind.startswith(_OWN_DISKS):
        yield NotPriced("OpenSearch storage", f"`volume_size_gb` is not written, and {kind} has no disk of its own")


def prometheus_workspace(resource: PrometheusWorkspace, site: Site) -> Iterator[Demand]:
    """Each sample taken in, each GB kept, each sample that a query reads.

    https://aws.amazon.com/prometheus/pricing/
    """
    why = "before the 40 million a month that each account has for nothing"
    yield Metered("metric samples taken in", "prometheus.samples_1m", "samples_ingested", why, 1_000_000)
    yield Metered("metrics kept", "prometheus.gb", "gb_stored", "samples and metadata, compressed")
    yield Metered("metric samples queried", "prometheus.query_1b", "samples_queried", per=1_000_000_000)


def grafana_workspace(resource: GrafanaWorkspace, site: Site) -> Iterator[Demand]:
    """Each user who signs in, by the month: an editor or administrator, or a viewer. A workspace has one editor at
    least, whether anybody signs in or not.

    https://aws.amazon.com/grafana/pricing/
    """
    why = "the one that each workspace needs, even if nobody signs in"
    yield Charge("Grafana editor", "grafana.editor", Decimal(1), why)
    yield Metered("Grafana editors beyond the first", "grafana.editor", "editors_beyond_first", "those that signed in")
    yield Metered("Grafana viewers", "grafana.viewer", "viewers", "those that signed in")


def xray_group(resource: XrayGroup, site: Site) -> Iterator[Demand]:
    """Each trace recorded, and each that is retrieved or scanned; each recorded once more where Insights looks at it.

    https://aws.amazon.com/xray/pricing/
    """
    why = "before the 100,000 a month that each account has for nothing"
    yield Metered("traces recorded", "xray.recorded_1m", "traces_recorded", why, 1_000_000)
    yield Metered("traces retrieved or scanned", "xray.accessed_1m", "traces_accessed", per=1_000_000)
    if resource.insights_enabled:
        yield Metered("traces in X-Ray Insights", "xray.insights_1m", "traces_recorded", per=1_000_000)


def sns_topic(resource: SnsTopic, site: Site) -> Iterator[Demand]:
    """Each message published, and each delivery of it to a subscription, at a rate that depends on the protocol.
    Deliveries to SQS and Lambda cost nothing.

    https://aws.amazon.com/sns/pricing/
    """
    yield Metered("SNS requests", "sns.requests_1m", "messages", "a request for each message of 64 KB", 1_000_000)
    used: list[str] = [subscription.protocol for subscription in resource.subscriptions.values()]
    for what, (price, per, protocols) in _DELIVERIES.items():
        count = sum(protocol in protocols for protocol in used)
        if count:
            why = f"to each of {count} subscriptions, none of which filters" if count > 1 else "each message once"
            yield Metered(f"SNS deliveries, {what}", price, "messages", why, per, count)
    if "sms" in used:
        yield NotPriced("SNS deliveries, SMS", "a rate for each country, and the country is not written")


_DELIVERIES = {
    "HTTP": ("sns.http_100k", 100_000, ("http", "https")),
    "email": ("sns.email_100k", 100_000, ("email", "email-json")),
    "mobile push": ("sns.push_1m", 1_000_000, ("application",)),
    "Firehose": ("sns.firehose_1m", 1_000_000, ("firehose",)),
}
"""What is delivered -> its price, of how many, and the protocols."""


def fis_experiment_template(resource: FisExperimentTemplate, site: Site) -> Iterator[Demand]:
    """Each minute that an action of an experiment runs.

    https://aws.amazon.com/fis/pricing/
    """
    yield Metered("action-minutes of experiments", "fis.action_minute", "action_minutes")


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
