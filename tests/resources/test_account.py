"""accounts"""

import pytest

from .support import faults, one


def test_an_account_keeps_its_leading_zeros_and_takes_the_region_of_the_organization() -> None:
    """The id stays the twelve digits that were written; a region that is not written is the organization's."""
    it, edges = one(
        "root",
        """
        accounts:
          it: {account_id: 012345670123, organizational_unit: workloads, environment: dev}
        """,
    )
    assert it.account_id == "012345670123"
    assert it.region == "us-east-1"
    assert it.environment == "dev"
    assert edges == {
        "member_of organization.organizational_units.workloads",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            accounts:
              it: {account_id: 12345}
            """,
            "bad-account-id:2",
        ),
        (
            """
            accounts:
              it:
                organizational_unit: workloads
            """,
            "missing-key:2",
        ),
        (
            """
            accounts:
              it:
                account_id: 012345670123
                organizational_unit: workload
            """,
            "dangling-reference:4",
        ),
        (
            """
            accounts:
              it:
                account_id: 012345670123
                environment: prod
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("root", text) == [expected]
