"""NAT gateways by zone: where it matters."""

from .support import Planted, expect

CHECK = "nat-in-the-same-zone"
PLANTED = Planted(
    "accounts.production.vpcs.main.nat_gateways.egress",
    "{per: null, subnet: public-a}",
    found_at="accounts.production.vpcs.main.route_tables.app-b.routes",
)


def test_elsewhere() -> None:
    """Outside of production one gateway for all zones is a choice."""
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
          public: {per: availability_zone, newbits: 4, netnum: 0}
          app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
        nat_gateways: {egress: {subnet: public-a}}
""",
    )


def test_named_zones() -> None:
    """The finding stands at the route and names the zones that depend on another."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        route_tables: {app: {routes: {0.0.0.0/0: nat_gateways.egress}}}
        subnets:
          public: {per: availability_zone, newbits: 4, netnum: 0}
          app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
        nat_gateways: {egress: {subnet: public-a}}
""",
        (9, 50, "us-east-1b leaves through us-east-1a"),
    )


def test_main_table() -> None:
    """Subnets that use the main table are asked too."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: nat_gateways.egress}}}
        subnets:
          public: {cidr_block: 10.0.1.0/24, availability_zone: a}
          app: {cidr_block: 10.0.2.0/24, availability_zone: b}
        nat_gateways: {egress: {subnet: public}}
""",
        (9, 62, "us-east-1b leave"),
    )
