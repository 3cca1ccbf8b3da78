"""subnets"""

import pytest

from .support import faults, one


def test_a_subnet_takes_its_block_from_the_vpc() -> None:
    """A planned subnet gets Terraform's cidrsubnet block and stands in its zone."""
    it, edges = one(
        "vpc",
        """
        subnets:
          it: {newbits: 8, netnum: 5, ipv6_netnum: 5, availability_zone: b, route_table: app, network_acl: open}
        """,
    )
    assert it.cidr_blocks == ("10.0.5.0/24", "2001:db8:0:5::/64")
    assert it.availability_zone == "us-east-1b"
    assert edges == {
        "associated_with route_tables.app",
        "associated_with network_acls.open",
        "placed_in availability_zones.us-east-1b",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            subnets:
              it:
                cidr_block: 10.0.5.0/24
                availability_zone: g
            """,
            "bad-availability-zone:4",
        ),
        (
            """
            subnets:
              it: {availability_zone: a}
            """,
            "missing-key:2",
        ),
        (
            """
            subnets:
              it:
                availability_zone: a
                newbits: 2
                netnum: 4
            """,
            "family-cidr:5",
        ),
        (
            """
            subnets:
              it:
                cidr_block: 10.0.5.0/24
                availability_zone: a
                route_table: ap
            """,
            "dangling-reference:5",
        ),
        (
            """
            subnets:
              it:
                availability_zone: a
                cidr_block: 10.0.0.0/29
            """,
            "block-size:4",
        ),
        (
            """
            subnets:
              it:
                availability_zone: a
                cidr_block: 10.0.0.0/15
            """,
            "block-size:4",
        ),
        (
            """
            subnets:
              it:
                availability_zone: a
                cidr_block: 10.0.5.0/24
                ipv6_cidr_block: 2001:db8::/68
            """,
            "block-size:5",
        ),
        (
            """
            subnets:
              it:
                availability_zone: a
                cidr_block: 10.0.5.0/24
                ipv6_cidr_block: 2001:db8::/62
            """,
            "block-size:5",
        ),
        (
            """
            subnets:
              it:
                per: availability_zone
                newbits: 11
                netnum: 0
            """,
            "block-size:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
