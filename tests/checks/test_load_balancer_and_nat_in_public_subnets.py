"""Public subnets: who needs one, and what makes one."""

from .support import Planted, expect

CHECK = "load-balancer-and-nat-in-public-subnets"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.subnets", "app")


def test_private_ones() -> None:
    """A private NAT gateway and an internal load balancer need no internet gateway."""
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
        route_tables: {app: {routes: {}}}
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
        nat_gateways: {inner: {subnet: app-a, connectivity_type: private}}
        lbs: {inner: {type: application, internal: yes, subnets: app}}
""",
    )


def test_table_not_written() -> None:
    """Without a route table in the model nothing is known, so nothing is said."""
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
        nat_gateways: {egress: {subnet: app-a}}
""",
    )


def test_main_table() -> None:
    """The VPC's main table counts for subnets that name none."""
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
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        nat_gateways: {egress: {subnet: public-a}}
""",
    )


def test_not_the_default() -> None:
    """A route to the internet gateway for some addresses only does not make a way back to everybody."""
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
        route_tables: {some: {routes: {198.51.100.0/24: internet_gateways.main}}}
        subnets: {some: {per: availability_zone, newbits: 4, netnum: 0, route_table: some}}
        nat_gateways: {egress: {subnet: some-b}}
""",
        (11, 41, "some-b"),
    )


def test_one_of_several() -> None:
    """A load balancer is named with the subnet that is wrong."""
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
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}, app: {routes: {}}}
        subnets:
          public: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public}
          app: {cidr_block: 10.0.2.0/24, availability_zone: b, route_table: app}
        lbs: {api: {type: application, subnets: [public, app]}}
""",
        (13, 40, "load balancer stands in app,"),
    )
