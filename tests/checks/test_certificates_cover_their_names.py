"""Certificates and names."""

from .support import Planted, expect

CHECK = "certificates-cover-their-names"
PLANTED = Planted(
    "accounts.production.acm_certificates.app.domain_name",
    "www.innovate.example",
    found_at="accounts.production.cloudfront_distributions.spa.certificate",
)


def test_accounts_without_certificates() -> None:
    """Who declares none, or names them by ARN, is not judged."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}}
    cloudfront_distributions:
      spa:
        aliases: [app.example.com]
        certificate: example.com
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
""",
    )


def test_a_distribution_answers_to_its_aliases() -> None:
    """A record that leads to a distribution which does not know the name leads to an error."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}}
    route53_zones:
      main:
        domain_name: example.com
        records:
          app.example.com: {alias: cloudfront_distributions.spa}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
""",
        (9, 36, "answers to no app.example.com"),
    )


def test_a_listener() -> None:
    """Its certificate is one of its own account and region."""
    expect(
        CHECK,
        """\
organization: {title: Example, region: eu-central-1}
accounts:
  a:
    account_id: "111111111111"
    acm_certificates: {api: {domain_name: api.example.com, region: us-east-1}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api:
            type: application
            subnets: public
            listeners: {https: {port: 443, protocol: HTTPS, certificate: api.example.com, forward_to: api}}
            target_groups: {api: {port: 8080, protocol: HTTP}}
""",
        (15, 74, "not declared in this account and region"),
    )
