"""Rotation of secrets."""

from .support import expect

CHECK = "secrets-rotated"


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
