"""identity_center"""

import pytest

from innovate_model.resources.identity_center import IdentityCenter

from .support import faults, load_at, one


def test_it_asks_for_a_second_factor_at_every_sign_in() -> None:
    """That is the default of a new instance."""
    it, edges = one(
        "organization",
        """
        identity_center:
          permission_sets: {it: {}}
        """,
    )
    assert it.parent == "organization.identity_center"
    identity_center = load_at("organization", "identity_center: {}").model["organization.identity_center"]
    assert isinstance(identity_center, IdentityCenter)
    assert (identity_center.mfa_mode, identity_center.without_mfa_device) == ("ALWAYS_ON", "register")
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
