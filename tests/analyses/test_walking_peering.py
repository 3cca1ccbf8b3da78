"""Peering connections: routes on both sides, no transit, references in one region."""

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, decided, tail, way

D = Disposition

CHAIN = Yaml(f"""
vpc_peering_connections:
  ab: {{vpc: a, peer_vpc: b}}
  bc: {{vpc: b, peer_vpc: c}}
vpcs:
  a:
    cidr_block: 10.1.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.1.1.0/24, route_table: app}}}}
    route_tables:
      app: {{routes: {{10.2.0.0/16: vpc_peering_connections.ab, 10.3.0.0/16: vpc_peering_connections.ab,
        0.0.0.0/0: vpc_peering_connections.ab}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: app}}}}
  b:
    cidr_block: 10.2.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets: {{app: {{availability_zone: b, cidr_block: 10.2.1.0/24, route_table: app}}}}
    route_tables:
      app: {{routes: {{10.1.0.0/16: vpc_peering_connections.ab, 10.3.0.0/16: vpc_peering_connections.bc,
        0.0.0.0/0: internet_gateways.main}}}}
    security_groups:
      app: {{ingress: {{a: {{ports: tcp/443, from: accounts.dev.vpcs.a.security_groups.app}}}},
        egress: {{all: {{ports: all, to: 0.0.0.0/0}}}}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: app}}}}
  c:
    cidr_block: 10.3.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.3.1.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.1.0.0/16: vpc_peering_connections.bc,
      10.2.0.0/16: vpc_peering_connections.bc}}}}}}
    security_groups: {{app: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: app}}}}
""")


def test_peering_joins_two_vpcs():
    """With routes on both sides a session works, and a group of the peer may be named in its rules."""
    trace = ask(CHAIN, "a.instances.app", "b.instances.app")
    assert trace.disposition is D.ACCEPTED
    assert "vpc_peering_connections.ab" in way(trace.hops)
    assert "vpc_peering_connections.ab" in way(trace.return_hops)


def test_peering_is_not_transitive():
    """A peered with B and B with C does not join A and C, whatever the route tables say."""
    assert decided(ask(CHAIN, "a.instances.app", "c.instances.app"))[:2] == (
        D.NULL_ROUTED,
        "vpc_peering_connections.ab",
    )


def test_peering_leads_to_no_gateway_of_the_peer():
    """The internet gateway of the peer is of no use (no edge-to-edge routing)."""
    assert decided(ask(CHAIN, "a.instances.app", "internet"))[:2] == (D.NULL_ROUTED, "vpc_peering_connections.ab")


def test_peering_needs_the_route_back():
    """Without a route on the other side the answer is lost, and the flow fails on its return."""
    trace = ask(CHAIN.but("{10.1.0.0/16: vpc_peering_connections.ab, ", "{"), "a.instances.app", "b.instances.app")
    assert trace.fails_on_return
    assert [tail(hop) for hop in trace.blocking] == ["internet_gateways.main"]


def test_peering_needs_the_route_there():
    """A table without a route to the peer leads nowhere."""
    text = CHAIN.but("10.2.0.0/16: vpc_peering_connections.bc", "")
    assert decided(ask(text, "c.instances.app", "b.instances.app"))[:2] == (D.NO_ROUTE, "route_tables.app")


def test_peering_between_regions_sees_no_security_groups():
    """Over peering between regions a reference to a group admits nobody: only addresses count."""
    text = CHAIN.but("    cidr_block: 10.1.0.0/16", "    region: eu-west-1\n    cidr_block: 10.1.0.0/16")
    trace = ask(text, "a.instances.app", "b.instances.app")
    assert decided(trace) == (
        D.DENIED_IN,
        "security_groups.app",
        "security group ingress rule a names a group of another region, which AWS does not resolve",
    )
    assert trace.deciding.path[-2:] == ("ingress", "a")
    assert "that names addresses (10.1.1." in trace.deciding.remedy
    by_address = text.but("from: accounts.dev.vpcs.a.security_groups.app", "from: 10.1.0.0/16")
    assert ask(by_address, "a.instances.app", "b.instances.app").disposition is D.ACCEPTED


def test_longest_prefix_chooses_among_peerings():
    """Of two VPCs in one range the one with the longer prefix in the table is meant."""
    text = CHAIN.but("cidr_block: 10.3.0.0/16", "cidr_block: 10.2.64.0/18")
    text = text.but("cidr_block: 10.3.1.0/24", "cidr_block: 10.2.64.0/24").but(
        "cidr_block: 10.2.0.0/16", "cidr_block: 10.2.0.0/18"
    )
    text = text.but("10.3.0.0/16: vpc_peering_connections.ab", "10.2.64.0/18: vpc_peering_connections.ac").but(
        "10.3.0.0/16: vpc_peering_connections.bc,", ""
    )
    text = text.but("{10.1.0.0/16: vpc_peering_connections.bc", "{10.1.0.0/16: vpc_peering_connections.ac")
    text = text.but("bc: {vpc: b, peer_vpc: c}", "bc: {vpc: b, peer_vpc: c}\n  ac: {vpc: a, peer_vpc: c}")
    trace = ask(text, "a.instances.app", "c.instances.app")
    assert trace.disposition is D.ACCEPTED
    assert "vpc_peering_connections.ac" in way(trace.hops)
    assert decided(ask(text, "a.instances.app", "10.2.64.200"))[0] is D.INSUFFICIENT_INFO
    assert ask(text, "a.instances.app", "10.2.99.1").disposition is D.NULL_ROUTED


BRANCHES = Yaml(f"""
vpc_peering_connections:
  left: {{vpc: hub, peer_vpc: left}}
  right: {{vpc: hub, peer_vpc: right}}
vpcs:
  hub:
    cidr_block: 10.8.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.8.1.0/24, route_table: app}}}}
    route_tables:
      app: {{routes: {{172.20.1.0/24: vpc_peering_connections.left, 172.20.2.0/24: vpc_peering_connections.right}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.8.1.9}}}}
  left:
    cidr_block: 172.20.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 172.20.1.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.8.0.0/16: vpc_peering_connections.left}}}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 172.20.1.9}}}}
  right:
    cidr_block: 172.20.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 172.20.2.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.8.0.0/16: vpc_peering_connections.right}}}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 172.20.2.9}}}}
""")


def test_two_peers_with_one_block_are_told_apart_by_routes():
    """Each subnet's route leads to its own peer, and to an address in neither there is none."""
    for side in ("left", "right"):
        assert ask(BRANCHES, "hub.instances.app", f"{side}.instances.app").disposition is D.ACCEPTED
        assert ask(BRANCHES, f"{side}.instances.app", "hub.instances.app").disposition is D.ACCEPTED
    assert decided(ask(BRANCHES, "hub.instances.app", "172.20.9.1"))[:2] == (D.NO_ROUTE, "route_tables.app")


def test_an_address_that_the_peer_does_not_have():
    """Over the peering connection it comes to the peer's VPC, which has no such subnet, or to the subnet, where nothing
    has it."""
    assert decided(ask(BRANCHES, "left.instances.app", "10.8.9.1"))[:2] == (D.NULL_ROUTED, "vpcs.hub")
    assert decided(ask(BRANCHES, "left.instances.app", "10.8.1.77"))[:2] == (D.NEIGHBOR_UNREACHABLE, "subnets.app")
