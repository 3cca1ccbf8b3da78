"""Who administers what watches."""

from .support import Planted, expect

CHECK = "delegated-administration"
PLANTED = Planted(
    "organization.delegated_administrators.guardduty.account",
    "accounts.backup",
    "accounts.security.guardduty_detectors.main",
)


def test_own_account() -> None:
    """What looks at its own account only needs no leave, not even in the management account."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}

accounts:
  payer: {account_id: "111111111111", guardduty_detectors: {main: {}}, access_analyzers: {own: {}}}
""",
    )


def test_not_named() -> None:
    """An organisation that does not name its management account is not judged."""
    expect(
        CHECK,
        """\
accounts:
  one: {account_id: "111111111111", guardduty_detectors: {main: {auto_enable_organization_members: ALL}}}
  two: {account_id: "222222222222"}
""",
    )


def test_several() -> None:
    """Each service has an administrator of its own."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}

accounts:
  payer: {account_id: "111111111111"}
  one:
    account_id: "222222222222"
    security_hubs: {main: {members: accounts.payer}}
    config_aggregators: {all: {whole_organization: yes}}
""",
        (7, 21, "nobody made accounts.one the administrator of securityhub.amazonaws.com"),
        (8, 26, "nobody made accounts.one the administrator of config.amazonaws.com"),
    )
