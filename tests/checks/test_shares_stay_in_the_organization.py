"""Shares."""

from .support import Planted, expect

CHECK = "shares-stay-in-the-organization"
PLANTED = Planted("accounts.networking.resource_shares.resolver-logs.allow_external_principals", "yes")


def test_default() -> None:
    """AWS's default lets others in."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    prefix_lists: {office: {entries: [192.168.0.0/16]}}
    resource_shares: {lists: {resources: office, principals: organization}}
""",
        (5, 23, "accounts of other organisations can be added to this share"),
    )
