"""Stores that are billed by what lies in them: S3, ECR, AWS Backup."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site
from innovate_model.analyses.storage_classes import STANDARD, gb_in, periods
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.backup_vault import BackupVault
from innovate_model.resources.ecr_repository import EcrRepository
from innovate_model.resources.s3_bucket import S3Bucket


def s3_bucket(resource: S3Bucket, site: Site) -> Iterator[Demand]:
    """Each GB stored, in tiers, as much as lies in each class by the rules for all objects; and each request.

    https://aws.amazon.com/s3/pricing/
    """
    colder = [each.storage_class for each in periods(resource) if each.storage_class != STANDARD]
    why = "what is in S3 Standard" if colder else "all in S3 Standard"
    if any(rule.transition_to == "INTELLIGENT_TIERING" for rule in resource.lifecycle_rules.values()):
        why += "; that nobody reads what is in Intelligent-Tiering, which makes it cheaper, is not considered"
    yield Metered("S3 storage", "s3.standard", "gb_stored", why)
    for name in colder:
        why = "objects are not counted: what moving one costs, and what is added to small ones"
        yield Metered(f"S3 storage, {name}", PRICES[name], gb_in(name), why)
    yield Metered("S3 requests that write or list", "s3.put_1k", "write_requests", per=1_000)
    yield Metered("S3 requests that read", "s3.get_1k", "read_requests", per=1_000)


PRICES = {
    "STANDARD_IA": "s3.standard_ia",
    "ONEZONE_IA": "s3.onezone_ia",
    "GLACIER_IR": "s3.glacier_instant",
    "GLACIER": "s3.glacier_flexible",
    "DEEP_ARCHIVE": "s3.deep_archive",
}
"""Storage class -> the price of a GB in it."""


def ecr_repository(resource: EcrRepository, site: Site) -> Iterator[Demand]:
    """Each GB stored; a replica in another account is that repository's.

    https://aws.amazon.com/ecr/pricing/
    """
    yield Metered("ECR storage", "ecr.gb", "gb_stored")


def backup_vault(resource: BackupVault, site: Site) -> Iterator[Demand]:
    """Each GB stored, at a rate that depends on what was backed up: snapshots of Aurora are billed as Aurora's own.

    https://aws.amazon.com/backup/pricing/
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-storage-backup.html
    """
    copied = [site.graph.model[address] for address in site.graph.sources(resource.address, Relation.COPIES_TO)]
    if copied and all(isinstance(each, AuroraCluster) for each in copied):
        why = "only snapshots of Aurora clusters are copied here, which are billed as Aurora's backup storage"
        yield Metered("AWS Backup storage", "aurora.backup", "gb_stored", why)
    else:
        yield Metered("AWS Backup storage", "backup.gb", "gb_stored")


TIER = "data"
PRICED = {"s3_bucket": s3_bucket, "ecr_repository": ecr_repository, "backup_vault": backup_vault}
