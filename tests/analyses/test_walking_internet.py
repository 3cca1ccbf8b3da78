"""The internet's door: public subnets, NAT gateways, IPv6."""

import pytest

from innovate_model.analyses.flow import Disposition
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk

from .networks import OPEN, Yaml, ask, decided, network, tail, way

D = Disposition

PUBLIC_SUBNET = Yaml("""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {main: {}}
    subnets:
      public: {availability_zone: a, cidr_block: 10.0.0.0/24, route_table: public}
    route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
    security_groups:
      web: {ingress: {ssh: {ports: tcp/22, from: 0.0.0.0/0}}, egress: {all: {ports: all, to: 0.0.0.0/0}}}
    instances:
      web: {instance_type: t3.small, subnet: public, security_groups: web, private_ip: 10.0.0.21,
        public_ip: 203.0.113.80}
      hidden: {instance_type: t3.small, subnet: public, security_groups: web, private_ip: 10.0.0.22}
""")


def test_public_subnet_lets_the_internet_in_by_the_public_address():
    """The internet gateway translates the public address, and the security group admits ssh."""
    trace = ask(PUBLIC_SUBNET, "internet", "instances.web", "tcp/22")
    assert trace.disposition is D.ACCEPTED
    assert trace.flow.destination_ip == "203.0.113.80"
    assert way(trace.hops)[:2] == ["internet_gateways.main", "subnets.public"]


def test_neighbour_that_calls_the_public_address_goes_by_the_internet_gateway():
    """A public address is in no subnet: two instances of one subnet that use it meet at the internet gateway."""
    text = PUBLIC_SUBNET.but("private_ip: 10.0.0.22}", "private_ip: 10.0.0.22, associate_public_ip_address: yes}")
    trace = ask(text, "instances.hidden", "203.0.113.80", "tcp/22")
    assert trace.disposition is D.ACCEPTED
    assert way(trace.hops).count("internet_gateways.main") == 1
    assert "internet_gateways.main" in way(trace.return_hops)


def test_public_subnet_denies_another_port_at_the_security_group():
    """What no ingress rule admits is denied at the security group, and only there."""
    trace = ask(PUBLIC_SUBNET, "8.8.8.8", "instances.web", "tcp/80")
    assert decided(trace) == (D.DENIED_IN, "security_groups.web", "security group ingress has no rule for it")
    assert len(trace.blocking) == 1


def test_private_address_is_not_reached_from_the_internet():
    """An instance without a public address is not reached, although its security group would let it in."""
    assert decided(ask(PUBLIC_SUBNET, "internet", "instances.hidden", "tcp/22")) == (
        D.NULL_ROUTED,
        "instances.hidden",
        "has no public address",
    )


def test_private_address_of_a_public_instance_is_not_reached_either():
    """Whoever calls the private address gets nowhere, although the instance has a public one too."""
    assert decided(ask(PUBLIC_SUBNET, "internet", "10.0.0.21", "tcp/22")) == (
        D.NULL_ROUTED,
        "internet",
        "does not route private addresses",
    )


def test_private_address_is_not_routed_by_the_internet():
    """A bare private address from the internet goes nowhere."""
    assert decided(ask(PUBLIC_SUBNET, "8.8.8.8", "192.168.3.4"))[:2] == (D.NULL_ROUTED, "internet")


def test_public_subnet_reaches_the_internet():
    """Outward, the private address is translated, and the answer comes back by the same gateway."""
    trace = ask(PUBLIC_SUBNET, "instances.web", "internet")
    assert trace.disposition is D.EXITS_NETWORK
    assert "internet_gateways.main" in way(trace.hops)
    assert "internet_gateways.main" in way(trace.return_hops)


def test_internet_gateway_drops_what_has_no_public_address():
    """A route to the internet gateway is of no use to an instance without a public address."""
    disposition, component, _ = decided(ask(PUBLIC_SUBNET, "instances.hidden", "internet"))
    assert (disposition, component) == (D.DENIED_IN, "internet_gateways.main")


def test_internet_gateway_drops_an_address_that_nothing_has():
    """The same for a bare address of the subnet."""
    assert decided(ask(PUBLIC_SUBNET, "10.0.0.77", "8.8.8.8", "tcp/80"))[:2] == (D.DENIED_IN, "internet_gateways.main")


