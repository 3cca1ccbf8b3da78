"""What becomes of old objects."""

from .support import Planted, expect

CHECK = "buckets-age"
PLANTED = Planted("accounts.log-archive.s3_buckets.workload-logs.lifecycle_rules", "null")


def test_who_is_not_asked() -> None:
    """What ends within a year, what CloudFront serves from, and what nothing writes to."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets:
      short: {lifecycle_rules: {age: {expiration_days: 365}}}
      spa: {}
      still: {}
      tiered: {lifecycle_rules: {age: {transition_to: STANDARD_IA, transition_days: 30}}}
    vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {one: {to: s3_buckets.short}, two: {to: s3_buckets.tiered}}}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
    iam_roles:
      deploy:
        trust: {services: [codebuild.amazonaws.com]}
        permissions: {push: {effect: Allow, actions: ["s3:*"], on: s3_buckets.spa}}
""",
        (8, 16, "neither moves to Glacier nor ends within a year"),
    )
