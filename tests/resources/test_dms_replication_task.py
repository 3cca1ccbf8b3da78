"""dms_replication_tasks of an account"""

import pytest

from .support import faults, one


def test_a_task_copies_a_database() -> None:
    """From one cluster to another."""
    it, edges = one(
        "account",
        """
        vpcs:
          main:
            aurora_clusters:
              copy: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
        dms_replication_tasks:
          it:
            migration_type: full-load-and-cdc
            replication_instance_class: dms.r6i.large
            source: vpcs.main.aurora_clusters.db
            target: vpcs.main.aurora_clusters.copy
        """,
    )
    assert it.migration_type == "full-load-and-cdc"
    assert edges == {"reads aurora_clusters.db", "copies_to aurora_clusters.copy"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            dms_replication_tasks:
              it: {migration_type: cdc, replication_instance_class: dms.r6i.large, source: vpcs.main.aurora_clusters.db}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
