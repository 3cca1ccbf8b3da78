"""A cache encrypts what crosses the network, and asks its clients for a token.

Design document §1: "handles sensitive user data", which a cache holds as much as the database behind it; §3.2 has TLS
between all parts. Encryption in transit is what a token needs:
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html

That it is encrypted at rest, and by which key, `encrypted-with-customer-key` says.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        secrets: {token: {rotation_days: 30}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            elasticache_replication_groups:
              main:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: yes
                auth_secret: token
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            elasticache_replication_groups:
              main:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: no
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            elasticache_replication_groups:
              main:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: data
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: yes
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cache that talks in plain text, or to anybody who reaches it."""
    for cache in graph.model.of(ElasticacheReplicationGroup):
        if not cache.transit_encryption_enabled:
            path = at(cache.address, "transit_encryption_enabled")
            yield Complaint(
                path, "what this cache says crosses the network readable", "transit_encryption_enabled: yes"
            )
        elif cache.auth_secret is None:
            path = at(cache.address, "auth_secret")
            yield Complaint(path, "whoever reaches this cache may read it", "auth_secret: the secret with its token")
