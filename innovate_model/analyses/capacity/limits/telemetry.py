"""Logs, traces and metrics: what they come to in the stores, in the streams behind them, and at the endpoints."""

from __future__ import annotations

from innovate_model.analyses.capacity.clients import is_used, requests_to
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.analyses.capacity.pods import reached_clusters
from innovate_model.analyses.capacity.telemetry import (
    SERVICES,
    collected_clusters,
    kb_to,
    log_kb_to,
    pods_of,
    requests_of,
)
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.xray_group import XrayGroup

_QUOTA = "https://docs.aws.amazon.com/firehose/latest/dev/limits.html"
_LARGE_REGIONS = ("us-east-1", "us-west-2", "eu-west-1")


def _written(group: str, plant: Plant) -> Numbers | None:
    """GB a month that requests write into a group."""
    kb = log_kb_to(group, plant)
    return None if kb is None else gb(a_month(kb))


def gb_ingested(resource: CloudwatchLogGroup, plant: Plant) -> Measured | None:
    """What requests write into the logs."""
    written = _written(resource.address, plant)
    return None if written is None else Measured(written, "what API requests write into the logs")


def gb_stored(resource: CloudwatchLogGroup, plant: Plant) -> Measured | None:
    """The same for as long as it is kept, compressed."""
    written = _written(resource.address, plant)
    if written is None:
        return None
    days = resource.retention_in_days
    if days is None:
        raise NotKnown("it keeps its events for ever (no `retention_in_days`)")
    kept = written * plant.load.months_kept(days) * plant.load.of("log_compression")
    return Measured(kept, f"what was written in {days} days, compressed")


def _kb_streamed(resource: KinesisFirehoseDeliveryStream, plant: Plant) -> Numbers | None:
    """KB a second that a stream gets now. What else sends to it is not counted."""
    cluster = plant.graph.model.get(resource.source or "", AuroraCluster)
    if cluster is not None:
        if cluster.activity_stream is None or not is_used(cluster, plant):
            return None
        return requests_to(cluster.address, plant) * plant.load.of("database_activity_kb_per_request")
    groups = plant.graph.sources(resource.address, Relation.SENDS_TO)
    written = [kb for group in groups if (kb := log_kb_to(group, plant)) is not None]
    return sum(written) * plant.load.of("log_compression") if written else None


def gb_streamed(resource: KinesisFirehoseDeliveryStream, plant: Plant) -> Measured | None:
    """What the log groups that subscribe it hand on, compressed as CloudWatch does; what a database says of what
    programs do in it. Firehose bills a record of less than 5 KB as one of 5 KB: that none is so small is an assumption.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html
    https://docs.aws.amazon.com/firehose/latest/dev/limits.html
    """
    kb = _kb_streamed(resource, plant)
    if kb is None:
        return None
    reason = "the logs of API requests, compressed as CloudWatch hands them on; what else it gets is not counted"
    return Measured(gb(a_month(kb)), "what API requests do in the database" if resource.source else reason)


def streamed(resource: KinesisFirehoseDeliveryStream, plant: Plant) -> Limit | None:
    """MiB a second that are put into it. A stream of Kinesis is read as fast as that has shards."""
    kb = None if resource.source else _kb_streamed(resource, plant)
    if kb is None:
        return None
    most = 5.0 if plant.graph.model.region_of(resource) in _LARGE_REGIONS else 1.0
    because = "the logs of API requests, compressed as CloudWatch hands them on; the default quota, which AWS raises"
    return Limit(kb / 1024, most, "MiB/s", because, _QUOTA, lifts="AWS raises the quota on request")


def gb_processed(resource: VpcEndpoint, plant: Plant) -> Measured | None:
    """Telemetry that leaves by the endpoint."""
    if resource.service not in SERVICES:
        return None
    clusters = [each for each in reached_clusters(plant) if _vpc_of(plant, each) == resource.parent]
    if not clusters:
        return None
    kb = sum(kb_to(resource.service, cluster, plant) for cluster in sorted(clusters))
    return Measured(gb(a_month(kb)), "what API requests and pods send to the service behind it")


def traces_recorded(resource: XrayGroup, plant: Plant) -> Measured | None:
    """Requests, as far as they are sampled, as AWS advises to estimate them. What calls a collector other than the
    requests of users is not counted, such as jobs.

    https://aws.amazon.com/xray/pricing/
    """
    clusters = _collected(resource.address, plant)
    if not clusters:
        return None
    rate = sum(requests_of(cluster, plant) for cluster in clusters)
    return Measured(a_month(rate * plant.load.of("traced_share")), "the API requests that are sampled, a trace each")


def samples_ingested(resource: PrometheusWorkspace, plant: Plant) -> Measured | None:
    """The series of each pod, as often as they are written. What nodes and AWS say of themselves is not counted.

    https://aws.amazon.com/prometheus/pricing/
    """
    clusters = _collected(resource.address, plant)
    if not clusters:
        return None
    pods = sum(pods_of(cluster, plant) for cluster in clusters)
    samples = a_month(pods * plant.load.of("metric_samples_per_pod_minute") / 60)
    return Measured(samples, "what the pods of deployments say of themselves; what nodes say is not counted")


def _collected(store: str, plant: Plant) -> list[str]:
    """The clusters that get work and send to a store."""
    return [each for each in collected_clusters(plant.graph, store) if each in reached_clusters(plant)]


def _vpc_of(plant: Plant, cluster: str) -> str:
    found = plant.graph.model.get(cluster, EksCluster)
    return found.parent if found is not None else ""


LIMITS = {"kinesis_firehose_delivery_stream": {"data put": streamed}}
MEASURES = {
    "cloudwatch_log_group": {"gb_ingested": gb_ingested, "gb_stored": gb_stored},
    "kinesis_firehose_delivery_stream": {"gb_ingested": gb_streamed},
    "prometheus_workspace": {"samples_ingested": samples_ingested},
    "vpc_endpoint": {"gb_processed": gb_processed},
    "xray_group": {"traces_recorded": traces_recorded},
}
