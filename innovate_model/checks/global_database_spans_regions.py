"""A global database has members in at least two regions, one in each, all of its engine.

Design document §6: "Aurora Global Database for cross-region DR". With one region it protects from nothing, and AWS
takes one cluster for each region, of the engine of the primary one:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html

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
            global_cluster: world
    accounts:
      p:
        account_id: "111111111111"
        rds_global_clusters: {world: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}
        vpcs:
          east: {extends: blueprints.vpc, cidr_block: 10.0.0.0/16}
          west: {extends: blueprints.vpc, cidr_block: 10.1.0.0/16, region: us-west-2}
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
            global_cluster: world
    accounts:
      p:
        account_id: "111111111111"
        rds_global_clusters: {world: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}
        vpcs:
          one: {extends: blueprints.vpc, cidr_block: 10.0.0.0/16}
          two: {extends: blueprints.vpc, cidr_block: 10.1.0.0/16}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        rds_global_clusters: {world: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.rds_global_cluster import RdsGlobalCluster

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each member too many in a region or of another engine, and for each global database in fewer
    than two regions."""
    for world in graph.model.of(RdsGlobalCluster):
        first: dict[str, AuroraCluster] = {}
        for address in graph.sources(world.address, Relation.MEMBER_OF):
            member = graph.model.get(address, AuroraCluster)
            if member is None:
                continue
            region = graph.model.region_of(member) or ""
            other = first.setdefault(region, member)
            path = at(member.address, "global_cluster")
            if other is not member:
                related = Related("the member there", at(other.address, "global_cluster"))
                message = f"{world.name} has a member in {region} already"
                yield Complaint(path, message, "place the cluster in another region", (related,))
            elif member.engine != world.engine:
                message = f"{world.name} is of the engine {world.engine}, and this is {member.engine}"
                yield Complaint(path, message, f"engine: {world.engine}")
        if len(first) < 2:
            regions = f"all members of this global database are in {next(iter(first))}" if first else "it has no member"
            yield Complaint(at(world.address), regions, "give clusters in two regions this global_cluster")
