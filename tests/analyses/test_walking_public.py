"""Public addresses called from inside AWS: they lead out by the route table and in again by the internet gateway."""

import pytest

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, decided, way

D = Disposition

NEIGHBOURS = Yaml(f"""
vpc_peering_connections: {{peer: {{vpc: main, peer_vpc: peer}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets: {{app: {{availability_zone: a, cidr_block: 10.0.0.0/24, route_table: app, network_acl: app}}}}
    route_tables: {{app: {{routes: {{0.0.0.0/0: internet_gateways.main, 10.9.0.0/16: vpc_peering_connections.peer}}}}}}
    network_acls:
      app: {{ingress: {{100: {{allow: all, from: 0.0.0.0/0}}}}, egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}}}
    security_groups:
      all: {OPEN}
      members: {{ingress: {{all: {{ports: all, from: security_groups.all}}}}, egress: {{}}}}
    instances:
      one: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.0.5, public_ip: 203.0.113.5}}
      two: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.0.6, public_ip: 203.0.113.6}}
      hidden: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.0.7}}
      members: {{instance_type: t3.small, subnet: app, security_groups: members, private_ip: 10.0.0.8,
        public_ip: 203.0.113.8}}
  peer:
    cidr_block: 10.9.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.9.0.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{0.0.0.0/0: vpc_peering_connections.peer}}}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all}}}}
""")


def test_public_address_of_a_neighbour_is_reached_through_the_internet_gateway():
    """Out past the network ACL, by the route table to the internet gateway, and in again: there and back."""
    trace = ask(NEIGHBOURS, "instances.one", "203.0.113.6")
    assert trace.disposition is D.ACCEPTED
    there = [
        "security_groups.all",
        "network_acls.app",
        "route_tables.app",
        "internet_gateways.main",
        "network_acls.app",
        "security_groups.all",
    ]
    assert way(trace.hops) == there
    assert "internet_gateways.main" in way(trace.return_hops)


def test_private_address_of_a_neighbour_is_reached_directly():
    """The same neighbour by its private address: no network ACL, no route table."""
    assert way(ask(NEIGHBOURS, "instances.one", "10.0.0.6").hops) == [
        "security_groups.all",
        "subnets.app",
        "security_groups.all",
    ]


def test_public_address_of_a_neighbour_needs_a_public_address_of_the_caller():
    """The internet gateway drops who has none, though the neighbour stands in the same subnet."""
    assert decided(ask(NEIGHBOURS, "instances.hidden", "203.0.113.6"))[:2] == (
        D.DENIED_IN,
        "internet_gateways.main",
    )


def test_public_address_of_a_neighbour_needs_a_route():
    """Without a route to an internet gateway a public address of the same subnet has none."""
    text = NEIGHBOURS.but("0.0.0.0/0: internet_gateways.main,", "")
    assert decided(ask(text, "instances.one", "203.0.113.6"))[:2] == (D.NO_ROUTE, "route_tables.app")


def test_public_address_of_a_neighbour_passes_the_network_acl():
    """The network ACL judges what leaves and comes back, for the packet leaves the subnet."""
    text = NEIGHBOURS.but("egress: {100: {allow: all, to: 0.0.0.0/0}}", "egress: {100: {allow: all, to: 10.0.0.0/8}}")
    assert decided(ask(text, "instances.one", "203.0.113.6"))[:2] == (D.DENIED_OUT, "network_acls.app")
    assert ask(text, "instances.one", "10.0.0.6").disposition is D.ACCEPTED


def test_public_address_hides_who_is_in_which_group():
    """A rule that names a group admits its members by their private addresses only."""
    assert ask(NEIGHBOURS, "instances.one", "10.0.0.8").disposition is D.ACCEPTED
    trace = ask(NEIGHBOURS, "instances.one", "203.0.113.8")
    assert decided(trace)[:2] == (D.DENIED_IN, "security_groups.members")


def test_peering_carries_no_public_addresses():
    """A public address of the peer's is none of its own blocks."""
    assert decided(ask(NEIGHBOURS, "peer.instances.app", "203.0.113.5"))[:2] == (
        D.NULL_ROUTED,
        "vpc_peering_connections.peer",
    )


@pytest.mark.parametrize("target", ["10.0.0.6", "instances.two"])
def test_peering_carries_private_addresses(target: str):
    """The same instance by its private address."""
    text = NEIGHBOURS.but("0.0.0.0/0: vpc_peering_connections.peer", "10.0.0.0/16: vpc_peering_connections.peer")
    assert ask(text, "peer.instances.app", target).disposition is D.ACCEPTED
