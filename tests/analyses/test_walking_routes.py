"""Which route of a subnet's table is taken: length, kind, the local route, blackholes, appliances."""

import pytest

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, certainty, decided, tail

D = Disposition

OFFICE = Yaml(f"""
customer_gateways: {{office: {{cidr_blocks: [192.168.0.0/16, 10.0.2.0/24]}}}}
vpn_connections: {{office: {{customer_gateway: office, vpn_gateway: vpcs.main.vpn_gateways.office}}}}
vpc_peering_connections: {{other: {{vpc: main, peer_vpc: other}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    vpn_gateways: {{office: {{}}}}
    nat_gateways: {{nat: {{subnet: nat, connectivity_type: private}}}}
    subnets:
      app: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: app}}
      data: {{availability_zone: a, cidr_block: 10.0.2.0/24}}
      nat: {{availability_zone: a, cidr_block: 10.0.3.0/24, network_acl: nat}}
    route_tables:
      app: {{propagating_vpn_gateways: office, routes: {{ROUTES}}}}
    network_acls:
      nat: {{ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}, egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}}}
    security_groups:
      app: {OPEN}
      data: {{ingress: {{app: {{ports: all, from: 0.0.0.0/0}}, group: {{ports: all,
        from: security_groups.app}}}}, egress: {{}}}}
    instances:
      app: {{instance_type: t3.small, subnet: app, security_groups: app}}
      data: {{instance_type: t3.small, subnet: data, security_groups: data}}
      appliance: {{instance_type: t3.small, subnet: nat, security_groups: app, source_dest_check: no}}
      checked: {{instance_type: t3.small, subnet: nat, security_groups: app}}
  other:
    cidr_block: 192.168.4.0/22
    subnets: {{app: {{availability_zone: a, cidr_block: 192.168.4.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.0.0.0/16: vpc_peering_connections.other}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: app, private_ip: 192.168.4.10}}}}
""")


def office(routes: str) -> str:
    """The network with these routes in the table of the app subnet."""
    return OFFICE.but("ROUTES", routes)


def test_longest_prefix_wins_over_a_propagated_shorter_one():
    """A /22 to a peer takes what a propagated /16 would send down the tunnel."""
    trace = ask(office("192.168.4.0/22: vpc_peering_connections.other"), "main.instances.app", "other.instances.app")
    assert trace.disposition is D.ACCEPTED


def test_shorter_static_route_does_not_win():
    """A static /8 leaves what a propagated /16 covers to the tunnel."""
    trace = ask(office("192.0.0.0/8: blackhole"), "main.instances.app", "192.168.77.7")
    assert (trace.disposition, tail(trace.deciding)) == (D.ACCEPTED, "vpn_connections.office")


def test_static_route_wins_over_a_propagated_one_of_the_same_length():
    """Of two routes for one block the static one is taken."""
    trace = ask(office("192.168.0.0/16: blackhole"), "main.instances.app", "192.168.77.7")
    assert decided(trace) == (D.NULL_ROUTED, "route_tables.app", "throws it away")
    assert trace.deciding.path[-2:] == ("routes", "192.168.0.0/16")


def test_local_route_wins_over_a_more_specific_propagated_one():
    """The office announces 10.0.2.0/24, a subnet of the VPC: the VPC's own is meant all the same."""
    trace = ask(office(""), "main.instances.app", "instances.data")
    assert trace.disposition is D.ACCEPTED
    assert "route 10.0.0.0/16 -> local" in [hop.action for hop in trace.hops]


def test_local_route_wins_over_a_more_specific_static_one_to_a_gateway():
    """AWS takes no route inside the VPC's block to a VPN gateway: the local route stands."""
    assert ask(office("10.0.2.0/24: vpn_gateways.office"), "main.instances.app", "instances.data").is_open


def test_more_specific_route_to_a_nat_gateway_overrides_the_local_one():
    """Between two subnets by a private NAT gateway: its subnet's network ACL and its address count."""
    trace = ask(office("10.0.2.0/24: nat_gateways.nat"), "main.instances.app", "instances.data")
    assert trace.disposition is D.ACCEPTED
    assert "route 10.0.2.0/24 -> nat_gateways.nat" in [hop.action for hop in trace.hops]
    text = office("10.0.2.0/24: nat_gateways.nat").but("app: {ports: all, from: 0.0.0.0/0}, ", "")
    trace = ask(text, "main.instances.app", "instances.data")
    assert decided(trace)[:2] == (D.DENIED_IN, "security_groups.data")


@pytest.mark.parametrize("destination", ["10.0.2.0/24", "10.0.0.0/16"])
def test_route_to_an_appliance_is_not_known(destination: str):
    """What an appliance does with packets that it is to forward, the model does not say."""
    trace = ask(office(f"{destination}: instances.appliance"), "main.instances.app", "instances.data")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "instances.appliance")


def test_interface_with_its_check_on_forwards_nothing():
    """A route to an instance whose source/destination check is on leads nowhere."""
    trace = ask(office("10.0.2.0/24: instances.checked"), "main.instances.app", "instances.data")
    assert decided(trace)[:2] == (D.DENIED_IN, "instances.checked")


