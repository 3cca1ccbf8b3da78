"""Aurora: processors, readers, connections, capacity units and storage.

Requests come from the programs that connect to a cluster. Its writer does what writes, and the reads that go to it;
readers share the rest. What background programs do in the database is not counted, their connections are.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from innovate_model.analyses.capacity.clients import api_rate, clients_of, connections_to, has_cache, is_used
from innovate_model.analyses.capacity.database_classes import (
    acu_for_connections,
    known_vcpus_of,
    larger,
    max_connections,
    max_connections_of_acu,
    most_connections_with_minimum,
)
from innovate_model.analyses.capacity.limit import Lever, Limit, Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, ceil, clipped, either, largest, smallest
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster, ServerlessScaling
from innovate_model.resources.aurora_instance import AuroraInstance

_SERVERLESS = "db.serverless"
_ACU_OF_A_VCPU = 4.0
"""An ACU is about 2 GiB and the processor time that goes with it, of which AWS states no number. That it is as much as
in the memory-optimised classes, which have 8 GiB for each vCPU, is an assumption.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html"""
_LEAST_THAT_RUNS = 0.5
"""ACU, which come in halves: 0 is an instance that pauses."""
_SCALING_CAPACITY = "serverlessv2_scaling_configuration"
_AWAKE = "; open connections do not let it pause, and half an ACU is the least that runs"
_NO_MEMORY = "; memory, of which AWS has no formula, is not counted"
_CLASSES = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html"
_CONNECTIONS = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html"
_SCALING = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html"
_LIMITS_PAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html"
_LESS_WORK = "a larger family of `instance_class`, more that a cache answers, or more reads on readers"
_FEWER_CONNECTIONS = "smaller pools, or an RDS Proxy, over which many pods share few connections"
_NO_MORE_GB = "another cluster for a part of the users: AWS raises it for nobody"
_MOST_READERS = 15
"""https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Performance.html (read scaling)"""
_TIERS_LIKE_THE_WRITER = 1
"""Promotion tiers up to this one: `acu_hours_above_minimum` says where that is written."""
_MOST_GB = 128 * 1024.0
"""What every engine version takes that can still be had; some newer ones take 256 TiB, and which these are is not
known here. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html"""
_OVER_100 = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html"


def _written(cluster: AuroraCluster, plant: Plant) -> list[AuroraInstance]:
    children = plant.graph.targets(cluster.address, Relation.CONTAINS)
    found = [item for child in children if (item := plant.graph.model.get(child, AuroraInstance)) is not None]
    return sorted(found, key=lambda item: item.promotion_tier)


def _writer(cluster: AuroraCluster, plant: Plant) -> AuroraInstance:
    instances = _written(cluster, plant)
    if not instances:
        raise NotKnown("it has no instance")
    return instances[0]


def readers_of(cluster: AuroraCluster, plant: Plant) -> tuple[int, int]:
    """(kept in any case, at most): those that are written, or the bounds of autoscaling."""
    written = max(0, len(_written(cluster, plant)) - 1)
    scaling = cluster.reader_autoscaling
    return (written, written) if scaling is None else (max(written, scaling.min_capacity), scaling.max_capacity)


def _cores(cluster: AuroraCluster, plant: Plant) -> tuple[Numbers, Numbers]:
    """Processors that requests keep busy: (at the writer, at the readers)."""
    return plant.once(("database", cluster.address), lambda: _work(cluster, plant))


def _members(cluster: AuroraCluster, plant: Plant) -> list[AuroraCluster]:
    """A cluster and those that follow it, or that it follows."""
    together = cluster.global_cluster
    if together is None:
        return [cluster]
    return [each for each in plant.graph.model.of(AuroraCluster) if each.global_cluster == together]


def _alone(cluster: AuroraCluster, plant: Plant) -> None:
    """NotKnown for a cluster whose writer does what others ask for, or leaves its writes to another: the writes of a
    global database all go to one region.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html"""
    if sum(is_used(each, plant) for each in _members(cluster, plant)) > 1:
        raise NotKnown("several regions use its global database, and how their writes reach its one writer is not told")


def _work(cluster: AuroraCluster, plant: Plant) -> tuple[Numbers, Numbers]:
    _alone(cluster, plant)
    load = plant.load
    reads: Numbers = 0.0
    writes: Numbers = 0.0
    for client in clients_of(cluster.address, plant.graph):
        busy = plant.api_rate(client.address)
        if plant.shares(client.address).api:
            busy = busy * load.of("database_cpu_seconds_per_request")
            its_reads = busy * load.of("database_read_share")
            writes = writes + (busy - its_reads)
            reads = reads + its_reads * (1 - load.of("cache_hit") if has_cache(client, plant.graph) else 1.0)
    if not readers_of(cluster, plant)[1]:
        return writes + reads, 0.0
    elsewhere = reads * load.of("reads_on_readers")
    return writes + reads - elsewhere, elsewhere


def writer_processors(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Processors of the writer, or its capacity units where it is serverless."""
    if not is_used(resource, plant):
        return None
    writer = _writer(resource, plant)
    busy = _cores(resource, plant)[0]
    because = "writes, and the reads that programs send to the writer, less what the cache answers"
    if writer.instance_class == _SERVERLESS:
        scaling = _scaling_of(resource)
        lever = Lever(resource.address, (_SCALING_CAPACITY, "max_capacity"), scaling.max_capacity, _next_acu)
        used = largest(busy * _ACU_OF_A_VCPU, _least_awake(writer, resource, plant))
        because += _NO_MEMORY + ("" if scaling.min_capacity else _AWAKE)
        return Limit(used, scaling.max_capacity, "ACU", because, _OVER_100, lever, _LESS_WORK)
    lever = Lever(writer.address, ("instance_class",), writer.instance_class, _next_class(writer, known_vcpus_of))
    return Limit(busy, float(known_vcpus_of(writer.instance_class)), "vCPU", because, _CLASSES, lever, _LESS_WORK)


