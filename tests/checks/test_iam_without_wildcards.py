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
    """A boundary may allow all where nobody whom it bounds can be rid of it; a policy that bounds nobody is not
    judged."""
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
          no:
            effect: Deny
            actions: ["iam:Delete*Boundary", "iam:PutRolePermissionsBoundary", "iam:CreatePolicyVersion"]
            resources: ["*"]
      loose:
        permissions:
          all: {effect: Allow, actions: ["*"], resources: ["*"]}
          no: {effect: Deny, actions: ["iam:Delete*Boundary"], resources: ["*"]}
      spare: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}}
    iam_roles:
      role: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}
      other: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: loose}
""",
        (14, 32, "`*` on all resources is no limit"),
    )


def test_policies_by_name() -> None:
    """A policy of the account is found by its name or its ARN, and said once; AWS's own are not taken for it."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_policies:
      wide: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["arn:aws:iam::111111111111:role/*"]}}}
      reading: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}}
    iam_roles:
      one: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [wide]}
      two: {trust: {services: [ec2.amazonaws.com]}, managed_policies: ["arn:aws:iam::111111111111:policy/wide"]}
      three: {trust: {services: [ec2.amazonaws.com]}, managed_policies: ["arn:aws:iam::aws:policy/reading"]}
""",
        (5, 49, "`*` on arn:aws:iam::111111111111:role/* is no limit"),
    )


def test_another_account() -> None:
    """All of IAM in another account is nothing here."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_roles:
      role:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {all: {effect: Allow, actions: ["iam:*"], resources: ["arn:aws:iam::222222222222:*"]}}
""",
    )


def test_data_of_a_service() -> None:
    """All actions on all of it; not some of either, not with a condition, not where nothing is held."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_policies:
      files: {permissions: {all: {effect: Allow, actions: ["s3:**"], resources: ["arn:aws:s3:::*"]}}}
      bound: {permissions: {all: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}}
    iam_roles:
      role:
        trust: {services: [ec2.amazonaws.com]}
        managed_policies: [files, SecretsManagerReadWrite, AmazonS3ReadOnlyAccess]
        permissions_boundary: bound
        permissions:
          some: {effect: Allow, actions: ["s3:Get*", "ec2:*"], resources: ["*"]}
          one: {effect: Allow, actions: ["s3:*"], resources: ["arn:aws:s3:::one/*"]}
          met: {effect: Allow, actions: ["s3:*"], resources: ["*"], condition: {Bool: {aws:SecureTransport: "true"}}}
          no: {effect: Deny, actions: ["s3:*"], resources: ["*"]}
          two: {effect: Allow, actions: ["kms:*", "logs:*"], resources: ["*"]}
          any: {effect: Allow, actions: ["*"], resources: ["arn:aws:kinesis:*:*:stream/*"]}
""",
        (5, 50, "`s3:**` on arn:aws:s3:::* is all that s3 holds"),
        (10, 35, "SecretsManagerReadWrite allows this role all of secretsmanager, on all resources"),
        (17, 32, "`kms:*` on all resources is all that kms and logs hold"),
        (18, 32, "`*` on arn:aws:kinesis:*:*:stream/* is all that kinesis holds"),
    )
