"""The table of free space and of usable addresses."""

import pytest

from innovate_model import api

TEXT = """
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/24
        secondary_cidr_blocks: [10.1.0.0/24]
        ipv6_cidr_block: 2001:db8::/56
        subnets:
          small: {cidr_block: 10.0.0.0/28, availability_zone: a}
          all: {cidr_block: 10.1.0.0/24, availability_zone: b}
          six: {ipv6_cidr_block: "2001:db8::/64", availability_zone: b}
"""


def test_each_block_and_each_subnet_has_a_row() -> None:
    """Blocks with their share and free parts, the largest first; subnets with what AWS gives out there."""
    pytest.importorskip("pandas")
    architecture = api.load_text(TEXT)
    assert not architecture.findings, [finding.message for finding in architecture.findings]
    main = "accounts.a.vpcs.main"
    assert architecture.spaces().to_frame().values.tolist() == [
        [main, "10.0.0.0/24", "6.2%", "", "10.0.0.128/25 10.0.0.64/26 10.0.0.32/27 10.0.0.16/28"],
        [main, "10.1.0.0/24", "100.0%", "", ""],
        [f"{main}.subnets.small", "10.0.0.0/28", "", 11, ""],
        [f"{main}.subnets.all", "10.1.0.0/24", "", 251, ""],
        [f"{main}.subnets.six", "2001:db8::/64", "", 0, ""],
    ]
