"""Origins: which need origin access control."""

from .support import Planted, expect

CHECK = "private-bucket-behind-cloudfront"
PLANTED = Planted("accounts.production.cloudfront_distributions.spa.origins.spa.access", "public")


def test_default_is_public() -> None:
    """An origin that does not say how it is fetched is public, and a load balancer needs no control."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}}
    cloudfront_distributions:
      spa:
        origins:
          spa: {s3_bucket: spa}
          api: {lb: vpcs.main.lbs.api}
        default_origin: spa
        viewer_protocol_policy: https-only
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: public}}
""",
        (8, 11, "origin spa"),
    )
