"""Aurora: processors, readers, connections, capacity units and storage."""

from __future__ import annotations

import math
from collections.abc import Callable

from innovate_model.analyses.capacity.clients import connections_to, is_used
from innovate_model.analyses.capacity.database_classes import (
    acu_for_connections,
    known_vcpus_of,
    larger,
    max_connections,
    max_connections_of_acu,
    most_connections_with_minimum,
)
from innovate_model.analyses.capacity.databases import (
    ACU_OF_A_VCPU,
    AWAKE,
    NO_MEMORY,
    SERVERLESS,
    asked_alone,
    cores_of,
    gb_kept,
    least_awake,
    readers_needed,
    readers_of,
    scaling_of,
    writer_of,
)
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import largest
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance

_SCALING_CAPACITY = "serverlessv2_scaling_configuration"
_CLASSES = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html"
_CONNECTIONS = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html"
_SCALING = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html"
_LIMITS_PAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html"
_LESS_WORK = "a larger family of `instance_class`, more that a cache answers, or more reads on readers"
_FEWER_CONNECTIONS = "smaller pools, or an RDS Proxy, over which many pods share few connections"
_NO_MORE_GB = "another cluster for a part of the users: AWS raises it for nobody"
_MOST_READERS = 15
"""https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Performance.html (read scaling)"""
_MOST_GB = 128 * 1024.0
"""What every engine version takes that can still be had; some newer ones take 256 TiB, and which these are is not
known here. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html"""
_OVER_100 = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html"


def writer_processors(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Processors of the writer, or its capacity units where it is serverless."""
    if not is_used(resource, plant):
        return None
    writer = writer_of(resource, plant)
    busy = cores_of(resource, plant)[0]
    because = "writes, and the reads that programs send to the writer, less what the cache answers"
    if writer.instance_class == SERVERLESS:
        scaling = scaling_of(resource)
        lever = Lever(resource.address, (_SCALING_CAPACITY, "max_capacity"), scaling.max_capacity, _next_acu)
        used = largest(busy * ACU_OF_A_VCPU, least_awake(writer, resource, plant))
        because += NO_MEMORY + ("" if scaling.min_capacity else AWAKE)
        return Limit(used, scaling.max_capacity, "ACU", because, _OVER_100, lever, _LESS_WORK)
    lever = Lever(writer.address, ("instance_class",), writer.instance_class, _next_class(writer, known_vcpus_of))
    return Limit(busy, float(known_vcpus_of(writer.instance_class)), "vCPU", because, _CLASSES, lever, _LESS_WORK)


def _next_acu(used: float) -> float | None:
    needed = math.ceil(used * 2) / 2
    return needed if needed <= 256 else None


def _next_class(of: AuroraInstance, holds: Callable[[str], int | None]) -> Callable[[float], str | None]:
    return lambda used: next((name for name in larger(of.instance_class) if (holds(name) or 0) >= used), None)


def readers(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Readers that the reads take, of those that there may be."""
    most = readers_of(resource, plant)[1]
    if not most or not is_used(resource, plant):
        return None
    because = (
        f"readers of the writer's class ({writer_of(resource, plant).instance_class}) share the reads that are theirs"
        f" ({readers_of(resource, plant)[0]} are there in any case)"
    )
    lever = None
    if resource.reader_autoscaling is not None:
        path = ("reader_autoscaling", "max_capacity")
        lever = Lever(resource.address, path, most, lambda used: math.ceil(used) if used <= _MOST_READERS else None)
        lifts = f"{_MOST_READERS} are the most there may be: a larger `instance_class`, or more that a cache answers"
    else:
        because += "; nothing adds readers (`reader_autoscaling`)"
        lifts = "another reader among its `instances`, or `reader_autoscaling`, which adds them"
    return Limit(readers_needed(resource, plant), float(most), "readers", because, _SCALING, lever, lifts)


def connections(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Connections to the writer, of those that it takes."""
    if not is_used(resource, plant):
        return None
    asked_alone(resource, plant)
    if resource.engine != "aurora-postgresql":
        raise NotKnown("how many connections Aurora MySQL takes is not known here")
    writer = writer_of(resource, plant)
    most, lever = _taken(writer, resource)
    used, whose = connections_to(resource.address, "database_connections", plant)
    because = f"{whose} of every program that connects keeps its pool open to the writer"
    source = _OVER_100 if writer.instance_class == SERVERLESS else _CONNECTIONS
    return Limit(used, float(most), "connections", because, source, lever, _FEWER_CONNECTIONS)


def _taken(writer: AuroraInstance, cluster: AuroraCluster) -> tuple[int, Lever]:
    """How many connections a writer takes, and what sets that."""
    if writer.instance_class == SERVERLESS:
        return _taken_by_serverless(cluster)
    most = max_connections(writer.instance_class)
    if most is None:
        raise NotKnown(f"`max_connections` of {writer.instance_class} is not known here")
    return most, Lever(writer.address, ("instance_class",), writer.instance_class, _next_class(writer, max_connections))


def _taken_by_serverless(cluster: AuroraCluster) -> tuple[int, Lever]:
    scaling = scaling_of(cluster)
    least, by_most = scaling.min_capacity, max_connections_of_acu(scaling.max_capacity)
    if by_most is None:
        raise NotKnown(f"`max_connections` of {scaling.max_capacity:g} ACU at most is not known here")
    bound = most_connections_with_minimum(least)
    if by_most > bound:
        path = (_SCALING_CAPACITY, "min_capacity")
        return bound, Lever(cluster.address, path, least, lambda used: 1.0 if used <= by_most else None)

    def needed(used: float) -> float | None:
        return acu_for_connections(used) if used <= bound else None

    return by_most, Lever(cluster.address, (_SCALING_CAPACITY, "max_capacity"), scaling.max_capacity, needed)


def storage(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """GB stored, of what a cluster volume takes."""
    if not is_used(resource, plant):
        return None
    return Limit(
        gb_kept(plant), _MOST_GB, "GB", "what is kept of every registered user", _LIMITS_PAGE, lifts=_NO_MORE_GB
    )


LIMITS = {
    "aurora_cluster": {
        "processors of the writer": writer_processors,
        "readers": readers,
        "connections": connections,
        "storage": storage,
    }
}
