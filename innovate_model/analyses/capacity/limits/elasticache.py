"""ElastiCache: memory, connections, operations of a node."""

from __future__ import annotations

from innovate_model.analyses.capacity.clients import api_rate, connections_to, is_used
from innovate_model.analyses.capacity.database_classes import cache_bytes, larger
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup

_MEMORY = (
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html"
    "#ParameterGroups.Redis.NodeSpecific"
)
_GIB = 2**30
_MAX_CLIENTS = 65_000.0
"""`maxclients`, which cannot be changed.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html"""


def memory(resource: ElasticacheReplicationGroup, plant: Plant) -> Limit | None:
    """Memory of the primary; every replica holds the same."""
    if not is_used(resource, plant):
        return None
    most = cache_bytes(resource.node_type)
    if most is None:
        raise NotKnown(f"the memory of `{resource.node_type}` is not known here")
    used = plant.load.of("users_per_day") * plant.load.of("cache_kb_per_user") * 1024 / _GIB
    lever = Lever(resource.address, ("node_type",), resource.node_type, lambda used: _larger(resource, used))
    because = "what is kept of each user of a day; a quarter of a node's memory is reserved"
    return Limit(
        used,
        most / _GIB,
        "GiB",
        because,
        _MEMORY,
        lever,
        "a larger family of `node_type`, or another cache for a part of the users",
    )


def _larger(resource: ElasticacheReplicationGroup, used: float) -> str | None:
    fitting = (name for name in larger(resource.node_type) if (cache_bytes(name) or 0.0) / _GIB >= used)
    return next(fitting, None)


def connections(resource: ElasticacheReplicationGroup, plant: Plant) -> Limit | None:
    """Connections to the primary."""
    if not is_used(resource, plant):
        return None
    used, whose = connections_to(resource.address, "cache_connections", plant)
    because = f"{whose} keeps its pool open to the primary"
    return Limit(used, _MAX_CLIENTS, "connections", because, _MEMORY, lifts="smaller pools: `maxclients` is fixed")


def operations(resource: ElasticacheReplicationGroup, plant: Plant) -> Limit | None:
    """Operations a second of the primary, of what the demand takes a node to do: AWS states no number."""
    if not is_used(resource, plant):
        return None
    used = api_rate(resource.address, plant) * plant.load.of("cache_operations_per_request")
    because = "all at the primary; how many a node does is an estimate of the demand, AWS states none"
    source = "the demand's `cache_operations_per_second_of_node`"
    most = plant.load.of("cache_operations_per_second_of_node")
    return Limit(used, most, "operations/s", because, source, lifts="another cache for a part of the users")


LIMITS = {
    "elasticache_replication_group": {
        "memory": memory,
        "connections": connections,
        "operations": operations,
    }
}
