"""aurora_clusters"""

import pytest

from .support import faults, one


def test_a_cluster_is_encrypted_and_copied() -> None:
    """The version stays text; capacities are in half ACUs."""
    it, edges = one(
        "vpc",
        """
        aurora_clusters:
          it:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: app
            security_groups: web
            storage_encrypted: true
            kms_key: key
            backup_retention_days: 35
            copies_to: vault
            serverlessv2_scaling_configuration: {min_capacity: 0.5, max_capacity: 4}
        """,
    )
    assert it.engine_version == "16.10"
    assert it.port == 5432
    assert it.storage_encrypted is True
    assert it.serverlessv2_scaling_configuration.min_capacity == 0.5
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
        "encrypted_by kms_keys.key",
        "copies_to backup_vaults.vault",
    }


@pytest.mark.parametrize(("written", "port"), [("", 3306), ("port: 5432", 5432)])
def test_mysql_listens_on_its_own_port(written: str, port: int) -> None:
    """Unless another one is written."""
    it, _ = one(
        "vpc",
        f"""
        aurora_clusters:
          it:
            engine: aurora-mysql
            engine_version: 8.0.mysql_aurora.3.08.0
            subnets: app
            storage_encrypted: true
            {written}
        """,
    )
    assert it.port == port


def test_a_cluster_has_settings_and_an_audience() -> None:
    """Parameters, a stream of its activity under a key, and a global database stand elsewhere."""
    it, edges = one(
        "account",
        """
        rds_cluster_parameter_groups: {postgres: {family: aurora-postgresql16}}
        rds_global_clusters: {world: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}
        vpcs:
          main:
            aurora_clusters:
              it:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: app-a
                storage_encrypted: yes
                copies_to: vault
                parameter_group: postgres
                activity_stream: {mode: async, kms_key: key}
                global_cluster: world
        """,
    )
    assert it.copy_interval_hours == 24
    assert it.activity_stream.mode == "async"
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "copies_to backup_vaults.vault",
        "associated_with rds_cluster_parameter_groups.postgres",
        "encrypted_by kms_keys.key",
        "member_of rds_global_clusters.world",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            aurora_clusters:
              it:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: app
                storage_encrypted: yes
                activity_stream: {mode: async}
            """,
            "missing-key:7",
        ),
        (
            """
            aurora_clusters:
              it: {engine: aurora-postgresql, engine_version: 16.10, subnets: app}
            """,
            "missing-key:2",
        ),
        (
            """
            aurora_clusters:
              it:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: app
                storage_encrypted: yes
                backup_retention_days: 36
            """,
            "wrong-type:7",
        ),
        (
            """
            aurora_clusters:
              it:
                engine: postgres
                engine_version: 16.10
                subnets: app
                storage_encrypted: yes
            """,
            "wrong-type:3",
        ),
        (
            """
            aurora_clusters:
              it:
                engine: aurora-mysql
                engine_version: 8.0
                subnets: app
                storage_encrypted: yes
                serverlessv2_scaling_configuration: {min_capacity: 0.3, max_capacity: 4}
            """,
            "bad-scaling:7",
        ),
        (
            """
            aurora_clusters:
              it:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: app
                storage_encrypted: yes
                serverlessv2_scaling_configuration: {min_capacity: 0, max_capacity: 0.5}
            """,
            "bad-scaling:7",
        ),
        (
            """
            aurora_clusters:
              it:
                engine: aurora-mysql
                engine_version: 8.0
                subnets: app
                storage_encrypted: yes
                activity_stream: {mode: sync, kms_key: key}
            """,
            "not-supported:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
