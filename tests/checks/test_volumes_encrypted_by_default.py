"""Volumes."""

from .support import Planted, expect

CHECK = "volumes-encrypted-by-default"
PLANTED = Planted("accounts.production.ebs_encryption_by_default.kms_key", "null")


def test_off() -> None:
    """A setting that is off is none."""
    expect(
        CHECK,
        """\
accounts:
  a: {account_id: "111111111111", environment: dev, ebs_encryption_by_default: {enabled: no}}
  b: {account_id: "222222222222", environment: dev}
  c: {account_id: "333333333333", ebs_encryption_by_default: {}}
""",
        (2, 90, "new volumes are not encrypted by default"),
    )
