"""vpcs"""

import pytest

from .support import faults, one


def test_a_vpc_has_blocks_of_both_families() -> None:
    """The blocks are listed IPv4 first; zones may be written by their letter."""
    it, edges = one(
        "account",
        """
        vpcs:
          it:
            cidr_block: 10.2.0.0/16
            secondary_cidr_blocks: [100.64.0.0/16]
            ipv6_cidr_block: 2001:db8:2::/56
            availability_zones: [a, us-east-1b]
        """,
    )
    assert it.cidr_blocks == ("10.2.0.0/16", "100.64.0.0/16", "2001:db8:2::/56")
    assert it.availability_zones == ("us-east-1a", "us-east-1b")
    assert it.region == "us-east-1"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.1/16
            """,
            "host-bits-set:3",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0
            """,
            "bad-cidr:3",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 2001:db8::/56
            """,
            "bad-cidr:3",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                availability_zones: [a, eu-west-1b]
            """,
            "bad-availability-zone:4",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.0.0.0/15
            """,
            "block-size:3",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/29
            """,
            "block-size:3",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                secondary_cidr_blocks: [10.4.0.0/14]
            """,
            "block-size:4",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                ipv6_cidr_block: 2001:db8::/40
            """,
            "block-size:4",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                ipv6_cidr_block: 2001:db8::/64
            """,
            "block-size:4",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                ipv6_cidr_block: 2001:db8::/50
            """,
            "block-size:4",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                availability_zones:
                  - a
                  - b
                  - us-east-1a
            """,
            "repeated-zone:7",
        ),
        (
            """
            vpcs:
              it:
                cidr_block: 10.2.0.0/16
                region: eu-central-9
            """,
            "unknown-region:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
