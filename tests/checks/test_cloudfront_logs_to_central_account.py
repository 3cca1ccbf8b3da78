"""Where CloudFront logs to."""

from .support import Planted, expect

CHECK = "cloudfront-logs-to-central-account"
PLANTED = Planted(
    "accounts.production.cloudfront_distributions.spa.logs_to", "accounts.production.s3_buckets.artifacts"
)


def test_another_environment() -> None:
    """An account that serves an environment is not central; one without an environment is not judged."""
    expect(
        CHECK,
        """\
accounts:
  staging: {account_id: "111111111111", environment: staging, s3_buckets: {logs: {}}}
  dev:
    account_id: "222222222222"
    environment: dev
    s3_buckets: {spa: {}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
        logs_to: accounts.staging.s3_buckets.logs
  other:
    account_id: "333333333333"
    s3_buckets: {spa: {}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
""",
        (12, 18, "goes to the staging account"),
    )
