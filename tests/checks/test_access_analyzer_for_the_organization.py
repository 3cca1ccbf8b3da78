"""Access Analyzer: its zone of trust."""

from .support import Planted, expect

CHECK = "access-analyzer-for-the-organization"
PLANTED = Planted("accounts.security.access_analyzers.external.type", "ACCOUNT")


def test_unused() -> None:
    """An analyzer of unused access does not look for what is open."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}

accounts:
  payer: {account_id: "111111111111"}
  dev: {account_id: "222222222222", environment: dev, access_analyzers: {unused: {type: ORGANIZATION_UNUSED_ACCESS}}}
""",
        (1, 1, "no analyzer looks for what is open"),
    )


def test_beside() -> None:
    """One of an account may stand beside that of the organisation."""
    expect(
        CHECK,
        """\
accounts:
  security: {account_id: "111111111111", access_analyzers: {all: {type: ORGANIZATION}, own: {}}}
""",
    )
