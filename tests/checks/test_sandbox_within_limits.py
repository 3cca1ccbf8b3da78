"""Limits of the sandbox."""

from .support import Planted, expect

CHECK = "sandbox-within-limits"
PLANTED = Planted("accounts.management.budgets.dev.limit_usd", "12000")


def test_periods() -> None:
    """Limits are compared by the day, and only of budgets that are for one account."""
    expect(
        CHECK,
        """\
accounts:
  payer:
    account_id: "111111111111"
    budgets:
      dev: {limit_usd: 100, time_unit: DAILY, linked_accounts: accounts.dev}
      both: {limit_usd: 9999, linked_accounts: [accounts.dev, accounts.production]}
      production: {limit_usd: 2000, linked_accounts: accounts.production}
  dev: {account_id: "222222222222", environment: dev}
  production: {account_id: "333333333333", environment: production}
""",
        (5, 24, "the sandbox may spend as much as production"),
    )


def test_nothing_to_compare_with() -> None:
    """Without a budget of production's there is none to be below."""
    expect(
        CHECK,
        """\
accounts:
  dev: {account_id: "222222222222", environment: dev, budgets: {own: {limit_usd: 9999}}}
""",
    )
