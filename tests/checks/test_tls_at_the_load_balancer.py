"""Requests in the clear: at which load balancers."""

from .support import Planted, expect

CHECK = "tls-at-the-load-balancer"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.listeners.http", "{port: 80, protocol: HTTP, forward_to: api}")


def test_facing_the_internet() -> None:
    """At one that faces the internet, at the protocol."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api:
            type: application
            internal: no
            subnets: public
            listeners: {one: {port: 80, protocol: HTTP, forward_to: api}}
            target_groups: {api: {port: 8080, protocol: HTTP}}
""",
        (14, 51, "port 80"),
    )


def test_internal() -> None:
    """An internal one is behind the mesh."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api:
            type: application
            internal: yes
            subnets: public
            listeners: {one: {port: 80, protocol: HTTP, forward_to: api}}
            target_groups: {api: {port: 8080, protocol: HTTP}}
""",
    )


def test_connections() -> None:
    """What a network load balancer passes on may be encrypted inside."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api:
            type: network
            internal: no
            subnets: public
            listeners: {one: {port: 80, protocol: TCP, forward_to: api}}
            target_groups: {api: {port: 8080, protocol: TCP}}
""",
    )
