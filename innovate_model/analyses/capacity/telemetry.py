"""What the programs of a cluster say of themselves, and by which way it leaves their VPC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def collected_clusters(graph: Graph, store: str) -> tuple[str, ...]:
    """The clusters whose collectors send traces or metrics to a store."""
    senders = (graph.model.resources[source] for source in graph.sources(store, Relation.SENDS_TO))
    collectors = (sender for sender in senders if isinstance(sender, (Deployment, DaemonSet)))
    return tuple(dict.fromkeys(cluster_of(collector) for collector in collectors))


def log_kb_to(group: str, plant: Plant) -> Numbers | None:
    """KB a second that requests write into a log group now; None where no program that gets work has its logs there."""
    programs = [
        each
        for each in reached_deployments(plant)
        if any(group in sender.sends_to.values() for sender in _log_senders(each, plant.graph))
    ]
    return _log_kb(programs, plant) if programs else None


def _log_senders(program: Deployment, graph: Graph) -> Sequence[Deployment | DaemonSet]:
    """Who sends a program's logs to CloudWatch: the agents of its cluster, which collect what every pod writes; where
    there are none, the program itself.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-EKS-logs.html
    """
    return _log_agents(graph, cluster_of(program)) or (program,)


@lru_cache(maxsize=64)
def _log_agents(graph: Graph, cluster: str) -> tuple[DaemonSet, ...]:
    agents = (each for each in _senders(graph, cluster) if isinstance(each, DaemonSet))
    return tuple(each for each in agents if _ends_at(graph, each, "logs"))


def _has_logs_sent(program: Deployment, graph: Graph) -> bool:
    return any(_ends_at(graph, sender, "logs") for sender in _log_senders(program, graph))


def _log_kb(programs: Iterable[Deployment], plant: Plant) -> Numbers:
    return sum(plant.api_rate(each.address) for each in programs) * plant.load.of("log_kb_per_request")


def kb_to(service: str, cluster: str, plant: Plant) -> Numbers:
    """KB a second that a cluster sends to one of `SERVICES` now; 0 where it has no such store."""
    if not any(_ends_at(plant.graph, sender, service) for sender in _senders(plant.graph, cluster)):
        return 0.0
    if service == "logs":
        programs = reached_deployments(plant, cluster)
        return _log_kb((each for each in programs if _has_logs_sent(each, plant.graph)), plant)
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
