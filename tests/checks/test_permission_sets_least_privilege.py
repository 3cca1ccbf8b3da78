"""Permission sets: how much is too much."""

from .support import Planted, expect

CHECK = "permission-sets-least-privilege"
PLANTED = Planted(
    "organization.identity_center.permission_sets.ProductionReader.managed_policies", "[AdministratorAccess]"
)


def test_where() -> None:
    """In the sandbox everything is allowed, in staging all but AdministratorAccess; an unassigned set harms nobody."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  identity_center:
    permission_sets:
      power: {managed_policies: [PowerUserAccess]}
      admin: {managed_policies: [AdministratorAccess]}
      spare: {managed_policies: [AdministratorAccess]}
      narrow: {statements: {a: {effect: Allow, actions: ["*"], resources: ["arn:aws:s3:::a/*"]}}}
    account_assignments:
      a: {group: g, permission_set: admin, accounts: [accounts.dev, accounts.staging]}
      b: {group: g, permission_set: power, accounts: accounts.staging}
      c: {group: g, permission_set: narrow, accounts: accounts.production}
      d: {group: g, permission_set: admin, accounts: accounts.production}
accounts:
  dev: {account_id: "111111111111", environment: dev}
  staging: {account_id: "222222222222", environment: staging}
  production: {account_id: "333333333333", environment: production}
""",
        (7, 34, "AdministratorAccess is not the least privilege"),
    )


def test_all_but_some() -> None:
    """Outside of production, all but IAM is what PowerUserAccess is; all but everything is nothing."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  identity_center:
    permission_sets:
      power: {statements: {a: {effect: Allow, not_actions: ["iam:*", "organizations:*"]}}}
      none: {statements: {a: {effect: Allow, not_actions: ["*"]}}}
      most: {statements: {a: {effect: Allow, not_actions: ["iam:*", "s3:*"]}}}
    account_assignments:
      a: {group: g, permission_set: power, accounts: accounts.staging}
      b: {group: g, permission_set: none, accounts: accounts.production}
      c: {group: g, permission_set: most, accounts: accounts.production}
accounts:
  staging: {account_id: "222222222222", environment: staging}
  production: {account_id: "333333333333", environment: production}
""",
        (8, 46, "everything but iam:*, s3:* is not the least privilege"),
    )
