"""backup_vaults"""

import pytest

from .support import faults, one


def test_a_vault_keeps_what_it_has() -> None:
    """Its lock is a number of days."""
    it, edges = one(
        "account",
        """
        backup_vaults:
          it: {kms_key: key, min_retention_days: 35}
        """,
    )
    assert it.min_retention_days == 35
    assert edges == {
        "encrypted_by kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            backup_vaults:
              it:
                min_retention_days: 0
            """,
            "wrong-type:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
