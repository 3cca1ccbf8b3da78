"""Fixed addresses and their subnets: what AWS would refuse, in either IP version, at the line of the address."""

import pytest

from .support import Planted, expect

CHECK = "fixed-addresses-are-given-out"
PLANTED = Planted(
    "accounts.production.vpcs.main.instances.copy",
    "{instance_type: m6i.large, subnet: app-a, security_groups: nodes, private_ip: 10.48.16.10}",
)
TEXT = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        ipv6_cidr_block: 2001:db8::/56
        subnets:
          app: {cidr_block: 10.0.1.0/28, ipv6_cidr_block: "2001:db8::/64", availability_zone: a}
          old: {cidr_block: 10.0.2.0/28, availability_zone: a}
"""


@pytest.mark.parametrize("ip", ["10.0.1.0", "10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.15"])
def test_what_aws_keeps(ip: str) -> None:
    """The first four and the last one, whatever AWS does with each of them."""
    text = f"{TEXT}        instances: {{copy: {{instance_type: t3.micro, subnet: app, private_ip: {ip}}}}}\n"
    expect(CHECK, text, (11, 78, f"{ip} is kept by AWS"))


@pytest.mark.parametrize("ip", ["10.0.1.4", "10.0.1.14"])
def test_what_aws_gives(ip: str) -> None:
    """All between."""
    expect(CHECK, f"{TEXT}        nat_gateways: {{out: {{subnet: app, private_ip: {ip}}}}}\n")


def test_each_address_at_its_own_line() -> None:
    """Of NAT gateways and of the lists of interfaces, where only some are wrong; IPv6 is judged by its own block."""
    expect(
        CHECK,
        f"""\
{TEXT}\
        nat_gateways: {{out: {{subnet: app, private_ip: 10.0.2.4}}}}
        network_interfaces:
          card:
            subnet: app
            private_ips:
              - 10.0.1.4
              - 10.0.1.16
            ipv6_addresses:
              - "2001:db8::4"
              - "2001:db8::3"
              - "2001:db8:0:1::4"
          old: {{subnet: old, ipv6_addresses: ["2001:db8::5"]}}
""",
        (11, 55, "10.0.2.4 lies outside its subnet, 10.0.1.0/28"),
        (17, 17, "10.0.1.16 lies outside its subnet"),
        (20, 17, "2001:db8::3 is kept by AWS"),
        (21, 17, "2001:db8:0:1::4 lies outside its subnet, 2001:db8::/64"),
        (22, 47, "2001:db8::5 is in no block of its subnet, which has 10.0.2.0/28 only"),
    )
