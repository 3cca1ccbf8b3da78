"""permission_sets"""

import pytest

from .support import faults, one


def test_its_inline_policy() -> None:
    """Statements are on everything when they do not say on what; a session lasts an hour."""
    it, edges = one(
        "identity_center",
        """
        permission_sets:
          it:
            managed_policies: [ViewOnlyAccess]
            statements: {fail-over: {effect: Allow, actions: [rds:FailoverDBCluster]}}
        """,
    )
    assert it.session_duration_hours == 1
    assert it.statements["fail-over"].resources == ("*",)
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            permission_sets:
              it: {session_duration_hours: 13}
            """,
            "wrong-type:2",
        ),
        (
            """
            permission_sets:
              it:
                statements: {a: {effect: Perhaps}}
            """,
            "wrong-type:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("identity_center", text) == [expected]
