"""The quick answer to "what can it connect to" is the slow one's."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from innovate_model.analyses.connecting import connections
from innovate_model.analyses.reachability import reach
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text

from .networks import OPEN, network
from .test_walking_laws import Data, accounts, few, model

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
    answers = [(s, d, reach(graph, s, d)) for s, d in product(sources, destinations) if s != d]
    return {(s, d, str(answer.witness_port)) for s, d, answer in answers if answer.is_reachable}


@settings(few, max_examples=12)
@given(accounts())
def test_they_agree_on_small_networks(account: Data) -> None:
    """Every pair of endpoints, over random rules, routes and public addresses: the same verdict and the same port."""
    graph = build(load_text(json.dumps(model(account))).model)
    owners = [owner for owner in survey(graph).endpoints.by_owner if ".instances." in owner or ".nat_" in owner]
    assert quickly(graph, owners, owners) == slowly(graph, owners, owners)


def test_they_agree_on_every_pair_of_the_hybrid_model() -> None:
    """Peering, transit gateways, IPv6 and public addresses."""
    graph = build(load(MODELS / "hybrid").model)
    owners = list(survey(graph).endpoints.by_owner)
    found = quickly(graph, owners, owners)
    assert found == slowly(graph, owners, owners)
    assert len(found) > 10


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
