"""AmazonElastiCache: nodes on demand and reserved, snapshots."""

from __future__ import annotations

from innovate_model.prices.commitments import reserved_selectors
from innovate_model.prices.selector import Selector

_SERVICE = "AmazonElastiCache"
_ENGINES = {"redis": "Redis", "valkey": "Valkey", "memcached": "Memcached"}


def _engine(name: str, engine: str) -> dict[str, Selector]:
    attributes = {"instanceType": "{}", "cacheEngine": engine}
    node = Selector(_SERVICE, "hour", "NodeUsage:{}", "Cache Instance", attributes=attributes)
    return {f"elasticache.{name}.*": node, **reserved_selectors(f"elasticache.{name}", node)}


SELECTORS = {
    **{id: selector for name, engine in _ENGINES.items() for id, selector in _engine(name, engine).items()},
    "elasticache.backup": Selector(_SERVICE, "GB-month", "BackupUsage", "Storage Snapshot"),
}
