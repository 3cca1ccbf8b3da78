"""Overlapping addresses: which pairs count, and where it is said."""

from .support import Planted, expect

CHECK = "cidr-overlap"
PLANTED = Planted("accounts.production.vpcs.main.cidr_block", "10.32.0.0/20")


def test_within_a_vpc() -> None:
    """Two subnets of one VPC are compared as well."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets:
          one: {cidr_block: 10.0.0.0/24, availability_zone: a}
          two: {cidr_block: 10.0.0.128/25, availability_zone: b}
""",
        (9, 29, "overlaps"),
    )


def test_through_a_third() -> None:
    """Two VPCs that meet only at a transit gateway are in one routing domain."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    transit_gateways: {hub: {amazon_side_asn: 64512}}
    vpcs:
      one:
        cidr_block: 10.0.0.0/16
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app}}
      two:
        cidr_block: 10.0.0.0/17
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app}}
""",
        (11, 21, "10.0.0.0/17"),
    )