@pytest.mark.parametrize("machine", ["checked", "appliance"])
def test_route_to_an_interface_delivers_what_is_addressed_to_it(machine: str):
    """A route to an instance takes along the packets for the instance itself, which no check drops."""
    text = office(f"10.0.3.0/24: instances.{machine}")
    assert ask(text, "main.instances.app", f"instances.{machine}").disposition is D.ACCEPTED


def test_no_route_at_all():
    """What no route covers is dropped at the table."""
    trace = ask(office(""), "main.instances.app", "172.16.0.1")
    assert decided(trace)[:2] == (D.NO_ROUTE, "route_tables.app")
    assert "172.16.0.1" in trace.deciding.remedy


def test_subnet_without_a_table_takes_the_main_one():
    """A subnet that names no table follows the VPC's main one."""
    text = office("").but(
        "route_tables:\n", "route_tables:\n      hole: {main: yes, routes: {192.168.0.0/16: blackhole}}\n", 1
    )
    text = text.but(
        "data: {ingress: {app: {ports: all, from: 0.0.0.0/0}, "
        "group: {ports: all, from: security_groups.app}}, egress: {}}",
        f"data: {OPEN}",
    )
    assert decided(ask(text, "instances.data", "192.168.1.1"))[:2] == (D.NULL_ROUTED, "route_tables.hole")


def test_address_in_no_subnet():
    """An address of the VPC that no subnet holds goes nowhere."""
    assert decided(ask(office(""), "main.instances.app", "10.0.99.9"))[:2] == (D.NULL_ROUTED, "vpcs.main")


def test_address_that_nothing_has():
    """In a subnet whose interfaces all state their addresses, another address is nobody's."""
    trace = ask(office("192.168.4.0/22: vpc_peering_connections.other"), "main.instances.app", "192.168.4.11")
    assert decided(trace)[:2] == (D.NEIGHBOR_UNREACHABLE, "subnets.app")


def test_address_that_something_may_have():
    """In a subnet where an interface states no address, another address may be that interface's."""
    assert ask(office(""), "main.instances.app", "10.0.2.77").disposition is D.INSUFFICIENT_INFO


def test_answer_of_what_may_have_an_address_is_walked():
    """Whoever it is that has the address: where no answer can come back from there, the flow is blocked for certain."""
    text = (
        office("")
        .but(
            "data: {availability_zone: a, cidr_block: 10.0.2.0/24}",
            "data: {availability_zone: a, cidr_block: 10.0.2.0/24, network_acl: data}",
        )
        .but(
            "network_acls:", "network_acls:\n      data: {ingress: {100: {allow: all, from: 0.0.0.0/0}}, egress: {}}", 1
        )
    )
    trace = ask(text, "main.instances.app", "10.0.2.77")
    assert trace.missing
    assert decided(trace)[:2] == (D.DENIED_OUT, "network_acls.data")


def test_answer_finds_the_bare_address_that_asked():
    """Whoever is asked about as `from` an address has it: the answer ends there, whatever else states none."""
    assert ask(office(""), "10.0.2.77", "main.instances.data").disposition is D.ACCEPTED


def test_overlapping_blocks_arrive_at_the_wrong_network():
    """The address is all that a packet carries: where a peer has the same block, it is the peer that gets it."""
    text = (
        OFFICE.but("ROUTES", "").but("192.168.4.", "10.0.4.").but("cidr_block: 10.0.4.0/22", "cidr_block: 10.0.0.0/16")
    )
    text += (
        "\n"
        + "  third:\n    cidr_block: 10.0.0.0/16\n    subnets: {app: {availability_zone: a, cidr_block: 10.0.1.0/24}}\n"
    )
    text += f"    security_groups: {{app: {OPEN}}}\n"
    text += "    instances: {app: {instance_type: t3.small, subnet: app, security_groups: app}}\n"
    trace = ask(text, "main.instances.app", "third.instances.app")
    assert trace.disposition is D.NEIGHBOR_UNREACHABLE


TWIN = f"""
  VPC:
    cidr_block: 10.0.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.0.1.0/24}}}}
    security_groups: {{all: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.1.5}}
      two: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.1.6}}
"""
TWINS = "vpcs:" + TWIN.replace("VPC", "left") + TWIN.replace("VPC", "right")


@pytest.mark.parametrize("vpc", ["left", "right"])
def test_an_address_in_two_vpcs_means_whoever_has_it(vpc: str):
    """VPCs may use the same blocks: the address is reached from where a VPC has it, whichever comes first."""
    trace = ask(TWINS, f"{vpc}.instances.one", "10.0.1.6")
    assert trace.disposition is D.ACCEPTED
    assert trace.destination == f"accounts.dev.vpcs.{vpc}.instances.two"


def test_thrown_away_or_not_routed_comes_to_the_same():
    """Where some addresses of a service meet a blackhole and the others no route, none is reached: that is known, which
    of the two it is need not be; found by the engine, which said so."""
    text = office("198.51.100.0/25: blackhole")
    trace = ask(text, "main.instances.app", "com.amazonaws.us-east-1.secretsmanager")
    assert decided(trace)[:2] == (D.NULL_ROUTED, "route_tables.app")
    assert certainty(text, "main.instances.app", "com.amazonaws.us-east-1.secretsmanager") == set()
