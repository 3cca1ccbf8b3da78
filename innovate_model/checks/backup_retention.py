"""Databases can be restored to any point of at least the last seven days.

Design document §6: "PITR (7-35 days retention depending on environment)". AWS keeps one day unless told otherwise,
and 35 at most: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
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
                backup_retention_days: 7
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "6"


LEAST_DAYS = 7


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster with less."""
    for cluster in graph.model.of(AuroraCluster):
        days = cluster.backup_retention_days
        if days < LEAST_DAYS:
            message = f"backups are kept {days} day{'s' if days > 1 else ''}, and {LEAST_DAYS} are the least"
            yield Complaint(at(cluster.address, "backup_retention_days"), message, "backup_retention_days: 7 to 35")
