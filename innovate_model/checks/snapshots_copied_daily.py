"""Snapshots are copied once a day or more often, to a vault that nobody can empty early.

Design document §6: "Daily snapshots replicated to backup account via copy automation". What is older than a day is work
that is lost with the account. Aurora copies nothing by itself: a plan of AWS Backup does, to a vault whose lock states
how long a copy is kept at least, under a key of the backup account's:
https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html

PASS:
    accounts:
      backup:
        account_id: "111111111111"
        kms_keys: {backup: {}}
        backup_vaults: {aurora: {kms_key: backup, min_retention_days: 35}}
      dev:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                copies_to: accounts.backup.backup_vaults.aurora
FAIL:
    accounts:
      backup:
        account_id: "111111111111"
        kms_keys: {backup: {}}
        backup_vaults: {aurora: {kms_key: backup, min_retention_days: 35}}
      dev:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                copies_to: accounts.backup.backup_vaults.aurora
                copy_interval_hours: 168
FAIL:
    accounts:
      backup: {account_id: "111111111111", backup_vaults: {aurora: {}}}
      dev:
        account_id: "222222222222"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                copies_to: accounts.backup.backup_vaults.aurora
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.backup_vault import BackupVault

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "6"
A_DAY = 24
"""Hours."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster that copies too seldom, and for each vault of copies without lock or key."""
    used: dict[str, str] = {}
    for cluster in graph.model.of(AuroraCluster):
        if cluster.copies_to is None:
            continue
        used.setdefault(cluster.copies_to, cluster.address)
        if cluster.copy_interval_hours > A_DAY:
            message = f"snapshots are copied every {cluster.copy_interval_hours} hours, and a day is the most"
            yield Complaint(at(cluster.address, "copy_interval_hours"), message, f"copy_interval_hours: {A_DAY}")
    for address, cluster_address in used.items():
        vault = graph.model.get(address, BackupVault)
        related = (Related("it keeps the copies of this", at(cluster_address, "copies_to")),)
        if vault is not None and vault.min_retention_days is None:
            message = "whoever may delete recovery points can delete the copies in this vault at once"
            yield Complaint(at(address, "min_retention_days"), message, "min_retention_days: 35", related)
        if vault is not None and vault.kms_key is None:
            message = "the copies in this vault lie under a key that AWS manages"
            yield Complaint(at(address, "kms_key"), message, "kms_key: a key of the vault's account", related)
