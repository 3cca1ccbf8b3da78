"""AWS Config: who is recorded."""

from .support import Planted, expect

CHECK = "config-in-every-account"
PLANTED = Planted("accounts.production.config_recorders.main.all_supported", "no")


def test_one_account() -> None:
    """Where one account is recorded there is nothing to bring together."""
    expect(
        CHECK,
        """\
accounts:
  one: {account_id: "111111111111", s3_buckets: {history: {}}, config_recorders: {main: {to: history}}}
""",
    )


def test_some_accounts() -> None:
    """An aggregator that leaves an account out leaves its records apart."""
    expect(
        CHECK,
        """\
accounts:
  one:
    account_id: "111111111111"
    s3_buckets: {history: {}}
    config_recorders: {main: {to: history}}
    config_aggregators: {all: {accounts: accounts.two}}
  two: {account_id: "222222222222", config_recorders: {main: {to: accounts.one.s3_buckets.history}}}
""",
        (6, 42, "records in accounts.one together"),
    )
