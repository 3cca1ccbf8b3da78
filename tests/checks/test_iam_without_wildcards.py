"""Wildcards in roles."""

from .support import Planted, expect

CHECK = "iam-without-wildcards"
PLANTED = Planted(
    "accounts.production.iam_roles.worker.permissions.artifacts", "{actions: ['*'], on: [], resources: ['*']}"
)


def test_which() -> None:
    """A condition, a narrower resource or a denial limits; within a service a wildcard may be; all of IAM is all."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_roles:
      role:
        trust: {services: [ec2.amazonaws.com]}
        permissions:
          narrow: {effect: Allow, actions: ["*"], resources: ["arn:aws:s3:::a"]}
          met: {effect: Allow, actions: ["*"], resources: ["*"], condition: {Bool: {aws:SecureTransport: "true"}}}
          no: {effect: Deny, actions: ["*"], resources: ["*"]}
          within: {effect: Allow, actions: ["ec2:*"], resources: ["*"]}
          iam: {effect: Allow, actions: ["IAM:*"], resources: ["*"]}
""",
        (12, 32, "`IAM:*` on all resources is no limit"),
    )


def test_boundaries() -> None:
    """A boundary may allow all and deny some; a policy that bounds nobody is not judged."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_policies:
      bound:
        permissions:
          all: {effect: Allow, actions: ["*"], resources: ["*"]}
          no: {effect: Deny, actions: ["iam:*"], resources: ["*"]}
      spare: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}}
    iam_roles: {role: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}}
""",
    )
