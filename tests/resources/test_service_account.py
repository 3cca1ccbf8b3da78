"""service_accounts of a namespace"""

import pytest

from .support import faults, one


def test_a_service_account_says_nothing_about_roles() -> None:
    """The role that trusts it says so, so that the relation is written once."""
    it, edges = one(
        "namespace",
        """
        service_accounts:
          it: {}
        """,
    )
    assert it.parent.endswith("namespaces.api")
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            service_accounts:
              it: {iam_role: role}
            """,
            "unknown-key:2",
        ),
        (
            """
            service_accounts:
              it: role
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]
