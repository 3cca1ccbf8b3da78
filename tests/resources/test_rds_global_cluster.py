"""rds_global_clusters of an account"""

import pytest

from .support import faults, one


def test_members_name_it() -> None:
    """It states nothing about its members: they do."""
    it, edges = one(
        "account",
        """
        rds_global_clusters:
          it: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}
        """,
    )
    assert it.deletion_protection is False
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            rds_global_clusters:
              it: {engine: postgres, engine_version: 16.10, storage_encrypted: yes}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
