"""Ways out of data subnets."""

from .support import Planted, expect

CHECK = "data-subnets-without-egress"
PLANTED = Planted("accounts.production.vpcs.main.route_tables.data.routes", "{192.0.2.0/24: internet_gateways.main}")


def test_no_way_at_all() -> None:
    """`blackhole` leads nowhere."""
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
        route_tables: {data: {routes: {0.0.0.0/0: blackhole}}}
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_each_route() -> None:
    """Each route is a finding of its own, at its destination's line."""
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
        egress_only_internet_gateways: {main: {}}
        route_tables:
          data:
            routes:
              0.0.0.0/0: internet_gateways.main
              ::/0: egress_only_internet_gateways.main
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
        (13, 26, "0.0.0.0/0 through the internet_gateway"),
        (14, 21, "::/0 through the egress_only_internet_gateway"),
    )


def test_propagated() -> None:
    """What a VPN gateway propagates is a way out too."""
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
        vpn_gateways: {office: {amazon_side_asn: 64520}}
        route_tables: {data: {routes: {}, propagating_vpn_gateways: office}}
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
        (9, 69, "propagates"),
    )


def test_no_data_no_rule() -> None:
    """A table that no data subnet uses may lead anywhere."""
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
        route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}, data: {routes: {}}}
        subnets:
          public: {cidr_block: 10.0.255.0/24, availability_zone: a, route_table: public}
          data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )
