"""Rotation of secrets."""

from .support import Planted, expect

CHECK = "secrets-rotated"
PLANTED = Planted("accounts.production.secrets.aurora-app.rotation_days", "null")


def test_each() -> None:
    """Each secret is asked by itself."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    secrets:
      db: {rotation_days: 30}
      token: {description: Never changed}
""",
        (6, 7, "never changes"),
    )
