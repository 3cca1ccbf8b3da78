"""What the workloads of a cluster say of themselves, and which stores hear it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster

STORES = ("prometheus_workspace", "cloudwatch_log_group", "xray_group")
"""Where metrics, logs and traces are kept."""


def sent(graph: Graph) -> Iterator[tuple[str, Edge]]:
    """Each relation of telemetry that starts in a cluster, with the cluster's address."""
    for edge in graph.edges(Relation.SENDS_TO):
        cluster = graph.model[edge.source].within(EksCluster.section)
        if cluster is not None:
            yield cluster, edge


@lru_cache(maxsize=2)
def stores_of(graph: Graph) -> Mapping[str, Mapping[str, Edge]]:
    """Cluster -> kind of store -> the first relation of something in the cluster to such a store; kept for the last
    graphs asked about."""
    found: dict[str, dict[str, Edge]] = {}
    for cluster, edge in sent(graph):
        kind = graph.model[edge.target].kind
        if kind in STORES:
            found.setdefault(cluster, {}).setdefault(kind, edge)
    return found
