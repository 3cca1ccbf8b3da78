"""kms_keys"""

import pytest

from .support import faults, one


def test_a_key_does_not_rotate_unless_it_says_so() -> None:
    """Rotation is off by default, as it is in AWS."""
    it, edges = one(
        "account",
        """
        kms_keys:
          it: {deletion_window_in_days: 7}
        """,
    )
    assert it.enable_key_rotation is False
    assert it.deletion_window_in_days == 7
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            kms_keys:
              it: {deletion_window_in_days: 31}
            """,
            "wrong-type:2",
        ),
        (
            """
            kms_keys:
              it: {key_usage: SIGN_VERIFY}
            """,
            "not-supported:2",
        ),
        (
            """
            kms_keys:
              it: {customer_master_key_spec: RSA_4096, enable_key_rotation: yes}
            """,
            "not-supported:2",
        ),
        (
            """
            kms_keys:
              it:
                rotation: yes
            """,
            "unknown-key:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
