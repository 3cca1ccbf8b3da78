"""The subnets of an attachment: a family has one for each zone."""

from .support import Planted, expect

CHECK = "attachment-one-subnet-per-zone"
PLANTED = Planted("accounts.production.vpcs.main.transit_gateway_attachments.hub.subnets", "[app, data]")


def test_a_family_is_fine() -> None:
    """`subnets: app` stands for one member in each zone."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    transit_gateways: {hub: {}}
    vpcs:
      app:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app}}
""",
    )


def test_two_families_meet_in_each_zone() -> None:
    """Two families name every zone twice: one finding for each zone, at the attribute."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    transit_gateways: {hub: {}}
    vpcs:
      app:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          data: {per: availability_zone, newbits: 4, netnum: 1}
        transit_gateway_attachments:
          hub: {transit_gateway: hub, subnets: [app, data]}
""",
        (13, 39, "us-east-1a"),
        (13, 39, "us-east-1b"),
    )
