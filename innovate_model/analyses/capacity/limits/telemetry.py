"""Logs, traces and metrics: what they come to in the stores, in the streams behind them, and at the endpoints."""

from __future__ import annotations

from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.load import DAYS_OF_A_MONTH, NotKnown
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.analyses.capacity.pods import reached_clusters
from innovate_model.analyses.capacity.telemetry import SERVICES, kb_to, log_clusters, log_kb
from innovate_model.edge import Relation
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.vpc_endpoint import VpcEndpoint


def _written(group: str, plant: Plant) -> Numbers | None:
    """GB a month that requests write into a group."""
    clusters = [each for each in log_clusters(plant.graph, group) if each in reached_clusters(plant)]
    return gb(a_month(sum(log_kb(cluster, plant) for cluster in clusters))) if clusters else None


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
    kept = written * (days / DAYS_OF_A_MONTH) * plant.load.of("log_compression")
    return Measured(kept, f"{days} days at the rate of this month, compressed")


def gb_streamed(resource: KinesisFirehoseDeliveryStream, plant: Plant) -> Measured | None:
    """What the log groups that subscribe it hand on, compressed as CloudWatch does."""
    groups = plant.graph.sources(resource.address, Relation.SENDS_TO)
    written = [amount for group in groups if (amount := _written(group, plant)) is not None]
    if not written:
        return None
    reason = "the logs of API requests, compressed as CloudWatch hands them on; what else it gets is not counted"
    return Measured(sum(written) * plant.load.of("log_compression"), reason)


def gb_processed(resource: VpcEndpoint, plant: Plant) -> Measured | None:
    """Telemetry that leaves by the endpoint."""
    if resource.service not in SERVICES:
        return None
    clusters = [each for each in reached_clusters(plant) if _vpc_of(plant, each) == resource.parent]
    if not clusters:
        return None
    kb = sum(kb_to(resource.service, cluster, plant) for cluster in sorted(clusters))
    return Measured(gb(a_month(kb)), "what API requests and pods send to the service behind it")


def _vpc_of(plant: Plant, cluster: str) -> str:
    found = plant.graph.model.get(cluster, EksCluster)
    return found.parent if found is not None else ""


MEASURES = {
    "cloudwatch_log_group": {"gb_ingested": gb_ingested, "gb_stored": gb_stored},
    "kinesis_firehose_delivery_stream": {"gb_ingested": gb_streamed},
    "vpc_endpoint": {"gb_processed": gb_processed},
}
