"""Public buckets."""

from .support import Planted, expect

CHECK = "bucket-blocks-public-access"
PLANTED = Planted("accounts.production.s3_buckets.spa.block_public_access", "no")


def test_in_a_blueprint() -> None:
    """A fault in a blueprint is one finding at the blueprint's line."""
    expect(
        CHECK,
        """\
blueprints:
  site: {s3_buckets: {spa: {block_public_access: no}}}
accounts:
  dev: {extends: blueprints.site, account_id: "111111111111"}
  staging: {extends: blueprints.site, account_id: "222222222222"}
""",
        (2, 50, "opened to everybody"),
    )
