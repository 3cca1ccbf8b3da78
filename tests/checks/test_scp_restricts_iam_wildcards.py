"""The guardrail against AdministratorAccess."""

from .support import Planted, expect

CHECK = "scp-restricts-iam-wildcards"
PLANTED = Planted(
    "organization.service_control_policies.restrict-iam-wildcard.statements.administrator-groups.actions",
    "[iam:AttachUserPolicy]",
    "accounts.production.organizational_unit",
)


def test_all_of_iam() -> None:
    """A denial of attaching whatever is enough."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  service_control_policies:
    none: {targets: organization, statements: {a: {effect: Deny, actions: ["iam:Attach*"]}}}
accounts:
  a: {account_id: "111111111111", environment: dev}
""",
    )


def test_list_of_services() -> None:
    """So is a list of what is allowed that leaves IAM out."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  service_control_policies:
    few: {targets: organization, statements: {a: {effect: Allow, actions: ["s3:*", "ec2:*"]}}}
accounts:
  a: {account_id: "111111111111", environment: dev}
""",
    )