def test_without_an_internet_gateway_nothing_comes_in():
    """A public address alone does not open the VPC."""
    text = PUBLIC_SUBNET.but("internet_gateways: {main: {}}", "").but("0.0.0.0/0: internet_gateways.main", "")
    assert decided(ask(text, "internet", "instances.web", "tcp/22"))[:2] == (D.NULL_ROUTED, "vpcs.main")


def test_answer_needs_a_route_to_the_internet():
    """What comes in through the internet gateway is lost when the subnet's table does not lead back there."""
    trace = ask(PUBLIC_SUBNET.but("0.0.0.0/0: internet_gateways.main", ""), "internet", "instances.web", "tcp/22")
    assert decided(trace)[:2] == (D.NO_ROUTE, "route_tables.public")
    assert trace.fails_on_return


NAT = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.1.0.0/16
    internet_gateways: {{main: {{}}}}
    nat_gateways: {{nat: {{subnet: public}}}}
    subnets:
      public: {{availability_zone: a, cidr_block: 10.1.250.0/24, route_table: public, network_acl: public}}
      private: {{availability_zone: b, cidr_block: 10.1.1.0/24, route_table: private}}
    route_tables:
      public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}
      private: {{routes: {{0.0.0.0/0: nat_gateways.nat}}}}
    network_acls:
      public:
        ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}
        egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}
    security_groups: {{all: {OPEN}}}
    instances:
      app: {{instance_type: t3.small, subnet: private, security_groups: all}}
      neighbour: {{instance_type: t3.small, subnet: public, security_groups: all}}
""")


def test_nat_gateway_in_another_zone_leads_to_the_internet():
    """The whole way out and back: private subnet, NAT gateway, its own subnet's table, internet gateway."""
    trace = ask(NAT, "instances.app", "internet", "tcp/80")
    assert trace.disposition is D.EXITS_NETWORK
    out = way(trace.hops)
    assert out.index("nat_gateways.nat") < out.index("route_tables.public") < out.index("internet_gateways.main")
    assert "translates the answer back to the inside address" in [hop.action for hop in trace.return_hops]


def test_nat_gateway_lets_nothing_unsolicited_in():
    """Its public address answers nobody on the internet."""
    assert decided(ask(NAT, "internet", "nat_gateways.nat", "tcp/80"))[:2] == (D.DENIED_IN, "nat_gateways.nat")


def test_nat_gateway_lets_nothing_unsolicited_in_from_its_own_subnet():
    """Its private address answers nobody in the VPC either."""
    assert decided(ask(NAT, "instances.neighbour", "nat_gateways.nat", "tcp/80"))[:2] == (
        D.DENIED_IN,
        "nat_gateways.nat",
    )


@pytest.mark.parametrize("sender", ["instances.app", "instances.other"])
def test_public_address_of_a_neighbour_lies_beyond_the_internet_gateway(sender: str):
    """An address decides where a packet goes: to a public one by the internet gateway, even next door, and
    from the NAT gateway there; found by the engine, which said so."""
    text = NAT.but("neighbour: {instance_type", "neighbour: {public_ip: 18.216.80.133, instance_type")
    other = "other: {instance_type: t3.small, subnet: public, security_groups: all, public_ip: 18.216.80.134}"
    text = Yaml(f"{text.rstrip()}\n      {other}\n")
    trace = ask(text, sender, "18.216.80.133")
    assert trace.disposition is D.ACCEPTED
    assert "internet_gateways.main" in way(trace.hops)
    assert "internet_gateways.main" in way(trace.return_hops)


def test_internet_does_not_come_in_through_a_nat_gateway():
    """Every reason is given: no public address, and an answer that the NAT gateway knows no session for."""
    trace = ask(NAT, "internet", "instances.app")
    assert [tail(hop) for hop in trace.blocking] == ["instances.app", "nat_gateways.nat"]


def test_nat_gateway_is_filtered_by_its_own_subnets_acl():
    """The network ACL of the NAT gateway's subnet sees the packet on its way into the NAT gateway."""
    text = NAT.but(
        "ingress: {100: {allow: all, from: 0.0.0.0/0}}",
        "ingress: {100: {deny: all, from: 10.1.1.0/24}, 200: {allow: all, from: 0.0.0.0/0}}",
    )
    assert decided(ask(text, "instances.app", "internet")) == (
        D.DENIED_IN,
        "network_acls.public",
        "NACL ingress rule 100 denies",
    )


