"""Subnets outside their VPC: every block counts, in both families."""

from .support import Planted, expect

CHECK = "subnet-outside-vpc"
PLANTED = Planted("accounts.production.vpcs.main.subnets.lab", "{cidr_block: 10.99.0.0/24, availability_zone: a}")


def test_secondary_block() -> None:
    """A secondary block of the VPC is as good as the first."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        secondary_cidr_blocks: [100.64.0.0/16]
        subnets: {pods: {cidr_block: 100.64.0.0/18, availability_zone: a}}
""",
    )


def test_ipv6() -> None:
    """The IPv6 block is judged by itself, at its own place."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        ipv6_cidr_block: 2001:db8::/56
        subnets:
          app: {cidr_block: 10.0.0.0/24, ipv6_cidr_block: "2001:db9::/64", availability_zone: a}
""",
        (9, 59, "2001:db9::/64"),
    )
