"""budgets"""

import pytest

from .support import faults, one


def test_whose_costs_it_watches() -> None:
    """The accounts that it names, or its own."""
    it, edges = one(
        "account",
        """
        budgets:
          it:
            limit_usd: 100
            linked_accounts: accounts.other
            alerts: {near: {threshold_percent: 80, subscribers: [finops@example.com]}}
        """,
    )
    assert it.time_unit == "MONTHLY"
    assert edges == {"watches accounts.other"}
    assert one("account", "budgets:\n  it: {limit_usd: 100}")[1] == {"watches accounts.dev"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            budgets:
              it: {limit_usd: 0}
            """,
            "wrong-type:2",
        ),
        (
            """
            budgets:
              it: {limit_usd: 1, alerts: {a: {threshold_percent: 80, subscribers: []}}}
            """,
            "wrong-type:2",
        ),
        (
            """
            budgets:
              it: {limit_usd: 1, alerts: {a: {threshold_percent: 80, subscribers: ["arn:aws:sns:a", "arn:aws:sns:b"]}}}
            """,
            "too-many:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
