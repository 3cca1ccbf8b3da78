"""What the programs of a cluster say of themselves, and by which way it leaves their VPC."""

from __future__ import annotations

from functools import lru_cache

from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import reached_deployments, running
from innovate_model.analyses.workloads import cluster_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.xray_group import XrayGroup

SERVICES: dict[str, type[Resource]] = {
    "logs": CloudwatchLogGroup,
    "xray": XrayGroup,
    "aps-workspaces": PrometheusWorkspace,
}
"""The service of an endpoint -> the store behind it."""


def log_clusters(graph: Graph, group: str) -> tuple[str, ...]:
    """The clusters whose agents send logs to a group."""
    return _clusters_of(graph, group, DaemonSet)


def collected_clusters(graph: Graph, store: str) -> tuple[str, ...]:
    """The clusters whose collectors send traces or metrics to a store."""
    return _clusters_of(graph, store, Deployment, DaemonSet)


def _clusters_of(graph: Graph, store: str, *kinds: type[Deployment] | type[DaemonSet]) -> tuple[str, ...]:
    sources = graph.sources(store, Relation.SENDS_TO)
    senders = [sender for source in sources for kind in kinds if (sender := graph.model.get(source, kind)) is not None]
    return tuple(dict.fromkeys(cluster_of(sender) for sender in senders))


def log_kb(cluster: str, plant: Plant) -> Numbers:
    """KB a second that the programs of a cluster write into their logs now."""
    return requests_of(cluster, plant) * plant.load.of("log_kb_per_request")


def kb_to(service: str, cluster: str, plant: Plant) -> Numbers:
    """KB a second that a cluster sends to one of `SERVICES` now; 0 where it has no such store."""
    if not any(_ends_at(plant.graph, sender, service) for sender in _senders(plant.graph, cluster)):
        return 0.0
    if service == "logs":
        return log_kb(cluster, plant)
    if service == "xray":
        return requests_of(cluster, plant) * plant.load.of("trace_kb_per_request")
    return pods_of(cluster, plant) * plant.load.of("metric_kb_per_pod_minute") / 60


def requests_of(cluster: str, plant: Plant) -> Numbers:
    """API requests a second that the programs of a cluster answer now: each comes to one of them."""
    return sum(plant.api_rate(each.address) for each in reached_deployments(plant, cluster))


def pods_of(cluster: str, plant: Plant) -> Numbers:
    """Pods of the deployments of a cluster that run now."""
    return sum(running(each, plant) for each in plant.graph.model.of(Deployment) if cluster_of(each) == cluster)


def _senders(graph: Graph, cluster: str) -> list[Deployment | DaemonSet]:
    found: list[Deployment | DaemonSet] = [*graph.model.of(Deployment), *graph.model.of(DaemonSet)]
    return [each for each in found if each.sends_to and cluster_of(each) == cluster]


def _ends_at(graph: Graph, sender: Deployment | DaemonSet, service: str) -> bool:
    return any(graph.model.get(to, SERVICES[service]) is not None for to in sender.sends_to.values())


@lru_cache(maxsize=64)
def has_endpoint(graph: Graph, vpc: str, service: str) -> bool:
    """Whether a VPC reaches a service of AWS by an endpoint of its own."""
    return any(each.service == service and each.parent == vpc for each in graph.model.of(VpcEndpoint))
