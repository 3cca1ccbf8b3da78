"""The guardrail against public buckets."""

from .support import Planted, expect

CHECK = "scp-denies-public-buckets"
PLANTED = Planted(
    "organization.service_control_policies.deny-public-buckets.statements.public-access-block.actions",
    "[s3:PutBucketPublicAccessBlock]",
    "accounts.production.organizational_unit",
)


def test_unit() -> None:
    """A policy on another unit does not reach the account."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {one: {}, two: {}}
  service_control_policies:
    here: {targets: organizational_units.one, statements: {a: {effect: Deny, actions: ["s3:Put*PublicAccessBlock"]}}}
    there: {targets: organizational_units.two, statements: {a: {effect: Deny, actions: ["ec2:*"]}}}
accounts:
  a: {account_id: "111111111111", environment: dev, organizational_unit: one}
  b: {account_id: "222222222222", environment: dev, organizational_unit: two}
  c: {account_id: "333333333333", environment: dev}
""",
        (10, 74, "s3:PutBucketPublicAccessBlock and s3:PutAccountPublicAccessBlock"),
    )


def test_exceptions() -> None:
    """An exception for everybody is no guardrail; one that hangs on what is not known is not judged."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  organizational_units: {one: {}, two: {}}
  service_control_policies:
    all:
      targets: organizational_units.one
      statements:
        a:
          effect: Deny
          actions: ["s3:*PublicAccessBlock"]
          condition: {ArnNotLike: {aws:PrincipalArn: "arn:aws:iam::*:role/*"}}
    some:
      targets: organizational_units.two
      statements:
        a:
          effect: Deny
          actions: ["s3:*PublicAccessBlock"]
          condition: {StringNotEquals: {aws:PrincipalTag/team: platform}}
accounts:
  a: {account_id: "111111111111", environment: dev, organizational_unit: one}
  b: {account_id: "222222222222", environment: dev, organizational_unit: two}
""",
        (21, 74, "no service control policy denies"),
    )
