"""The guardrail around detectors."""

from .support import Planted, expect

CHECK = "scp-keeps-detectors"
PLANTED = Planted(
    "organization.service_control_policies.keep-watching.statements.detectors.actions",
    "[guardduty:DeleteDetector]",
    "accounts.production.organizational_unit",
)


def test_what() -> None:
    """Only what watches the account can be switched off in it."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  management_account: payer
  service_control_policies:
    keep: {targets: organization, statements: {a: {effect: Deny, actions: ['securityhub:*']}}}
accounts:
  payer: {account_id: "111111111111"}
  security: {account_id: "444444444444", security_hubs: {main: {members: accounts.dev}}}
  dev: {account_id: "222222222222", environment: dev}
""",
    )
