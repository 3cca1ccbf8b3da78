"""account_assignments"""

import pytest

from .support import faults, one


def test_it_ties_a_group_to_accounts() -> None:
    """It applies to every account that it names."""
    it, edges = one(
        "identity_center",
        """
        permission_sets: {reader: {}}
        account_assignments:
          it: {group: developers, permission_set: reader, accounts: [accounts.dev, accounts.other]}
        """,
    )
    assert it.group == "developers"
    assert edges == {
        "associated_with organization.identity_center.permission_sets.reader",
        "applies_to accounts.dev",
        "applies_to accounts.other",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            account_assignments:
              it: {group: a, permission_set: nothing, accounts: accounts.dev}
            """,
            "dangling-reference:2",
        ),
        (
            """
            permission_sets: {reader: {}}
            account_assignments:
              it: {permission_set: reader, accounts: accounts.dev}
            """,
            "missing-key:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("identity_center", text) == [expected]
