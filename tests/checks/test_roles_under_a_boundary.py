"""Permissions boundaries: who needs one."""

from .support import Planted, expect

CHECK = "roles-under-a-boundary"
PLANTED = Planted("accounts.production.iam_roles.api.permissions_boundary", "workload-bondary")


def test_who() -> None:
    """Roles of accounts that serve no environment need none; an ARN may name a policy from elsewhere."""
    expect(
        CHECK,
        """\
accounts:
  tools: {account_id: "111111111111", iam_roles: {ci: {trust: {services: [ec2.amazonaws.com]}}}}
  dev:
    account_id: "222222222222"
    environment: dev
    iam_policies: {bound: {permissions: {a: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}}}
    iam_roles:
      one: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: "arn:aws:iam::aws:policy/SecurityAudit"}
      two:
        trust: {services: [ec2.amazonaws.com]}
        managed_policies: [SecurityAudit]
        permissions_boundary: SecurityAudit
      three: {trust: {services: [ec2.amazonaws.com]}}
""",
        (13, 7, "no boundary limits this role"),
    )


def test_elsewhere() -> None:
    """Without a policy of its own in the account it is not known what the name means."""
    expect(
        CHECK,
        """\
accounts:
  dev:
    account_id: "222222222222"
    environment: dev
    iam_roles: {one: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: elsewhere}}
""",
    )
