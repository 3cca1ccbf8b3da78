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
    """Each GB in each storage class, and with elastic throughput each GB read or written.

    https://aws.amazon.com/efs/pricing/
    """
    yield NotPriced("EFS storage and throughput", _UNKNOWN)


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
