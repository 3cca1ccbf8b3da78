"""Identity Center: who gets in."""

from .support import Planted, expect

CHECK = "people-through-identity-center"
PLANTED = Planted(
    "organization.identity_center.account_assignments.staging.accounts", "accounts.dev", "accounts.staging"
)


def test_who() -> None:
    """Accounts that serve no environment may do without people."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, identity_center: {}}
accounts:
  logs: {account_id: "222222222222"}
""",
    )


def test_none() -> None:
    """A model that does not name its management account may have an Identity Center elsewhere."""
    expect(
        CHECK,
        """\
accounts:
  dev: {account_id: "222222222222", environment: dev}
""",
    )
