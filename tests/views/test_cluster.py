"""The picture of a cluster: what runs where, and what it talks to."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text
from innovate_model.views import view
from innovate_model.views.view import Arrow, Box, Side, Tone, View

MODELS = Path(__file__).parents[2] / "models"
CLUSTER = "accounts.production.vpcs.main.eks_clusters.main"
NAMESPACES = f"{CLUSTER}.namespaces"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build(load(MODELS / "innovate").model)


@pytest.fixture(scope="module")
def production(graph: Graph) -> View:
    return view(graph, "cluster", CLUSTER)


def boxes(picture: View) -> dict[str, Box]:
    return {box.id: box for box in picture.root.walk()}


def test_everything_in_the_cluster_is_seen(graph: Graph, production: View) -> None:
    """By itself, or in a box whose labels tell of it: nothing of the reference cluster is left out."""
    shown = {address for box in production.root.walk() for address in box.shows}
    held = {one.address for one in graph.model if one.address.startswith(f"{CLUSTER}.")}
    assert held - shown == set()


def test_namespaces_that_talk_stand_near_what_they_talk_to(production: View) -> None:
    """The large one and the silent one stand below the nodes."""
    found = boxes(production)
    below = [box.label for box in found[f"{CLUSTER}:own"].children if box.tone is Tone.NAMESPACE]
    near = [box.label for box in found[f"{CLUSTER}:near"].children]
    assert (below, near) == (["system", "argocd"], ["api", "reports", "jobs", "observability"])


def test_short_facts(production: View) -> None:
    """Pods, autoscalers and budgets of a program; quotas of a namespace; policies on the border."""
    found = boxes(production)
    assert found[f"{NAMESPACES}.api.deployments.flask-api"].sublabel == "3–30 pods · HPA VPA PDB canary"
    assert found[f"{NAMESPACES}.api"].sublabel == "quota 48 CPU 96Gi · limit 2 CPU 2Gi · mesh"
    policies = found[f"{NAMESPACES}.api:network_policy"]
    assert (policies.count, policies.dock, policies.tone) == (4, Side.TOP, Tone.POLICY)
    assert found[f"{CLUSTER}.node_groups.jobs"].sublabel == "spot · m5.large · 0–20 nodes"
    assert found[f"{CLUSTER}.admission_policies.baseline"].dock is Side.TOP


def test_a_program_tells_of_the_release_that_installs_it(production: View) -> None:
    """A release with a program of its name has no card of its own."""
    release = f"{NAMESPACES}.system.helm_releases.external-dns"
    found = boxes(production)
    assert release not in found
    assert found[f"{NAMESPACES}.system.deployments.external-dns"].members == (release,)
    assert f"{NAMESPACES}.system.helm_releases.keda" in found


def test_arrows(production: View) -> None:
    """In by load balancer and ingress, out to data and stores; each once."""
    account = "accounts.production"
    api = f"{NAMESPACES}.api.deployments.flask-api"
    collector = f"{NAMESPACES}.observability.deployments.adot-collector"
    ingress = f"{NAMESPACES}.api.ingresses.api"
    agent = f"{NAMESPACES}.system.daemon_sets.fluent-bit"
    assert {
        Arrow(f"{account}.vpcs.main.lbs.api", ingress, "/api tcp/8080"),
        Arrow(ingress, api),
        Arrow(api, f"{account}.vpcs.main.aurora_clusters.main", "tcp/5432"),
        Arrow(api, collector, "otlp", "metrics and traces"),
        Arrow(collector, f"{account}.xray_groups.api", "traces", "metrics and traces"),
        Arrow(agent, f"{account}.cloudwatch_log_groups.workloads", "logs", "logs"),
    } <= set(production.arrows)


def test_clusters_of_one_account_have_names_of_their_own() -> None:
    """The account names the only one; several have their own name beside it."""
    text = """
innovate: 1
accounts:
  a:
    account_id: 012345670123
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        eks_clusters: {CLUSTERS}
organization: {title: Test, region: us-east-1}
"""
    one = "{version: '1.34', subnets: app}"

    def names(clusters: str) -> list[str]:
        graph = build(load_text(text.replace("{CLUSTERS}", clusters)).model)
        main = "accounts.a.vpcs.main.eks_clusters"
        return [view(graph, "cluster", f"{main}.{name}").name for name in ("x", "y") if f"{main}.{name}" in graph.model]

    assert names(f"{{x: {one}}}") == ["cluster-a"]
    assert names(f"{{x: {one}, y: {one}}}") == ["cluster-a-x", "cluster-a-y"]
