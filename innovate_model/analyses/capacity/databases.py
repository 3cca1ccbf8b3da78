"""The work of Aurora clusters: who does what requests ask of them, and what an instance takes that may pause.

Requests come from the programs that connect to a cluster. Its writer does what writes, and the reads that go to it;
readers share the rest. What background programs do in the database is not counted, their connections are.
"""

from __future__ import annotations

from innovate_model.analyses.capacity.clients import clients_of, connections_to, has_cache, is_used
from innovate_model.analyses.capacity.database_classes import known_vcpus_of
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, ceil, either
from innovate_model.analyses.capacity.plant import Plant, gb
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster, ServerlessScaling
from innovate_model.resources.aurora_instance import AuroraInstance

SERVERLESS = "db.serverless"
ACU_OF_A_VCPU = 4.0
"""An ACU is about 2 GiB and the processor time that goes with it, of which AWS states no number. That it is as much as
in the memory-optimised classes, which have 8 GiB for each vCPU, is an assumption.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html"""
_LEAST_THAT_RUNS = 0.5
"""ACU, which come in halves: 0 is an instance that pauses."""
AWAKE = "; open connections do not let it pause, and half an ACU is the least that runs"
NO_MEMORY = "; memory, of which AWS has no formula, is not counted"
_TIERS_LIKE_THE_WRITER = 1
"""Promotion tiers up to this one: `acu_hours_above_minimum` says where that is written."""


def _written(cluster: AuroraCluster, plant: Plant) -> list[AuroraInstance]:
    children = plant.graph.targets(cluster.address, Relation.CONTAINS)
    found = [item for child in children if (item := plant.graph.model.get(child, AuroraInstance)) is not None]
    return sorted(found, key=lambda item: item.promotion_tier)


def writer_of(cluster: AuroraCluster, plant: Plant) -> AuroraInstance:
    """The instance that AWS makes the writer: the one of the lowest promotion tier. NotKnown where there is none."""
    instances = _written(cluster, plant)
    if not instances:
        raise NotKnown("it has no instance")
    return instances[0]


def readers_of(cluster: AuroraCluster, plant: Plant) -> tuple[int, int]:
    """(kept in any case, at most): those that are written, or the bounds of autoscaling."""
    written = max(0, len(_written(cluster, plant)) - 1)
    scaling = cluster.reader_autoscaling
    return (written, written) if scaling is None else (max(written, scaling.min_capacity), scaling.max_capacity)


def cores_of(cluster: AuroraCluster, plant: Plant) -> tuple[Numbers, Numbers]:
    """Processors that requests keep busy: (at the writer, at the readers)."""
    return plant.once(("database", cluster.address), lambda: _work(cluster, plant))


def members_of(cluster: AuroraCluster, plant: Plant) -> list[AuroraCluster]:
    """A cluster and those that follow it, or that it follows."""
    together = cluster.global_cluster
    if together is None:
        return [cluster]
    return [each for each in plant.graph.model.of(AuroraCluster) if each.global_cluster == together]


def asked_alone(cluster: AuroraCluster, plant: Plant) -> None:
    """NotKnown for a cluster whose writer does what others ask for, or leaves its writes to another: the writes of a
    global database all go to one region.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html"""
    if sum(is_used(each, plant) for each in members_of(cluster, plant)) > 1:
        raise NotKnown("several regions use its global database, and how their writes reach its one writer is not told")


def _work(cluster: AuroraCluster, plant: Plant) -> tuple[Numbers, Numbers]:
    asked_alone(cluster, plant)
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


def scaling_of(cluster: AuroraCluster) -> ServerlessScaling:
    """The bounds of its capacity. NotKnown where they are not written."""
    if cluster.serverlessv2_scaling_configuration is None:
        raise NotKnown("it states no `serverlessv2_scaling_configuration`")
    return cluster.serverlessv2_scaling_configuration


def least_awake(instance: AuroraInstance, cluster: AuroraCluster, plant: Plant) -> Numbers:
    """ACU that an instance which may pause takes all the same: one that has connections of users does not pause, and
    programs keep those of their pods open, to readers where they read there. The writer and its readers of the tiers 0
    and 1 pause together.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
    """
    if scaling_of(cluster).min_capacity:
        return 0.0
    open_now = connections_to(cluster.address, "database_connections", plant)[0]
    if not goes_with_the_writer(instance, cluster, plant):
        open_now = open_now * cores_of(cluster, plant)[1]
    return either(open_now > 0, _LEAST_THAT_RUNS, 0.0)


def goes_with_the_writer(instance: AuroraInstance, cluster: AuroraCluster, plant: Plant) -> bool:
    """Whether an instance is the writer, or a reader that has its capacity and pauses with it."""
    is_writer = instance.address == writer_of(cluster, plant).address
    return is_writer or instance.promotion_tier <= _TIERS_LIKE_THE_WRITER


def readers_needed(resource: AuroraCluster, plant: Plant) -> Numbers:
    """A serverless reader grows to its most before another one is added."""
    writer = writer_of(resource, plant)
    if writer.instance_class == SERVERLESS:
        processors = scaling_of(resource).max_capacity / ACU_OF_A_VCPU
    else:
        processors = float(known_vcpus_of(writer.instance_class))
    of_one = processors * plant.load.of("reader_target")
    return ceil(cores_of(resource, plant)[1] / of_one)


def gb_kept(plant: Plant) -> Numbers:
    """GB that are kept of all registered users."""
    load = plant.load
    kept = load.of("users_per_day") * load.of("users_kept_per_daily_user")
    return gb(kept * load.of("database_kb_per_user"))
