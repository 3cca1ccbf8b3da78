"""delegated_administrators"""

import pytest

from .support import faults, one


def test_it_names_an_account() -> None:
    """One service, one account."""
    it, edges = one(
        "organization",
        """
        delegated_administrators:
          it: {account: accounts.other, service_principal: guardduty.amazonaws.com}
        """,
    )
    assert it.service_principal == "guardduty.amazonaws.com"
    assert edges == {"associated_with accounts.other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            delegated_administrators:
              it: {account: accounts.other, service_principal: guardduty}
            """,
            "bad-service:2",
        ),
        (
            """
            delegated_administrators:
              it: {account: accounts.nobody, service_principal: guardduty.amazonaws.com}
            """,
            "dangling-reference:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]
