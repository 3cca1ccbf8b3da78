"""Requests in the clear: at which load balancers."""

import pytest

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


POLICY = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api:
            type: application
            internal: yes
            subnets: app
            listeners:
              one:
                port: 443
                protocol: HTTPS
                certificate: example.com
                ssl_policy: NAME
                forward_to: api
            target_groups: {api: {port: 8080, protocol: HTTP}}
"""


@pytest.mark.parametrize(
    "name", ["2016-08", "FS-2018-06", "FS-1-1-2019-08", "TLS-1-0-2015-04", "TLS-1-1-2017-01", "TLS13-1-0-FIPS-2023-04"]
)
def test_weak_policies(name: str) -> None:
    """Inside as well, where somebody chose one."""
    expect(CHECK, POLICY.replace("NAME", f"ELBSecurityPolicy-{name}"), (19, 29, "lets clients use TLS older than 1.2"))


@pytest.mark.parametrize(
    "name",
    [
        "TLS-1-2-2017-01",
        "FS-1-2-Res-2020-10",
        "TLS13-1-2-Ext2-2021-06",
        "TLS13-1-3-2021-06",
        "TLS13-1-2-Res-PQ-2025-09",
    ],
)
def test_good_policies(name: str) -> None:
    """From TLS 1.2 on; who chooses none inside is not asked."""
    expect(CHECK, POLICY.replace("NAME", f"ELBSecurityPolicy-{name}"))
    expect(CHECK, POLICY.replace("                ssl_policy: NAME\n", ""))
