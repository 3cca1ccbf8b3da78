"""Caches of production: what they lack, one thing at a time."""

import pytest

from .support import Planted, expect

CHECK = "cache-multi-az"
PLANTED = Planted(
    "accounts.production.vpcs.main.elasticache_replication_groups.cache",
    "{num_cache_clusters: 1, automatic_failover_enabled: no, multi_az_enabled: no}",
    found_at="accounts.production.vpcs.main.elasticache_replication_groups.cache.num_cache_clusters",
)
MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    environment: ENVIRONMENT
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            node_type: cache.r6g.large
            subnets: data
            at_rest_encryption_enabled: yes
            transit_encryption_enabled: yes
            num_cache_clusters: 2
            automatic_failover_enabled: FAILOVER
"""


@pytest.mark.parametrize(
    ("environment", "failover", "places"),
    [
        ("production", "no", [(19, 41, "nobody makes a replica the primary")]),
        ("production", "yes", [(11, 11, "its nodes may all stand in one")]),
        ("staging", "no", []),
    ],
)
def test_what_is_lacking(environment: str, failover: str, places: list[tuple[int, int, str]]) -> None:
    """In production alone."""
    expect(CHECK, MODEL.replace("ENVIRONMENT", environment).replace("FAILOVER", failover), *places)
