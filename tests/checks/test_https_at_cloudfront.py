"""Viewers by HTTPS."""

from .support import Planted, expect

CHECK = "https-at-cloudfront"
PLANTED = Planted("accounts.production.cloudfront_distributions.spa.viewer_protocol_policy", "allow-all")


def test_strict() -> None:
    """A distribution that refuses HTTP altogether is fine too."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}}
    web_acls: {edge: {scope: CLOUDFRONT, managed_rule_groups: [AWSManagedRulesCommonRuleSet]}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
""",
    )
