"""The quick answer to "what can it connect to" is the slow one's."""

from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

from innovate_model.analyses.connecting import connections
from innovate_model.analyses.reachability import NotInNetwork, reach
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.loader import load
from innovate_model.testing.strategies import graphs
from tests.support import examples

from .networks import OPEN, network

MODELS = Path(__file__).parents[2] / "models"


def quickly(graph: Graph, sources: list[str], destinations: list[str]) -> set[tuple[str, str, str]]:
    """(source, destination, port) of every connection."""
    return {
        (source, found.destination, str(found.ports))
        for source in sources
        for found in connections(graph, source, [name for name in destinations if name != source])
    }


def slowly(graph: Graph, sources: list[str], destinations: list[str]) -> set[tuple[str, str, str]]:
    """The same by one question each."""
    found = set()
    for source, destination in product(sources, destinations):
        with suppress(NotInNetwork):  # no IP version in common
            answer = reach(graph, source, destination) if source != destination else None
            if answer is not None and answer.is_reachable:
                found.add((source, destination, str(answer.witness_port)))
    return found


@examples(12, 300)
@given(graphs())
def test_they_agree_on_small_networks(graph: Graph) -> None:
    """Every pair of endpoints, over random rules, routes and public addresses: the same verdict and the same port.

    Where the walker does not know, the engine may: it takes an address that nobody knows apart, and all of them may do.
    """
    owners = list(survey(graph).endpoints.by_owner)
    found = {(source, destination): port for source, destination, port in quickly(graph, owners, owners)}
    for pair in product(owners, owners):
        with suppress(NotInNetwork):  # no IP version in common
            answer = reach(graph, *pair) if pair[0] != pair[1] else None
            if answer is not None and not any(trace.missing_only for trace in answer.traces):
                assert found.get(pair) == (str(answer.witness_port) if answer.is_reachable else None)
            elif answer is not None and answer.is_reachable:
                assert pair in found


def test_they_agree_on_every_pair_of_the_hybrid_model() -> None:
    """Peering, transit gateways, IPv6 and public addresses."""
    graph = build(load(MODELS / "hybrid").model)
    owners = list(survey(graph).endpoints.by_owner)
    found = quickly(graph, owners, owners)
    assert found == slowly(graph, owners, owners)
    assert len(found) > 10


def test_they_agree_about_sources_without_interfaces() -> None:
    """Networks on premises, hosts that might stand in a subnet, CloudFront's servers."""
    hybrid = build(load(MODELS / "hybrid").model)
    kinds = ("customer_gateway", "vpn_connection", "subnet")
    sources = [resource.address for resource in hybrid.model if resource.kind in kinds]
    owners = list(survey(hybrid).endpoints.by_owner)
    found = quickly(hybrid, sources, owners)
    assert found == slowly(hybrid, sources, owners)
    assert {hybrid.model[source].kind for source, _, _ in found} == set(kinds)
    innovate = build(load(MODELS / "innovate").model)
    edge = ["accounts.production.cloudfront_distributions.spa"]
    ends = [f"accounts.production.vpcs.main.{end}" for end in ("lbs.api", "aurora_clusters.main", "eks_clusters.main")]
    assert quickly(innovate, edge, ends) == slowly(innovate, edge, ends) == {(edge[0], ends[0], "tcp/443")}


def test_they_agree_between_accounts_of_the_reference_model() -> None:
    """A runner reaches the clusters through the hub and no database; a pod of dev reaches nothing of production."""
    graph = build(load(MODELS / "innovate").model)
    sources = [
        "accounts.shared-services.vpcs.tools.instances.runner-a",
        "accounts.dev.vpcs.main.eks_clusters.main.node_groups.jobs",
    ]
    ends = [
        f"accounts.{name}.vpcs.main.{end}"
        for name, end in product(
            ("dev", "production"),
            (
                "eks_clusters.main",
                "aurora_clusters.main",
                "lbs.api",
                "vpc_endpoints.sts",
                "nat_gateways.egress-a",
            ),
        )
    ]
    ends = [end for end in ends if end in graph.model]
    found = quickly(graph, sources, ends)
    assert found == slowly(graph, sources, ends)
    runner, pod = sources
    assert {end for source, end, _ in found if source == runner} == {
        "accounts.dev.vpcs.main.eks_clusters.main",
        "accounts.production.vpcs.main.eks_clusters.main",
    }
    assert not any("production" in end for source, end, _ in found if source == pod)


@pytest.mark.parametrize(("address", "is_open"), [("yes", True), ("no", False)])
def test_networks_that_nothing_joins_meet_by_public_addresses(address: str, is_open: bool) -> None:
    """The screen that leaves out other routing domains lets those through that have a public address."""
    vpc = (
        "{{cidr_block: {block}, internet_gateways: {{main: {{}}}}, subnets: {{one: {{availability_zone: a, "
        "cidr_block: {block}, route_table: out}}}}, route_tables: {{out: {{routes: {{0.0.0.0/0: "
        "internet_gateways.main}}}}}}, security_groups: {{open: {group}}}, instances: {{it: {{instance_type: "
        "t3.micro, subnet: one, security_groups: open, associate_public_ip_address: {address}}}}}}}"
    )
    near = vpc.format(block="10.0.0.0/24", group=OPEN, address="yes")
    far = vpc.format(block="10.9.0.0/24", group=OPEN, address=address)
    graph = network(f"vpcs:\n  near: {near}\n  far: {far}")
    here, there = (f"accounts.dev.vpcs.{name}.instances.it" for name in ("near", "far"))
    assert bool(quickly(graph, [here], [there])) is is_open
    assert quickly(graph, [here], [there]) == slowly(graph, [here], [there])


def test_the_port_is_that_of_the_pair_in_one_zone() -> None:
    """Like `reach`, it prefers the pair that needs no other zone, though another pair answers on an earlier port."""
    graph = network(f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      from-b: {{availability_zone: b, cidr_block: 10.0.0.0/24}}
      to-a: {{availability_zone: a, cidr_block: 10.0.1.0/24}}
      to-b: {{availability_zone: b, cidr_block: 10.0.2.0/24, network_acl: narrow}}
    network_acls:
      narrow:
        ingress: {{100: {{allow: tcp/443, from: 0.0.0.0/0}}}}
        egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}
    security_groups:
      open: {OPEN}
      two: {{ingress: {{a: {{ports: tcp/80, from: vpc}}, b: {{ports: tcp/443, from: vpc}}}}, egress: {{}}}}
    instances: {{it: {{instance_type: t3.micro, subnet: from-b, security_groups: open}}}}
    lbs: {{two: {{type: network, internal: yes, subnets: [to-a, to-b], security_groups: two}}}}
""")
    here, there = "accounts.dev.vpcs.main.instances.it", "accounts.dev.vpcs.main.lbs.two"
    assert quickly(graph, [here], [there]) == slowly(graph, [here], [there]) == {(here, there, "tcp/443")}
