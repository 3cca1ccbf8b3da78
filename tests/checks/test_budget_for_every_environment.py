"""Budgets."""

from .support import Planted, expect

CHECK = "budget-for-every-environment"
PLANTED = Planted(
    "accounts.management.budgets.staging.linked_accounts", "[accounts.staging, accounts.dev]", "accounts.staging"
)


def test_whose() -> None:
    """One in the account itself is as good; one over two accounts is for neither."""
    expect(
        CHECK,
        """\
blueprints: {alerts: {near: {threshold_percent: 80, subscribers: [a@example.com]}}}
accounts:
  a:
    account_id: "111111111111"
    environment: dev
    budgets:
      own: {limit_usd: 1, alerts: {extends: blueprints.alerts}}
      two: {limit_usd: 1, linked_accounts: [accounts.a, accounts.b], alerts: {extends: blueprints.alerts}}
  b: {account_id: "222222222222", environment: staging}
  c: {account_id: "333333333333"}
""",
        (9, 3, "no budget watches what this staging account spends, and it alone"),
    )
