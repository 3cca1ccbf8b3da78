"""Rotation of keys: which of them can."""

import pytest

from .support import Planted, expect

CHECK = "customer-keys-rotate"
PLANTED = Planted("accounts.production.kms_keys.aurora.enable_key_rotation", "no")
MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    kms_keys:
      k: {KEY}
"""


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("enable_key_rotation: no", 32),
        ("multi_region: yes", 7),
        ("enable_key_rotation: yes, rotation_period_in_days: 180", None),
        ("key_usage: SIGN_VERIFY, customer_master_key_spec: RSA_2048", None),
        ("customer_master_key_spec: RSA_4096", None),
    ],
)
def test_who_is_told(key: str, column: int | None) -> None:
    """Symmetric keys alone."""
    expect(CHECK, MODEL.replace("KEY", key), *([(5, column, "keeps its material")] if column else []))
