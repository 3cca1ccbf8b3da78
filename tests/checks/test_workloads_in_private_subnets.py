"""Private subnets: who belongs there."""

from .support import Planted, expect

CHECK = "workloads-in-private-subnets"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.node_groups.general.subnets", "public")


def test_facing_the_internet() -> None:
    """An internet-facing load balancer belongs into public subnets."""
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
        internet_gateways: {main: {}}
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
        lbs: {api: {type: application, subnets: public}}
""",
    )


def test_internal() -> None:
    """An internal one does not; the way out by IPv6 counts."""
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
        ipv6_cidr_block: 2001:db8::/56
        internet_gateways: {main: {}}
        route_tables: {public: {routes: {"::/0": internet_gateways.main}}}
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
        lbs: {inner: {type: network, internal: yes, subnets: public}}
""",
        (12, 62, "an internal load balancer stands in public-a, public-b"),
    )


def test_by_nat() -> None:
    """A subnet that leaves by a NAT gateway is private."""
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
        route_tables: {app: {routes: {0.0.0.0/0: nat_gateways.egress}}}
        subnets:
          public: {cidr_block: 10.0.255.0/24, availability_zone: a}
          app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}
        nat_gateways: {egress: {subnet: public}}
        lbs: {inner: {type: network, internal: yes, subnets: app}}
""",
    )
