"""What surrounds the databases: shared files, replication between regions, ingestion into a data lake."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NotPriced, Site
from innovate_model.resources.dms_replication_task import DmsReplicationTask
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.glue_crawler import GlueCrawler
from innovate_model.resources.glue_job import GlueJob
from innovate_model.resources.rds_global_cluster import RdsGlobalCluster

_UNKNOWN = "the price book does not know its rates"


def efs_file_system(resource: EfsFileSystem, site: Site) -> Iterator[Demand]:
    """Each GB in each storage class that files move to; each GB read from or moved to a colder one; with elastic
    throughput each GB read or written, with provisioned what is above that which comes with the storage.

    https://aws.amazon.com/efs/pricing/
    https://docs.aws.amazon.com/efs/latest/ug/metered-sizes.html
    """
    is_elastic = resource.throughput_mode == "elastic"
    moves = resource.lifecycle_policy
    yield Metered("EFS storage, Standard", "efs.standard", "gb_stored", "a regional file system")
    if moves is not None and moves.transition_to_ia is not None:
        price = "efs.infrequent_access_elastic" if is_elastic else "efs.infrequent_access"
        yield Metered("EFS storage, Infrequent Access", price, "gb_stored_infrequent_access")
        yield Metered(
            "EFS access to Infrequent Access",
            "efs.infrequent_access.gb",
            "gb_accessed_infrequent_access",
            "read from it, or moved to it",
        )
    if moves is not None and moves.transition_to_archive is not None:
        yield Metered("EFS storage, Archive", "efs.archive", "gb_stored_archive")
        yield Metered("EFS access to Archive", "efs.archive.gb", "gb_accessed_archive", "read from it, or moved to it")
    if is_elastic:
        yield Metered("EFS elastic throughput, read", "efs.elastic.read_gb", "gb_read")
        yield Metered("EFS elastic throughput, written", "efs.elastic.write_gb", "gb_written")
    elif resource.throughput_mode == "provisioned":
        yield Metered(
            "EFS provisioned throughput",
            "efs.provisioned.mibps",
            "mibps_provisioned_above_included",
            "1 MiB/s for each 20 GB in Standard is included",
        )


def rds_global_cluster(resource: RdsGlobalCluster, site: Site) -> Iterator[Demand]:
    """Each write that is replicated to each secondary region, and its transfer out of the region that writes; the
    clusters charge for themselves.

    https://aws.amazon.com/rds/aurora/pricing/
    https://aws.amazon.com/blogs/architecture/exploring-data-transfer-costs-for-aws-managed-databases/
    """
    yield NotPriced("replicated write I/Os", _UNKNOWN)
    why = "to each secondary region, at the rate of the region of its account"
    yield Metered("data transfer of the replication", "data_transfer.inter_region", "gb_between_regions", why)


def dms_replication_task(resource: DmsReplicationTask, site: Site) -> Iterator[Demand]:
    """Each hour of its replication instance, and its storage.

    https://aws.amazon.com/dms/pricing/
    """
    yield NotPriced(f"{resource.replication_instance_class} replication instance", _UNKNOWN)


def glue_crawler(resource: GlueCrawler, site: Site) -> Iterator[Demand]:
    """Each hour of each data processing unit while it runs.

    https://aws.amazon.com/glue/pricing/
    """
    yield NotPriced("DPU-hours of the crawler", _UNKNOWN)


def glue_job(resource: GlueJob, site: Site) -> Iterator[Demand]:
    """Each hour of each data processing unit while it runs.

    https://aws.amazon.com/glue/pricing/
    """
    yield NotPriced(f"DPU-hours of {resource.number_of_workers} workers", _UNKNOWN)


TIER = "data"
PRICED = {
    "dms_replication_task": dms_replication_task,
    "efs_file_system": efs_file_system,
    "glue_crawler": glue_crawler,
    "glue_job": glue_job,
    "rds_global_cluster": rds_global_cluster,
}
FREE = {"rds_cluster_parameter_group": "a setting, billed with no database: https://aws.amazon.com/rds/aurora/pricing/"}
