"""Environments at the hub: who learns of whom."""

from .support import Planted, expect

CHECK = "environments-do-not-meet-at-the-hub"
PLANTED = Planted("accounts.dev.vpcs.main.transit_gateway_attachments.hub.propagations", "[shared, production]")
MODEL = """\
accounts:
  net:
    account_id: "333333333333"
    transit_gateways: {hub: {shared_with: [accounts.a, accounts.b], route_tables: {all: {}}}}
  a:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}
        transit_gateway_attachments:
          hub:
            transit_gateway: accounts.net.transit_gateways.hub
            subnets: app
            association: all
            propagations: all
  b:
    account_id: "222222222222"
    environment: OTHER
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a}}
        transit_gateway_attachments:
          hub:
            transit_gateway: accounts.net.transit_gateways.hub
            subnets: app
            association: all
            propagations: all
"""


def test_one_table_for_all() -> None:
    """Each learns of the other."""
    expect(
        CHECK,
        MODEL.replace("OTHER", "staging"),
        (17, 27, "staging learns the way to dev"),
        (30, 27, "dev learns the way to staging"),
    )


def test_one_environment_may_have_two_accounts() -> None:
    """They are no strangers."""
    expect(CHECK, MODEL.replace("OTHER", "dev"))
