"""elasticache_replication_groups"""

import pytest

from .support import faults, one


def test_a_cache_that_fails_over_survives_a_subnet() -> None:
    """With failover its subnets back one another up."""
    it, edges = one(
        "vpc",
        """
        elasticache_replication_groups:
          it:
            engine: valkey
            engine_version: 8.0
            node_type: cache.r6g.large
            num_cache_clusters: 2
            subnets: app
            automatic_failover_enabled: yes
            multi_az_enabled: yes
            at_rest_encryption_enabled: yes
            transit_encryption_enabled: yes
        """,
    )
    assert it.survives_a_zone
    assert it.engine_version == "8.0"
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            elasticache_replication_groups:
              it:
                engine: valkey
                engine_version: 8.0
                node_type: cache.r6g.large
                subnets: app
                at_rest_encryption_enabled: yes
                transit_encryption_enabled: no
                auth_secret: password
            """,
            "missing-key:2",
        ),
        (
            """
            elasticache_replication_groups:
              it: {engine: redis, engine_version: 7.1, node_type: x, subnets: app, automatic_failover_enabled: yes,
                at_rest_encryption_enabled: yes, transit_encryption_enabled: yes}
            """,
            "bad-scaling:2",
        ),
        (
            """
            elasticache_replication_groups:
              it: {engine: redis, engine_version: 7.1, node_type: x, subnets: app, at_rest_encryption_enabled: yes}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
