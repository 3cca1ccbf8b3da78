"""resource_shares"""

import pytest

from .support import faults, one


def test_it_lends_things_to_accounts_and_units() -> None:
    """AWS lets in other organisations unless it is told not to."""
    it, edges = one(
        "account",
        """
        resource_shares:
          it:
            resources: vpcs.main.subnets.app
            principals: [accounts.other, organizational_units.workloads, organization]
        """,
    )
    assert it.allow_external_principals is True
    assert edges == {
        "applies_to subnets.app-a",
        "applies_to subnets.app-b",
        "shared_with accounts.other",
        "shared_with organization.organizational_units.workloads",
        "shared_with organization",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            resource_shares:
              it: {resources: vpcs.main.subnets.app, principals: accounts.nobody}
            """,
            "dangling-reference:2",
        ),
        (
            """
            resource_shares:
              it: {resources: s3_buckets.store, principals: accounts.other}
            """,
            "wrong-reference:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
