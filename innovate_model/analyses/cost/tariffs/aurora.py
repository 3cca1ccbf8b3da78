"""Amazon Aurora: instances by the hour or by capacity units, storage, requests and backups by what is used."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, NotPriced, Site, hours, public_ipv4
from innovate_model.analyses.cost.money import HOURS_PER_MONTH
from innovate_model.analyses.cost.watching import More, of_capacity, of_databases
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance

SERVERLESS = "db.serverless"
_STANDARD = "Aurora Standard configuration"
_OPTIMIZED = "Aurora I/O-Optimized configuration, in which I/O requests are free"


def aurora_cluster(resource: AuroraCluster, site: Site) -> Iterator[Demand]:
    """Storage, I/O requests (in the Standard configuration alone), backups beyond the size of the cluster, and what its
    clients in other zones send and receive, all by what is used; and the readers that autoscaling keeps beside those
    written, of the class of the primary instance.

    https://aws.amazon.com/rds/aurora/pricing/
    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
    """
    if _is_optimized(resource):
        yield Metered("Aurora storage", "aurora.storage.io_optimized", "gb_stored", _OPTIMIZED)
        yield NoCharge(f"{_OPTIMIZED}: https://aws.amazon.com/rds/aurora/pricing/", ("io_requests",))
    else:
        yield Metered("Aurora storage", "aurora.storage.standard", "gb_stored", _STANDARD)
        yield Metered("Aurora I/O requests", "aurora.io.standard", "io_requests", _STANDARD, 1_000_000)
    yield Metered("Aurora backup storage", "aurora.backup", "gb_of_backups_over_cluster_size")
    why = "each GB is billed on both sides"
    yield Metered("data transfer between zones", "data_transfer.cross_az", "gb_between_zones", why, times=2)
    children = site.graph.targets(resource.address, Relation.CONTAINS)
    instances = [item for address in children if (item := site.graph.model.get(address, AuroraInstance))]
    kept = resource.reader_autoscaling.min_capacity if resource.reader_autoscaling else 0
    missing = kept - max(0, len(instances) - 1)
    if missing > 0 and instances:
        primary = min(instances, key=lambda item: item.promotion_tier)
        why = f"{missing} more than written, so that autoscaling has its {kept} readers"
        yield from _instances(resource, site, primary.instance_class, missing, why)
    if resource.reader_autoscaling and resource.reader_autoscaling.max_capacity > max(kept, len(instances) - 1):
        yield from _more_readers(resource, site, instances)


def _more_readers(cluster: AuroraCluster, site: Site, instances: list[AuroraInstance]) -> Iterator[Demand]:
    """What autoscaling adds beyond the readers that are kept, of the class of the primary instance."""
    what, more = "Aurora readers above the minimum", More("reader_hours_above_minimum", "readers above the minimum")
    if not instances:
        yield NotPriced(what, "it has no instance whose class they could have")
        return
    primary = min(instances, key=lambda item: item.promotion_tier).instance_class
    if primary == SERVERLESS:
        yield NotPriced(what, "what serverless readers cost is their capacity, which depends on their number")
        return
    price = _price_of_instance(cluster, primary)
    yield Metered(what, price, more.measure, f"{primary}, the class of the primary instance")
    yield from of_databases(cluster, site, primary, 0, more)


def aurora_instance(resource: AuroraInstance, site: Site) -> Iterator[Demand]:
    """A provisioned instance by the hour; a serverless one by its capacity, which never falls below the minimum.

    https://aws.amazon.com/rds/aurora/pricing/
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
    """
    cluster = site.graph.model.get(resource.parent, AuroraCluster)
    if cluster is None:
        yield NotPriced("Aurora instance", "its cluster is not in the model")
        return
    yield from _instances(cluster, site, resource.instance_class, 1, "runs all month, on demand")
    if resource.publicly_accessible:
        yield public_ipv4(1, "a publicly accessible instance has an address")


def _instances(cluster: AuroraCluster, site: Site, instance_class: str, count: int, why: str) -> Iterator[Demand]:
    if instance_class != SERVERLESS:
        price = _price_of_instance(cluster, instance_class)
        yield hours(f"Aurora {instance_class} instance", price, count, why)
        yield from of_databases(cluster, site, instance_class, count)
        return
    scaling = cluster.serverlessv2_scaling_configuration
    if scaling is None:
        yield NotPriced("Aurora Serverless v2 capacity", "its cluster states no serverlessv2_scaling_configuration")
        return
    price = f"{_engine(cluster)}.serverless_v2.acu{'_io_optimized' if _is_optimized(cluster) else ''}"
    least, most = scaling.min_capacity, scaling.max_capacity
    why = f"{why}, at its minimum of {least:g} ACU (it may grow to {most:g})"
    units = count * Decimal(str(least))
    more = More("acu_hours_above_minimum", "capacity above the minimum") if most > least else None
    yield Charge("Aurora Serverless v2 capacity", price, units * HOURS_PER_MONTH, why)
    if more is not None:
        yield Metered(f"Aurora Serverless v2 {more.words}", price, more.measure)
    yield from of_capacity(cluster, site, units, more)


def _price_of_instance(cluster: AuroraCluster, instance_class: str) -> str:
    """I/O-Optimized has rates of its own; a reservation pays for it as for a larger size, which `commitments` follow.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithReservedDBInstances.html
    """
    kind = "instance_io_optimized" if _is_optimized(cluster) else "instance"
    return f"{_engine(cluster)}.{kind}.{instance_class}"


def _engine(cluster: AuroraCluster) -> str:
    return cluster.engine.replace("-", "_")


def _is_optimized(cluster: AuroraCluster) -> bool:
    return cluster.storage_type == "aurora-iopt1"


TIER = "data"
PRICED = {"aurora_cluster": aurora_cluster, "aurora_instance": aurora_instance}
