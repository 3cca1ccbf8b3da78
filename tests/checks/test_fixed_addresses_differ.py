"""One address, two interfaces."""

from .support import Planted, expect

CHECK = "fixed-addresses-differ"
PLANTED = Planted(
    "accounts.production.vpcs.main.network_interfaces.card",
    "{subnet: app-a, private_ips: [10.48.64.10, 10.48.64.10]}",
)


def test_across_kinds_and_in_one_list() -> None:
    """Each after the first is told; a NAT gateway counts as an instance does."""
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
        subnets: {app: {cidr_block: 10.0.1.0/28, ipv6_cidr_block: "2001:db8::/64", availability_zone: a}}
        instances:
          one: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.4, ipv6_addresses: ["2001:db8::4"]}
        nat_gateways:
          out: {subnet: app, private_ip: 10.0.1.4}
        network_interfaces:
          card: {subnet: app, private_ips: [10.0.1.5, 10.0.1.5], ipv6_addresses: ["2001:db8::4"]}
""",
        (12, 42, "10.0.1.4 is taken, by accounts.a.vpcs.main.instances.one"),
        (14, 55, "10.0.1.5 is taken, by accounts.a.vpcs.main.network_interfaces.card"),
        (14, 83, "2001:db8::4 is taken, by accounts.a.vpcs.main.instances.one"),
    )