def test_nat_gateway_needs_all_its_ports_in_the_acl():
    """The NAT gateway's own source ports start at 1024: a network ACL that admits answers from 32768 on breaks it."""
    text = NAT.but(
        "ingress: {100: {allow: all, from: 0.0.0.0/0}}",
        "ingress: {100: {allow: tcp/443, from: 10.1.0.0/16}, 200: {allow: tcp/32768-65535, from: 0.0.0.0/0}}",
    )
    trace = ask(text, "instances.app", "internet")
    assert decided(trace)[:2] == (D.DENIED_IN, "network_acls.public")
    assert trace.fails_on_return
    ends = [parties(survey(network(text)), name)[0] for name in ("instances.app", "internet")]
    assert walk(network(text), *ends, "tcp", 443, nat_port=32768).is_open


def test_nat_gateway_in_a_private_subnet_loops():
    """A NAT gateway whose own subnet routes to it leads round in circles."""
    text = NAT.but("0.0.0.0/0: internet_gateways.main", "0.0.0.0/0: nat_gateways.nat")
    assert ask(text, "instances.app", "internet").disposition is D.LOOP


def test_private_nat_gateway_does_not_reach_the_internet():
    """The internet gateway drops what a private NAT gateway sends."""
    text = NAT.but("{subnet: public}", "{subnet: public, connectivity_type: private}")
    assert decided(ask(text, "instances.app", "internet"))[:2] == (D.DENIED_IN, "internet_gateways.main")


IPV6 = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.2.0.0/16
    ipv6_cidr_block: 2001:db8:2::/56
    internet_gateways: {{main: {{}}}}
    egress_only_internet_gateways: {{main: {{}}}}
    subnets:
      app: {{availability_zone: a, ipv6_cidr_block: "2001:db8:2:1::/64", route_table: app}}
    route_tables: {{app: {{routes: {{"::/0": egress_only_internet_gateways.main}}}}}}
    security_groups: {{all: {OPEN}}}
    instances:
      app: {{instance_type: t3.small, subnet: app, security_groups: all, ipv6_addresses: ["2001:db8:2:1::5"]}}
""")


def test_egress_only_gateway_lets_ipv6_out_and_its_answers_in():
    """A session that is opened from inside works."""
    trace = ask(IPV6, "instances.app", "internet")
    assert trace.disposition is D.EXITS_NETWORK
    assert way(trace.return_hops)[0] == "egress_only_internet_gateways.main"


def test_egress_only_gateway_keeps_unsolicited_ipv6_out():
    """A session that the internet opens has no way back through the egress-only gateway."""
    trace = ask(IPV6, "internet", "instances.app")
    assert decided(trace)[:2] == (D.DENIED_OUT, "egress_only_internet_gateways.main")


def test_ipv6_is_public_as_it_stands():
    """With a route to the internet gateway the same instance is reached, without any other public address."""
    text = IPV6.but('"::/0": egress_only_internet_gateways.main', '"::/0": internet_gateways.main')
    assert ask(text, "internet", "instances.app").disposition is D.ACCEPTED


def test_private_address_out_of_a_public_block_is_not_routed_either():
    """A VPC may have any block; whatever it is, the internet knows the public address of an instance alone."""
    text = PUBLIC_SUBNET.but("10.0.0.", "198.18.0.")
    assert ask(text, "internet", "203.0.113.80", "tcp/22").disposition is D.ACCEPTED
    assert decided(ask(text, "internet", "198.18.0.21", "tcp/22"))[:2] == (D.NULL_ROUTED, "internet")
    assert decided(ask(text, "internet", "198.18.0.77", "tcp/22"))[:2] == (D.NULL_ROUTED, "subnets.public")


def test_public_address_that_nothing_in_the_model_has_is_somebody_elses():
    """Neither an address of another customer of AWS nor one that only looks private is ours to deny."""
    for destination in ("203.0.113.99", "192.18.0.8"):
        assert ask(PUBLIC_SUBNET, "8.8.8.8", destination, "tcp/80").disposition is D.EXITS_NETWORK


def test_nat_gateway_carries_no_other_protocol():
    """Out of a private subnet goes TCP, UDP and ICMP alone."""
    graph = network(NAT)
    (app,), host = parties(survey(graph), "instances.app"), parties(survey(graph), "8.8.8.8")[0]
    trace = walk(graph, app, host, "other", 0)
    assert decided(trace) == (D.DENIED_IN, "nat_gateways.nat", "carries TCP, UDP and ICMP only")
    assert walk(graph, app, host, "icmp", 0).is_open
