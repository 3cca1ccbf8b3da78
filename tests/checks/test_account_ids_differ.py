"""Account ids: equal ones."""

from .support import Planted, expect

CHECK = "account-ids-differ"
PLANTED = Planted("accounts.production.account_id", "012345670125", found_at="accounts.production.account_id")


def test_each_after_the_first() -> None:
    """Three with one id are two complaints, each pointing at the first."""
    expect(
        CHECK,
        """\
accounts:
  a: {account_id: "111111111111"}
  b: {account_id: "111111111111"}
  c: {account_id: "111111111111"}
""",
        (3, 19, "this is the id of a"),
        (4, 19, "this is the id of a"),
    )
