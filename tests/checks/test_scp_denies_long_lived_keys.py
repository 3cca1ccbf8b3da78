"""The guardrail against IAM users."""

from .support import Planted, expect

CHECK = "scp-denies-long-lived-keys"
PLANTED = Planted(
    "organization.service_control_policies.restrict-iam-wildcard.statements.users.actions",
    "[iam:CreateLoginProfile]",
    "accounts.production.organizational_unit",
)


def test_who() -> None:
    """An account under no policy is another check's, and one that serves no environment nobody's."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  service_control_policies:
    some: {targets: accounts.b, statements: {a: {effect: Deny, actions: ["ec2:*"]}}}
accounts:
  a: {account_id: "111111111111", environment: dev}
  b: {account_id: "222222222222"}
""",
    )


def test_both() -> None:
    """Each of the two is named."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  service_control_policies:
    some: {targets: accounts.a, statements: {a: {effect: Deny, actions: ["ec2:*"]}}}
accounts:
  a: {account_id: "111111111111", environment: dev}
""",
        (7, 3, "no service control policy denies iam:CreateUser and iam:CreateAccessKey in this account"),
    )
