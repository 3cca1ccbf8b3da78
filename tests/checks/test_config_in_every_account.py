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
  one:
    account_id: "111111111111"
    s3_buckets: {history: {}}
    config_recorders: {main: {to: history, include_global_resource_types: yes}}
""",
    )


def test_some_accounts() -> None:
    """An aggregator that leaves an account out leaves its records apart; one recorder of IAM is enough."""
    expect(
        CHECK,
        """\
accounts:
  one:
    account_id: "111111111111"
    s3_buckets: {history: {}}
    config_recorders: {other: {to: history}, main: {to: history, include_global_resource_types: yes}}
    config_aggregators: {all: {accounts: accounts.two}}
  two:
    account_id: "222222222222"
    config_recorders: {main: {to: accounts.one.s3_buckets.history, include_global_resource_types: yes}}
""",
        (6, 42, "records in accounts.one together"),
    )


def test_where_records_go() -> None:
    """Not into the account of an environment, its own least of all."""
    expect(
        CHECK,
        """\
accounts:
  one:
    account_id: "111111111111"
    environment: dev
    s3_buckets: {history: {}}
    config_recorders: {main: {to: history, include_global_resource_types: yes}}
""",
        (6, 35, "stay in the account that they are about"),
    )
