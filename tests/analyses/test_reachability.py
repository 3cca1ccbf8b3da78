"""Whole answers: names, pairs, ports, and real questions about the reference model."""

from functools import cache
from pathlib import Path

import pytest

from innovate_model.analyses.flow import Disposition
from innovate_model.analyses.naming import UnknownName
from innovate_model.analyses.reachability import Answer, NotInNetwork, Verdict, reach
from innovate_model.graph import Graph, build
from innovate_model.loader import load
from innovate_model.values import parse_ports

from .networks import OPEN, Yaml, network, tail, way

MODELS = Path(__file__).parents[2] / "models"
PRODUCTION = "accounts.production.vpcs.main"
API = f"{PRODUCTION}.eks_clusters.main.namespaces.api.deployments.flask-api"


@cache
def graph_of(name: str) -> Graph:
    return build(load(MODELS / name).model)


def innovate(source: str, destination: str, ports: str | None = None) -> Answer:
    """An answer about the reference model."""
    return reach(graph_of("innovate"), source, destination, parse_ports(ports) if ports else None)


def hybrid(source: str, destination: str, ports: str | None = None) -> Answer:
    """An answer about the hybrid model."""
    return reach(graph_of("hybrid"), source, destination, parse_ports(ports) if ports else None)


def test_internet_does_not_reach_the_load_balancer_directly():
    """§3.2: only CloudFront's servers are let in, and it is the security group that says so."""
    answer = innovate("internet", f"{PRODUCTION}.lbs.api", "tcp/443")
    assert answer.verdict is Verdict.BLOCKED
    assert [hop.component for hop in answer.blocking] == [f"{PRODUCTION}.security_groups.alb"]


def test_cloudfront_reaches_the_load_balancer_in_every_zone():
    """The distribution fetches from the load balancer, whichever of its three interfaces answers."""
    answer = innovate("accounts.production.cloudfront_distributions.spa", f"{PRODUCTION}.lbs.api", "tcp/443")
    assert (answer.verdict, answer.agreeing, len(answer.traces)) == (Verdict.REACHABLE, 3, 3)


def test_load_balancer_reaches_the_api():
    """The load balancer's own connections to the pods pass its egress rule and the nodes' ingress rule."""
    answer = innovate(f"{PRODUCTION}.lbs.api", API, "tcp/8080")
    assert (answer.verdict, answer.agreeing) == (Verdict.REACHABLE, 9)


def test_api_reaches_the_database_from_every_zone_to_every_zone():
    """Nine pairs of subnets, and the witness stays in one Availability Zone."""
    answer = innovate(API, f"{PRODUCTION}.aurora_clusters.main", "tcp/5432")
    assert (answer.verdict, answer.agreeing, len(answer.traces)) == (Verdict.REACHABLE, 9, 9)
    assert answer.witness.disposition is Disposition.ACCEPTED
    assert (answer.witness.source_subnet[-1], answer.witness.destination_subnet[-1]) == ("a", "a")


def test_internet_does_not_reach_the_database_for_every_reason():
    """No public address, network ACL, security group, and no way for an answer: all four are given."""
    answer = innovate("internet", f"{PRODUCTION}.aurora_clusters.main", "tcp/5432")
    assert answer.verdict is Verdict.BLOCKED
    assert [(hop.stops, tail(hop)) for hop in answer.blocking] == [
        (Disposition.NULL_ROUTED, "aurora_clusters.main"),
        (Disposition.DENIED_IN, "network_acls.data"),
        (Disposition.DENIED_IN, "security_groups.aurora"),
        (Disposition.DENIED_OUT, "network_acls.data"),
        (Disposition.NO_ROUTE, "route_tables.data"),
    ]


@pytest.mark.parametrize("source", ["accounts.dev", "accounts.staging"])
def test_other_environments_do_not_reach_production(source: str):
    """From no subnet of another environment does any host get to any subnet of production."""
    answer = innovate(source, "accounts.production", "tcp/443")
    assert (answer.verdict, answer.agreeing, len(answer.traces)) == (Verdict.BLOCKED, 81, 81)


def test_data_subnets_have_no_way_out():
    """§3.1: whatever stood in a data subnet would reach nothing on the internet, on any port."""
    for zone in "abc":
        answer = innovate(f"{PRODUCTION}.subnets.data-{zone}", "internet", "tcp")
        assert answer.verdict is Verdict.BLOCKED
        assert "route_tables.data" in [tail(hop) for hop in answer.blocking]


def test_nodes_reach_the_internet_by_the_nat_gateway_of_their_zone():
    """Every zone's nodes leave by their own zone's NAT gateway."""
    answer = innovate(f"{PRODUCTION}.eks_clusters.main.node_groups.general", "internet", "tcp/443")
    assert answer.verdict is Verdict.REACHABLE
    for trace in answer.traces:
        assert f"nat_gateways.egress-{trace.source_subnet[-1]}" in way(trace.hops)


def test_pods_read_secrets_without_the_internet():
    """The secret's service is reached through the interface endpoint."""
    answer = innovate(API, "accounts.production.secrets.aurora-app", "tcp/443")
    assert answer.verdict is Verdict.REACHABLE
    assert answer.witness.destination == f"{PRODUCTION}.vpc_endpoints.secretsmanager"


def test_on_premises_comes_in_over_the_transit_gateway():
    """Hamburg reaches the gate by its VPN on the transit gateway, and nothing but ssh."""
    answer = hybrid("customer_gateways.hamburg", "instances.gate", "tcp/22")
    assert answer.verdict is Verdict.REACHABLE
    assert "transit_gateways.frankfurt.route_tables.main" in answer.witness.hops[1].component
    assert hybrid("customer_gateways.hamburg", "instances.gate", "tcp/3389").verdict is Verdict.BLOCKED


