"""The way into a blast radius, step by step."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.blast_radius import BlastRadius, State, failure
from innovate_model.analyses.chain import chain
from innovate_model.analyses.compromise import compromise
from innovate_model.analyses.intruding import COSTS, Move
from innovate_model.edge import Edge
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from tests.support import in_vpc, unmark

from .dependencies import EDGES, LOST, NODES, graph_of

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)


@given(EDGES, LOST, st.sampled_from(NODES))
def test_a_chain_is_a_proof(edges: list[Edge], lost: list[str], address: str) -> None:
    """Each link stands after all that it follows from, the first ones are lost, and the last is the one asked for;
    what is untouched has no chain."""
    graph = graph_of(edges)
    radius = failure(graph, lost)
    found = chain(graph, radius, address)
    told: set[str] = set()
    for link in found.links:
        assert set(link.member.after) <= told
        assert bool(link.member.after) is (link.member.state is not State.LOST)
        told.add(link.member.address)
    assert len(told) == len(found)
    if address in {member.address for member in radius.members}:
        assert found.links[-1].member.address == address
    else:
        assert found.links == ()


EGRESS = """
internet_gateways: {main: {}}
route_tables:
  public: {routes: {0.0.0.0/0: internet_gateways.main}}
  app: {routes: {0.0.0.0/0: «nat_gateways.egress»}}
subnets:
  «web»: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: public}
  app: {cidr_block: 10.0.1.0/24, availability_zone: b, route_table: app}
nat_gateways: {egress: {subnet: «web»}}
"""


def test_each_step_has_the_place_that_says_so() -> None:
    """What is lost at its own name, each relation at the attribute that makes it."""
    text, places = unmark(in_vpc(EGRESS))
    graph = build(load_text(text).model)
    main = "accounts.dev.vpcs.main"
    route, web, placed = places
    found = chain(graph, failure(graph, [f"{main}.subnets.web"]), f"{main}.subnets.app")
    assert [(link.member.address.removeprefix(f"{main}."), link.span) for link in found.links] == [
        ("subnets.web", web),
        ("nat_gateways.egress", placed),
        ("route_tables.app", route),
        ("subnets.app", route),
    ]
    assert found.links[1].says.endswith(f"down, placed in {main}.subnets.web")
    assert found.table().rows[0][:3] == (1, "lost", f"{main}.subnets.web")


def test_all_of_several_are_in_the_chain() -> None:
    """What stops because none of three is left has the three before it."""
    zones = [f"availability_zones.us-east-1{zone}" for zone in "abc"]
    graph = INNOVATE
    balancer = "accounts.production.vpcs.main.lbs.api"
    found = chain(graph, failure(graph, zones), balancer)
    kinds = [link.member.kind for link in found.links]
    assert kinds == ["availability_zone", "subnet"] * 3 + ["lb"]


def test_an_intruders_way_has_its_price() -> None:
    """The identity, the role that trusts it, the secret: three calls; a session costs more and has no single place."""
    pods = "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
    radius = compromise(INNOVATE, [pods])
    secret = chain(INNOVATE, radius, "accounts.production.secrets.aurora-app")
    assert [link.member.kind for link in secret.links] == ["deployment", "service_account", "iam_role", "secret"]
    assert secret.cost == COSTS[Move.IDENTITY] + COSTS[Move.TRUST] + COSTS[Move.READ]
    assert all(link.span is not None for link in secret.links)
    session = chain(INNOVATE, radius, "accounts.production.vpcs.main.aurora_clusters.main")
    assert (session.cost, session.links[-1].span) == (COSTS[Move.SESSION], None)
    assert chain(INNOVATE, BlastRadius(()), pods).cost == 0
