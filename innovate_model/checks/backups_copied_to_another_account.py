"""Databases copy their snapshots to a vault in another account.

Design document §6: "Daily snapshots replicated to backup account". Whoever takes over the account of a database
deletes its backups with it; the copy stays:
https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html

A database that is encrypted with the key that AWS manages cannot be copied out of its account:
https://aws.amazon.com/blogs/storage/create-and-share-encrypted-backups-across-accounts-and-regions-using-aws-backup/

PASS:
    accounts:
      backup: {account_id: "111111111111", backup_vaults: {aurora: {}}}
      dev:
        account_id: "222222222222"
        kms_keys: {aurora: {}}
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
                kms_key: aurora
                copies_to: accounts.backup.backup_vaults.aurora
FAIL:
    accounts:
      dev:
        account_id: "222222222222"
        backup_vaults: {aurora: {}}
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
                copies_to: backup_vaults.aurora
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.backup_vault import BackupVault

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster without copies, with copies beside it, or with a key that forbids them."""
    for cluster in graph.model.of(AuroraCluster):
        path = at(cluster.address, "copies_to")
        vault = graph.model.get(cluster.copies_to, BackupVault)
        if cluster.copies_to is None:
            yield Complaint(
                path, "snapshots stay in the account of the database", "copies_to: a vault in another account"
            )
        elif vault is not None and account_of(graph, vault) is account_of(graph, cluster):
            related = Related("the vault", at(vault.address))
            message = "snapshots are copied within the account of the database"
            yield Complaint(path, message, "name a vault in another account", (related,))
        elif cluster.storage_encrypted and cluster.kms_key is None:
            message = "snapshots under the key that AWS manages cannot be copied to another account"
            yield Complaint(path, message, "give the cluster a kms_key")
