"""What keeps data, and how it is classed."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.classification import SENSITIVE
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.s3_bucket import S3Bucket

Store = AuroraCluster | ElasticacheReplicationGroup | S3Bucket
KINDS = (AuroraCluster, ElasticacheReplicationGroup, S3Bucket)


def stores(graph: Graph) -> Iterator[Store]:
    """Every database, cache and bucket, in the model's order."""
    return (resource for resource in graph.model if isinstance(resource, KINDS))


def is_sensitive(store: Store) -> bool:
    """Whether what it keeps harms somebody when it leaks."""
    return store.data_classification in SENSITIVE
