"""Amazon ElastiCache: each node by the hour."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup


def elasticache_replication_group(resource: ElasticacheReplicationGroup, site: Site) -> Iterator[Demand]:
    """Each hour of each node, replicas like the primary; Valkey nodes cost less than those of Redis OSS. Snapshots by
    the GB, and what its clients in other zones send and receive, on their side alone.

    https://aws.amazon.com/elasticache/pricing/
    """
    count = resource.num_cache_clusters
    price = f"elasticache.{resource.engine}.{resource.node_type}"
    yield hours(f"{resource.node_type} node", price, count, f"{count} nodes, {resource.engine}, all month, on demand")
    yield Metered("ElastiCache backup storage", "elasticache.backup", "gb_of_backups")
    why = "only the side of EC2 is billed"
    yield Metered("data transfer between zones", "data_transfer.cross_az", "gb_between_zones", why)


TIER = "data"
PRICED = {"elasticache_replication_group": elasticache_replication_group}
