"""Aurora: what a month stores, backs up, reads and writes, and what autoscaling adds."""

from __future__ import annotations

from innovate_model.analyses.capacity.clients import api_rate, is_used
from innovate_model.analyses.capacity.databases import (
    ACU_OF_A_VCPU,
    AWAKE,
    NO_MEMORY,
    cores_of,
    gb_kept,
    goes_with_the_writer,
    least_awake,
    members_of,
    readers_needed,
    readers_of,
    scaling_of,
    writer_of,
)
from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, clipped, largest, smallest
from innovate_model.analyses.capacity.plant import Plant, a_month
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance


def gb_stored(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """What is kept of every registered user; a member of a global database that nothing asks has the same, as each
    region holds a full copy of all data.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
    """
    if is_used(resource, plant):
        return Measured(gb_kept(plant), "what is kept of every registered user")
    if any(is_used(each, plant) for each in members_of(resource, plant)):
        return Measured(gb_kept(plant), "its own copy of what its global database keeps of every registered user")
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
    return Measured(gb_kept(plant) * smallest(changed, float(days - 1)), reason)


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
        lambda moment: clipped(readers_needed(resource, moment), float(least), float(max(least, most))) - least
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
    scaling = scaling_of(cluster)
    least, most = scaling.min_capacity, scaling.max_capacity
    hours = plant.over_a_month(
        lambda moment: clipped(_capacity(resource, cluster, moment), float(least), float(most)) - least
    )
    reason = f"4 ACU for each processor that is busy, within the bounds, each hour of a usual day{NO_MEMORY}"
    return Measured(hours, reason + ("" if least else AWAKE))


def _capacity(instance: AuroraInstance, cluster: AuroraCluster, moment: Plant) -> Numbers:
    """ACU that the work of an instance takes, or its open connections."""
    return largest(_worked(instance, cluster, moment), least_awake(instance, cluster, moment))


def _worked(instance: AuroraInstance, cluster: AuroraCluster, moment: Plant) -> Numbers:
    of_writer, of_readers = (busy * ACU_OF_A_VCPU for busy in cores_of(cluster, moment))
    if instance.address == writer_of(cluster, moment).address:
        return of_writer
    kept, most = readers_of(cluster, moment)
    if most > kept:
        raise NotKnown("how many readers share the reads when autoscaling adds serverless ones is not known here")
    own = of_readers / kept
    return largest(own, of_writer) if goes_with_the_writer(instance, cluster, moment) else own


MEASURES = {
    "aurora_cluster": {
        "gb_of_backups_over_cluster_size": gb_of_backups,
        "gb_stored": gb_stored,
        "io_requests": io_requests,
        "reader_hours_above_minimum": reader_hours_above_minimum,
    },
    "aurora_instance": {"acu_hours_above_minimum": acu_hours_above_minimum},
}
