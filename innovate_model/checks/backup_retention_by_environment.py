"""Production's backups are kept at least as long as those of any other environment.

Design document §6: "PITR (7-35 days retention depending on environment)". What depends on the environment grows with
what a loss would cost, and that is most in production:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html

PASS:
    blueprints:
      vpc:
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            backup_retention_days: 7
    accounts:
      s:
        account_id: "111111111111"
        environment: staging
        vpcs: {main: {extends: blueprints.vpc, cidr_block: 10.0.0.0/16}}
      p:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            extends: blueprints.vpc
            cidr_block: 10.1.0.0/16
            aurora_clusters: {main: {backup_retention_days: 35}}
FAIL:
    blueprints:
      vpc:
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            backup_retention_days: 7
    accounts:
      s:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            extends: blueprints.vpc
            cidr_block: 10.0.0.0/16
            aurora_clusters: {main: {backup_retention_days: 14}}
      p:
        account_id: "222222222222"
        environment: production
        vpcs: {main: {extends: blueprints.vpc, cidr_block: 10.1.0.0/16}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each production cluster that keeps less than the longest elsewhere."""
    production: list[AuroraCluster] = []
    others: list[AuroraCluster] = []
    for cluster in graph.model.of(AuroraCluster):
        environment = environment_of(graph, cluster)
        if environment:
            (production if environment == "production" else others).append(cluster)
    longest = max(others, key=lambda cluster: cluster.backup_retention_days, default=None)
    for cluster in production if longest is not None else []:
        if longest is not None and cluster.backup_retention_days < longest.backup_retention_days:
            kept, more = cluster.backup_retention_days, longest.backup_retention_days
            message = f"production keeps {kept} days of backups, and {environment_of(graph, longest)} {more}"
            related = Related("which keeps more", at(longest.address, "backup_retention_days"))
            path = at(cluster.address, "backup_retention_days")
            yield Complaint(path, message, f"backup_retention_days: {more} or more", (related,))
