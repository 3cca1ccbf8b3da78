"""Web ACLs: of which scope, and with what in them."""

from .support import Planted, expect

CHECK = "waf-in-front"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.web_acl", "null")


def test_wrong_scope() -> None:
    """A web ACL of the wrong scope cannot be attached."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {spa: {}}
    web_acls: {edge: {scope: REGIONAL, managed_rule_groups: [AWSManagedRulesCommonRuleSet]}}
    cloudfront_distributions:
      spa:
        origins: {spa: {s3_bucket: spa, access: origin_access_control}}
        default_origin: spa
        viewer_protocol_policy: https-only
        web_acl: edge
""",
        (11, 18, "scope CLOUDFRONT here, and edge has REGIONAL"),
    )


def test_missing() -> None:
    """A distribution without one is named at its own key."""
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
        (7, 7, "without a web ACL"),
    )


def test_not_judged() -> None:
    """Network load balancers and internal ones are not asked."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          wire: {type: network, subnets: app}
          inner: {type: application, internal: yes, subnets: app}
""",
    )


def test_rate_limit() -> None:
    """A rate limit alone is a rule; a web ACL that nothing uses may be empty."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    web_acls: {api: {scope: REGIONAL, rate_limit: 2000}, spare: {scope: REGIONAL}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: public, web_acl: api}}
""",
    )


def test_empty() -> None:
    """An empty web ACL is named where it stands, once for all its users."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    web_acls: {api: {scope: REGIONAL}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api: {type: application, subnets: public, web_acl: api}
          admin: {type: application, subnets: public, web_acl: api}
""",
        (4, 16, "no rule"),
    )
