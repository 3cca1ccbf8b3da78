"""The management account: what counts as a workload."""

from .support import Planted, expect

CHECK = "management-account-without-workloads"
PLANTED = Planted("accounts.management.ecr_repositories.tool", "{scan_on_push: yes}")


def test_what_it_may_hold() -> None:
    """Roles, keys, buckets and topics of billing alarms are no workloads."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}
accounts:
  payer:
    account_id: "111111111111"
    kms_keys: {bills: {}}
    s3_buckets: {bills: {kms_key: bills}}
    sns_topics: {bills: {}}
    iam_roles: {finance: {trust: {services: [ec2.amazonaws.com]}}}
""",
    )


def test_each_workload() -> None:
    """Each workload is a finding of its own, at its own key; what it contains is not counted again."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, management_account: payer}
accounts:
  payer:
    account_id: "111111111111"
    ecr_repositories: {tool: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
""",
        (5, 24, "ecr_repository"),
        (7, 7, "vpc"),
    )


def test_other_accounts() -> None:
    """An account that the organization does not name may hold what it likes."""
    expect(
        CHECK,
        """\
accounts:
  payer: {account_id: "111111111111", vpcs: {main: {cidr_block: 10.0.0.0/16}}}
""",
    )