def _scaling_of(cluster: AuroraCluster) -> ServerlessScaling:
    if cluster.serverlessv2_scaling_configuration is None:
        raise NotKnown("it states no `serverlessv2_scaling_configuration`")
    return cluster.serverlessv2_scaling_configuration


def _least_awake(instance: AuroraInstance, cluster: AuroraCluster, plant: Plant) -> Numbers:
    """ACU that an instance which may pause takes all the same: one that has connections of users does not pause, and
    programs keep those of their pods open, to readers where they read there. The writer and its readers of the tiers 0
    and 1 pause together.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
    """
    if _scaling_of(cluster).min_capacity:
        return 0.0
    open_now = connections_to(cluster.address, "database_connections", plant)[0]
    if not _goes_with_the_writer(instance, cluster, plant):
        open_now = open_now * _cores(cluster, plant)[1]
    return either(open_now > 0, _LEAST_THAT_RUNS, 0.0)


def _goes_with_the_writer(instance: AuroraInstance, cluster: AuroraCluster, plant: Plant) -> bool:
    is_writer = instance.address == _writer(cluster, plant).address
    return is_writer or instance.promotion_tier <= _TIERS_LIKE_THE_WRITER


def _next_acu(used: float) -> float | None:
    needed = math.ceil(used * 2) / 2
    return needed if needed <= 256 else None


def _next_class(of: AuroraInstance, holds: Callable[[str], int | None]) -> Callable[[float], str | None]:
    return lambda used: next((name for name in larger(of.instance_class) if (holds(name) or 0) >= used), None)


def _readers_needed(resource: AuroraCluster, plant: Plant) -> Numbers:
    """A serverless reader grows to its most before another one is added."""
    writer = _writer(resource, plant)
    if writer.instance_class == _SERVERLESS:
        processors = _scaling_of(resource).max_capacity / _ACU_OF_A_VCPU
    else:
        processors = float(known_vcpus_of(writer.instance_class))
    of_one = processors * plant.load.of("reader_target")
    return ceil(_cores(resource, plant)[1] / of_one)


