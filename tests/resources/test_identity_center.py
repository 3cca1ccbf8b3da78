"""identity_center"""

import pytest

from .support import faults, one


def test_it_asks_for_a_second_factor_only_when_a_sign_in_is_unusual() -> None:
    """That is AWS's default."""
    it, edges = one(
        "organization",
        """
        identity_center:
          permission_sets: {it: {}}
        """,
    )
    assert it.parent == "organization.identity_center"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            identity_center: {session_duration_hours: 2161}
            """,
            "wrong-type:1",
        ),
        (
            """
            identity_center:
              mfa_mode: sometimes
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]
