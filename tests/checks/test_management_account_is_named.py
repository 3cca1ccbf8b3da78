"""The management account: who has to name it."""

from .support import Planted, expect

CHECK = "management-account-is-named"
PLANTED = Planted("organization.management_account", "null")


def test_a_lone_account_needs_none() -> None:
    """Without units and guardrails there is nothing to manage."""
    expect(CHECK, "organization: {title: E, region: us-east-1}\naccounts: {a: {account_id: '111111111111'}}\n")


def test_a_guardrail_alone_is_enough() -> None:
    """It is told at the organisation."""
    expect(
        CHECK,
        """\
organization:
  title: E
  region: us-east-1
  service_control_policies:
    stay: {targets: [organization], statements: {leave: {effect: Deny, actions: ["organizations:LeaveOrganization"]}}}
accounts: {a: {account_id: "111111111111"}}
""",
        (1, 1, "nobody can tell"),
    )
