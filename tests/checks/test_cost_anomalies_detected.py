"""Anomalies of costs."""

from .support import Planted, expect

CHECK = "cost-anomalies-detected"
PLANTED = Planted("accounts.management.cost_anomaly_monitors.services.subscription", "null")


def test_accounts() -> None:
    """Monitors of every environment's account do as well."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}

accounts:
  payer: {account_id: "111111111111"}
  dev:
    account_id: "222222222222"
    environment: dev
    cost_anomaly_monitors: {own: {subscription: {subscribers: [a@example.com]}}}
  staging: {account_id: "333333333333", environment: staging}
""",
        (1, 1, "nothing looks for unusual spending in staging"),
    )
