"""A runbook says what to do with each production database when its region is lost.

Design document §6: "Runbook for cross-region failover using AWS DMS or Aurora Global Database secondary region". Nobody
writes a good one on the day itself:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html

A member of a global database must be covered by a runbook that uses it, too.

PASS:
    organization:
      title: Example
      region: us-east-1
      runbooks:
        failover:
          location: https://wiki.example.org/failover
          procedure: cross-region-failover
          covers: accounts.p.vpcs.main.aurora_clusters.main
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    organization:
      title: Example
      region: us-east-1
      runbooks:
        failover:
          location: https://wiki.example.org/failover
          procedure: cross-region-failover
          covers: accounts.p.vpcs.main.aurora_clusters.main
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        rds_global_clusters: {world: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}
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
                global_cluster: world
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.dms_replication_task import DmsReplicationTask
from innovate_model.resources.runbook import Runbook

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each production cluster without a runbook (its followers in other regions are what the runbook
    turns to), and for each runbook that does not use the global database of what it covers."""
    covering: dict[str, list[Runbook]] = {}
    for runbook in graph.model.of(Runbook):
        if runbook.procedure == "cross-region-failover":
            for address in (*runbook.covers, *runbook.uses):
                covering.setdefault(address, []).append(runbook)
    copies = {task.target for task in graph.model.of(DmsReplicationTask)}
    for cluster in in_environment(graph, AuroraCluster, "production"):
        own = covering.get(cluster.address, [])
        world = cluster.global_cluster
        if world is not None and not own and covering.get(world):
            continue
        if not own and cluster.address not in copies:
            message = "no runbook says what to do with this database when its region is lost"
            mend = "add a runbook with procedure: cross-region-failover that covers it"
            yield Complaint(at(cluster.address), message, mend)
        elif own and world is not None and not any(world in runbook.uses for runbook in own):
            related = Related("the global database that it is a member of", at(cluster.address, "global_cluster"))
            message = f"the runbook for {cluster.name} does not use its global database"
            yield Complaint(at(own[0].address, "uses"), message, f"uses: {world}", (related,))
