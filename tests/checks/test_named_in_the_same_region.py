"""Regions: what must share one."""

from .support import Planted, expect

CHECK = "named-in-the-same-region"
PLANTED = Planted(
    "accounts.production.kms_keys.aurora.region",
    "eu-west-1",
    found_at="accounts.production.vpcs.main.aurora_clusters.main.kms_key",
)
MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    region: eu-west-1
    kms_keys: {k: {MORE}}
    s3_buckets: {here: {kms_key: k}}
"""


def test_the_accounts_region_is_everybodys() -> None:
    """What names none of its own stands in that of the account."""
    expect(CHECK, MODEL.replace("MORE", ""))
    expect(CHECK, MODEL.replace("MORE", "region: us-east-1"), (6, 34, "here is in eu-west-1, and k in us-east-1"))


def test_a_multi_region_key_is_taken() -> None:
    """Its replica is the same key."""
    expect(CHECK, MODEL.replace("MORE", "region: us-east-1, multi_region: yes"))
