"""Security Hub: where findings come together."""

from .support import Planted, expect

CHECK = "findings-in-one-account"
PLANTED = Planted("accounts.security.security_hubs.main.members", "[accounts.production]", "accounts.dev")


def test_collector() -> None:
    """It is the one with the most members; others may have a hub of their own beside."""
    expect(
        CHECK,
        """\
accounts:
  security: {account_id: "111111111111", security_hubs: {main: {members: [accounts.one, accounts.two]}}}
  one: {account_id: "222222222222", security_hubs: {main: {members: accounts.three}}}
  two: {account_id: "333333333333"}
  three: {account_id: "444444444444"}
""",
        (5, 3, "do not come together in accounts.security"),
    )


def test_none() -> None:
    """A model without Security Hub that does not name its management account is not judged."""
    expect(
        CHECK,
        """\
accounts:
  production: {account_id: "333333333333", environment: production}
""",
    )
