"""A cache of production has a replica in another Availability Zone that takes over by itself.

Design document §2: production has "Aurora PostgreSQL (Multi-AZ), ElastiCache"; §3.1: at least three zones. A cache of
one node is empty after it fails, and everything that it held is asked of the database at once:
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            elasticache_replication_groups:
              cache:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: yes
                num_cache_clusters: 2
                automatic_failover_enabled: yes
                multi_az_enabled: yes
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            elasticache_replication_groups:
              cache:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: yes
                num_cache_clusters: 1
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            elasticache_replication_groups:
              cache:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: yes
                num_cache_clusters: 2
                automatic_failover_enabled: no
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cache, at the first thing that it lacks."""
    for cache in in_environment(graph, ElasticacheReplicationGroup, "production"):
        if cache.num_cache_clusters < 2:
            message = "this cache has one node, and nothing takes over from it"
            yield Complaint(at(cache.address, "num_cache_clusters"), message, "num_cache_clusters: 2 or more")
        elif not cache.automatic_failover_enabled:
            message = "nobody makes a replica the primary when that fails"
            yield Complaint(at(cache.address, "automatic_failover_enabled"), message, "automatic_failover_enabled: yes")
        elif not cache.multi_az_enabled:
            message = "its nodes may all stand in one Availability Zone"
            yield Complaint(at(cache.address, "multi_az_enabled"), message, "multi_az_enabled: yes")
