"""cost_anomaly_monitors"""

import pytest

from .support import faults, one


def test_what_it_watches() -> None:
    """Its own account by service, or the accounts that it names."""
    it, edges = one("account", "cost_anomaly_monitors:\n  it: {}")
    assert it.monitor_type == "DIMENSIONAL"
    assert edges == {"watches accounts.dev"}
    _, edges = one(
        "account",
        """
        cost_anomaly_monitors:
          it: {monitor_type: CUSTOM, linked_accounts: accounts.other}
        """,
    )
    assert edges == {"watches accounts.other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            cost_anomaly_monitors:
              it: {monitor_type: CUSTOM}
            """,
            "missing-key:2",
        ),
        (
            """
            cost_anomaly_monitors:
              it: {subscription: {frequency: IMMEDIATE, subscribers: [a@example.com]}}
            """,
            "bad-subscriber:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