def readers(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Readers that the reads take, of those that there may be."""
    most = readers_of(resource, plant)[1]
    if not most or not is_used(resource, plant):
        return None
    because = (
        f"readers of the writer's class ({_writer(resource, plant).instance_class}) share the reads that are theirs"
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
    return Limit(_readers_needed(resource, plant), float(most), "readers", because, _SCALING, lever, lifts)


def connections(resource: AuroraCluster, plant: Plant) -> Limit | None:
    """Connections to the writer, of those that it takes."""
    if not is_used(resource, plant):
        return None
    _alone(resource, plant)
    if resource.engine != "aurora-postgresql":
        raise NotKnown("how many connections Aurora MySQL takes is not known here")
    writer = _writer(resource, plant)
    most, lever = _taken(writer, resource)
    used, whose = connections_to(resource.address, "database_connections", plant)
    because = f"{whose} of every program that connects keeps its pool open to the writer"
    source = _OVER_100 if writer.instance_class == _SERVERLESS else _CONNECTIONS
    return Limit(used, float(most), "connections", because, source, lever, _FEWER_CONNECTIONS)


def _taken(writer: AuroraInstance, cluster: AuroraCluster) -> tuple[int, Lever]:
    """How many connections a writer takes, and what sets that."""
    if writer.instance_class == _SERVERLESS:
        return _taken_by_serverless(cluster)
    most = max_connections(writer.instance_class)
    if most is None:
        raise NotKnown(f"`max_connections` of {writer.instance_class} is not known here")
    return most, Lever(writer.address, ("instance_class",), writer.instance_class, _next_class(writer, max_connections))


def _taken_by_serverless(cluster: AuroraCluster) -> tuple[int, Lever]:
    scaling = _scaling_of(cluster)
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
        _stored(plant), _MOST_GB, "GB", "what is kept of every registered user", _LIMITS_PAGE, lifts=_NO_MORE_GB
    )


def _stored(plant: Plant) -> Numbers:
    load = plant.load
    kept = load.of("users_per_day") * load.of("users_kept_per_daily_user")
    return gb(kept * load.of("database_kb_per_user"))


def gb_stored(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """What is kept of every registered user; a member of a global database that nothing asks has the same, as each
    region holds a full copy of all data.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
    """
    if is_used(resource, plant):
        return Measured(_stored(plant), "what is kept of every registered user")
    if any(is_used(each, plant) for each in _members(resource, plant)):
        return Measured(_stored(plant), "its own copy of what its global database keeps of every registered user")
    return None


def gb_of_backups(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """Automated backups keep the cluster as it was before their retention, and what was written anew in it; they are
    billed as no more than the size of the cluster on each day of the retention, and less that size once: those of one
    day are free. That the cluster had its size of today all the time is an assumption.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-storage-backup.html
    """
    if not is_used(resource, plant):
        return None
    days = resource.backup_retention_days
    if days <= 1:
        return Measured(0.0, "backups of one day are free")
    changed = plant.load.of("database_changed_per_day") * days
    reason = f"what {days} days write anew: the size of the cluster, which backups keep beside that, is free"
    return Measured(_stored(plant) * smallest(changed, float(days - 1)), reason)


def io_requests(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """I/O of every API request."""
    if not is_used(resource, plant):
        return None
    rate = api_rate(resource.address, plant)
    return Measured(a_month(rate * plant.load.of("database_io_per_request")), "I/O requests of every API request")


def reader_hours_above_minimum(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """Hours of readers beyond those that are kept in any case."""
    if not is_used(resource, plant):
        return None
    least, most = readers_of(resource, plant)
    hours = plant.over_a_month(
        lambda moment: clipped(_readers_needed(resource, moment), float(least), float(max(least, most))) - least
    )
    return Measured(hours, "the readers that reads take each hour of a usual day, less those that are kept anyway")


def acu_hours_above_minimum(resource: AuroraInstance, plant: Plant) -> Measured | None:
    """Capacity of a serverless writer or reader beyond its minimum. Readers share their reads evenly; those of the
    promotion tiers 0 and 1 have the writer's capacity at least, so that they can take its place. Memory drives
    capacity, too (a buffer cache that is in use is not taken off), but AWS says by no formula how much: it is not
    counted.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
    """
    cluster = plant.graph.model.get(resource.parent, AuroraCluster)
    if cluster is None or not is_used(cluster, plant):
        return None
    scaling = _scaling_of(cluster)
    least, most = scaling.min_capacity, scaling.max_capacity
    hours = plant.over_a_month(
        lambda moment: clipped(_capacity(resource, cluster, moment), float(least), float(most)) - least
    )
    reason = f"4 ACU for each processor that is busy, within the bounds, each hour of a usual day{_NO_MEMORY}"
    return Measured(hours, reason + ("" if least else _AWAKE))


def _capacity(instance: AuroraInstance, cluster: AuroraCluster, moment: Plant) -> Numbers:
    """ACU that the work of an instance takes, or its open connections."""
    return largest(_worked(instance, cluster, moment), _least_awake(instance, cluster, moment))


def _worked(instance: AuroraInstance, cluster: AuroraCluster, moment: Plant) -> Numbers:
    of_writer, of_readers = (busy * _ACU_OF_A_VCPU for busy in _cores(cluster, moment))
    if instance.address == _writer(cluster, moment).address:
        return of_writer
    kept, most = readers_of(cluster, moment)
    if most > kept:
        raise NotKnown("how many readers share the reads when autoscaling adds serverless ones is not known here")
    own = of_readers / kept
    return largest(own, of_writer) if _goes_with_the_writer(instance, cluster, moment) else own


LIMITS = {
    "aurora_cluster": {
        "processors of the writer": writer_processors,
        "readers": readers,
        "connections": connections,
        "storage": storage,
    }
}
MEASURES = {
    "aurora_cluster": {
        "gb_of_backups_over_cluster_size": gb_of_backups,
        "gb_stored": gb_stored,
        "io_requests": io_requests,
        "reader_hours_above_minimum": reader_hours_above_minimum,
    },
    "aurora_instance": {"acu_hours_above_minimum": acu_hours_above_minimum},
}
