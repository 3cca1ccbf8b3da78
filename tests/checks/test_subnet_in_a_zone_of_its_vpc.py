"""Zones of subnets and of their VPC."""

import pytest

from .support import Planted, expect

CHECK = "subnet-in-a-zone-of-its-vpc"
PLANTED = Planted("accounts.production.vpcs.main.subnets.lab", "{cidr_block: 10.99.0.0/24, availability_zone: d}")
TEXT = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        ZONES
        subnets: {x: {cidr_block: 10.0.0.0/24, availability_zone: c}, y: {newbits: 8, netnum: 1, availability_zone: a}}
"""


@pytest.mark.parametrize("zones", ["availability_zones: [a, c]", "availability_zones: [us-east-1c, us-east-1a]", ""])
def test_listed_or_none_listed(zones: str) -> None:
    """A zone may be listed by its letter or its name; without a list every zone will do."""
    expect(CHECK, TEXT.replace("ZONES", zones))


def test_elsewhere() -> None:
    """The finding stands at the zone and names those that are listed."""
    expect(
        CHECK,
        TEXT.replace("ZONES", "availability_zones: [a, b]"),
        (8, 67, "stands in us-east-1c, which its VPC does not list (us-east-1a, us-east-1b)"),
    )
