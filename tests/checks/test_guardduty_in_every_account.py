"""GuardDuty: who is watched."""

from .support import Planted, expect

CHECK = "guardduty-in-every-account"
PLANTED = Planted(
    "accounts.security.guardduty_detectors.main.auto_enable_organization_members", "NONE", "accounts.production"
)


def test_members() -> None:
    """Members that the detector names are watched, and whoever has a detector of their own."""
    expect(
        CHECK,
        """\
accounts:
  security: {account_id: "111111111111", guardduty_detectors: {main: {members: accounts.one}}}
  one: {account_id: "222222222222"}
  two: {account_id: "333333333333", guardduty_detectors: {main: {}}}
  three: {account_id: "444444444444"}
""",
        (5, 3, "no GuardDuty detector watches this account"),
    )


def test_part_of_an_organization() -> None:
    """A model that does not name its management account may be watched from where it does not reach."""
    expect(
        CHECK,
        """\
accounts:
  production: {account_id: "333333333333", environment: production}
""",
    )


def test_no_environment() -> None:
    """An organisation without environments has nothing to protect yet."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}

accounts:
  payer: {account_id: "333333333333"}
""",
    )
