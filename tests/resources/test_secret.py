"""secrets"""

import pytest

from .support import faults, one


def test_a_secret_is_encrypted_and_rotated() -> None:
    """The key is named and the rotation is in days."""
    it, edges = one(
        "account",
        """
        secrets:
          it: {kms_key: key, rotation_days: 30}
        """,
    )
    assert it.rotation_days == 30
    assert edges == {
        "encrypted_by kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            secrets:
              it:
                rotation_days: 1001
            """,
            "wrong-type:3",
        ),
        (
            """
            secrets:
              it:
                kms_key: s3_buckets.store
            """,
            "wrong-reference:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
