"""runbooks of the organisation"""

import pytest

from .support import faults, one


def test_a_runbook_covers_and_uses() -> None:
    """What it is for, and what it needs to be there."""
    it, edges = one(
        "organization",
        """
        runbooks:
          it:
            location: https://wiki.example.org/failover
            procedure: cross-region-failover
            covers: accounts.dev.vpcs.main.aurora_clusters.db
            uses: accounts.dev.backup_vaults.vault
        """,
    )
    assert it.procedure == "cross-region-failover"
    assert edges == {"applies_to aurora_clusters.db", "associated_with backup_vaults.vault"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            runbooks:
              it: {location: wiki, procedure: restore}
            """,
            "wrong-type:2",
        ),
        (
            """
            runbooks:
              it: {location: "https://wiki.example.org/x", procedure: pray}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]
