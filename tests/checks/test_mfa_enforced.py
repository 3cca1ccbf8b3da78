"""The second factor."""

from .support import Planted, expect

CHECK = "mfa-enforced"
PLANTED = Planted("organization.identity_center.mfa_mode", "DISABLED")


def test_external() -> None:
    """An external identity source asks by itself."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, identity_center: {identity_source: external, mfa_mode: DISABLED}}
""",
    )


def test_a_code_by_mail() -> None:
    """A code by e-mail is no second factor."""
    expect(
        CHECK,
        """\
organization:
  title: Example
  region: us-east-1
  identity_center: {without_mfa_device: email-code}
""",
        (4, 41, "who has no MFA device is let in"),
    )


def test_block() -> None:
    """Who has none may be blocked."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: us-east-1, identity_center: {without_mfa_device: block}}
""",
    )
