"""The arrows of a picture of signals, from whoever has something to say to whoever is told."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from innovate_model.resources.grafana_workspace import GrafanaWorkspace
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig
from innovate_model.resources.sns_topic import SnsTopic
from innovate_model.views.cluster_arrows import family, signal
from innovate_model.views.view import Arrow


def arrows(graph: Graph, account: str) -> Iterator[Arrow]:
    """Every arrow that begins or ends in an account, between resources, not yet merged."""
    for edge in graph.edges(Relation.SENDS_TO):
        if _is_in(account, edge.source):
            label = signal(edge) if graph.model[edge.target].kind == "deployment" else ""  # a store says it by itself
            yield Arrow(edge.source, edge.target, label, family(graph, edge))
    for edge in graph.edges(Relation.LOGS_TO):
        if _is_in(account, edge.source) or _watches(graph, account, edge.source):
            yield Arrow(edge.source, edge.target, "", "logs")
    yield from _readers(graph, account)
    for alarm in graph.model.of(CloudwatchMetricAlarm):
        if _is_in(account, alarm.address):
            yield Arrow(alarm.watches, alarm.address, "", "alarms")
            for topic in alarm.alarm_actions:
                yield Arrow(alarm.address, topic, "", "alarms")


def people(graph: Graph, topic: SnsTopic) -> Iterator[tuple[str, str, Arrow]]:
    """The subscribers of a topic: name, protocol, and the arrow to them."""
    for name, subscription in topic.subscriptions.items():
        yield name, subscription.protocol, Arrow(topic.address, f"{topic.address}:{name}", "", "alarms")


def _readers(graph: Graph, account: str) -> Iterator[Arrow]:
    """Streams that fetch what they hand on, and dashboards: the arrow goes the way of the signal."""
    for stream in graph.model.of(KinesisFirehoseDeliveryStream):
        if stream.source and _is_in(account, stream.address):
            yield Arrow(stream.source, stream.address, "", "logs")
    for dashboards in graph.model.of(GrafanaWorkspace):
        for store in dashboards.data_sources:
            if _is_in(account, store):
                yield Arrow(store, dashboards.address, "", "metrics and traces")


def _is_in(account: str, address: str) -> bool:
    return address.startswith(f"{account}.")


def _watches(graph: Graph, account: str, address: str) -> bool:
    """Whether another account records what the VPCs of this one ask."""
    config = graph.model.get(address, Route53ResolverQueryLogConfig)
    return config is not None and any(_is_in(account, vpc) for vpc in config.vpcs)