def test_regions_are_joined_by_peered_transit_gateways():
    """The tracking API reaches the standby database in the other region."""
    assert hybrid("instances.api-a", "standby.instances.stock", "tcp/1521").verdict is Verdict.REACHABLE


def test_dual_stack_instance_leaves_by_both_ways_and_is_entered_by_none():
    """IPv4 by the NAT gateway, IPv6 by the egress-only gateway; from the internet neither works."""
    out = hybrid("instances.api-a", "internet", "tcp/443")
    assert out.verdict is Verdict.REACHABLE
    assert hybrid("internet", "instances.api-a", "tcp/8443").verdict is Verdict.BLOCKED


def test_without_ports_those_of_the_security_groups_are_asked():
    """The database's security group admits tcp/5432, so that is what the question is about."""
    answer = innovate(API, f"{PRODUCTION}.aurora_clusters.main")
    assert [str(ports) for ports in answer.ports] == ["tcp/5432"]
    assert answer.assumption


def test_without_ports_those_that_pods_declare_are_asked() -> None:
    """Not whatever the security group of their nodes admits; that is left where they declare none, and it is said."""
    system = f"{PRODUCTION}.eks_clusters.main.namespaces.system.deployments"
    declared = innovate(API, f"{system}.load-balancer-controller")
    assert ([str(ports) for ports in declared.ports], declared.verdict) == (["tcp/9443"], Verdict.BLOCKED)
    assert declared.assumption == "ports: those that its pods declare"
    silent = innovate(API, f"{system}.cluster-autoscaler")
    assert silent.assumption.endswith("; its pods declare none")


def test_without_ports_and_groups_an_assumption_is_told():
    """The internet has no security groups: tcp/443 is assumed, and said to be."""
    answer = innovate(f"{PRODUCTION}.subnets.app-a", "internet")
    assert [str(ports) for ports in answer.ports] == ["tcp/443"]
    assert "assumed" in answer.assumption


RANGES = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.0.1.0/24}}}}
    security_groups:
      client: {OPEN}
      server: {{ingress: {{web: {{ports: tcp/8000-8080, from: 10.0.0.0/16}}}}, egress: {{}}}}
    instances:
      client: {{instance_type: t3.small, subnet: app, security_groups: client}}
      server: {{instance_type: t3.small, subnet: app, security_groups: server}}
""")


@pytest.mark.parametrize(
    ("ports", "verdict", "port"),
    [
        ("tcp/7000-9000", Verdict.REACHABLE, 8000),
        ("tcp/8050-9000", Verdict.REACHABLE, 8050),
        ("tcp/8081-9000", Verdict.BLOCKED, 8081),
        ("all", Verdict.REACHABLE, 8000),
        ("udp", Verdict.BLOCKED, 0),
    ],
)
def test_range_of_ports_is_open_where_any_port_of_it_is(ports: str, verdict: Verdict, port: int):
    """A question about a range finds the open part of it, at its first port."""
    answer = reach(network(RANGES), "instances.client", "instances.server", parse_ports(ports))
    assert (answer.verdict, answer.witness.flow.destination_port) == (verdict, port)


def test_unknown_name_is_refused_with_the_nearest():
    """A misspelt name raises, and the message has the right one."""
    with pytest.raises(UnknownName, match=r"instances\.server"):
        reach(network(RANGES), "instances.client", "instances.sever")


def test_resource_without_a_place_in_the_network_is_refused():
    """A role opens no connections: the question makes no sense and is not answered with `blocked`."""
    with pytest.raises(NotInNetwork):
        reach(network(RANGES), "security_groups.client", "instances.server")
    with pytest.raises(NotInNetwork):
        reach(network(RANGES), "com.amazonaws.us-east-1.s3", "instances.server")
    with pytest.raises(NotInNetwork):
        reach(network(RANGES), "10.99.0.1", "instances.server")


def test_ipv4_and_ipv6_have_no_way_to_one_another():
    """Two ends without an IP version in common are refused, not called blocked."""
    with pytest.raises(NotInNetwork, match="IP version"):
        reach(network(RANGES), "instances.client", "2001:db8::1")


def test_sentences_say_verdict_extent_and_reasons():
    """The description in words names the verdict, how many pairs agree, and each blocking component."""
    lines = innovate("internet", f"{PRODUCTION}.aurora_clusters.main", "tcp/5432").sentences()
    assert "does not reach" in lines[0]
    assert "3 of 3 pairs" in lines[0]
    assert len(lines) == 6


ICMPV6 = """
vpcs:
  main:
    region: eu-central-1
    cidr_block: 10.0.0.0/16
    subnets:
      app: {availability_zone: a, cidr_block: 10.0.0.0/24}
    security_groups:
      open: {ingress: {}, egress: {all: {ports: all, to: 0.0.0.0/0}}}
      ping: {ingress: {ping: {ports: icmpv6, from: [0.0.0.0/0, "::/0"]}}, egress: {}}
    instances:
      client: {subnet: app, security_groups: [open], instance_type: t3.small}
      server: {subnet: app, security_groups: [ping], instance_type: t3.small}
"""


def test_icmpv6_does_not_travel_over_ipv4():
    """A rule for ICMPv6 admits nothing from an IPv4 address, and asking for it is refused."""
    graph = network(ICMPV6)
    answer = reach(graph, "instances.client", "instances.server")
    assert (answer.verdict, str(answer.ports[0])) == (Verdict.BLOCKED, "tcp/443")
    with pytest.raises(NotInNetwork, match="no IP version in common that carries icmpv6"):
        reach(graph, "instances.client", "instances.server", parse_ports("icmpv6"))
