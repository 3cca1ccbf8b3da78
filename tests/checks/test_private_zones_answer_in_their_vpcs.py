"""Private zones and who asks them."""

from .support import Planted, expect

CHECK = "private-zones-answer-in-their-vpcs"
PLANTED = Planted("accounts.production.vpcs.main.enable_dns_hostnames", "no")


def test_zones_of_others() -> None:
    """A VPC may be associated with the zone of another account, and public zones are for everybody."""
    expect(
        CHECK,
        """\
accounts:
  names:
    account_id: "111111111111"
    route53_zones: {inner: {domain_name: example.internal, vpcs: accounts.dev.vpcs.main}}
  dev:
    account_id: "222222222222"
    route53_zones: {outer: {domain_name: example.com}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.34, subnets: app}}
""",
    )
