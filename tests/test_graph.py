"""The graph: every relation is stated once, at the dependent, and read from both ends."""

from __future__ import annotations

from innovate_model.edge import Edge, Relation
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.model import Model

from .support import in_vpc

VPC = "accounts.dev.vpcs.main"
GRAPH = build(
    load_text(
        in_vpc(
            """
            subnets:
              app: {per: availability_zone, newbits: 2, netnum: 1, route_table: t}
            route_tables: {t: {routes: {0.0.0.0/0: internet_gateways.out}}}
            internet_gateways: {out: {}}
            security_groups:
              web: {egress: {app: {ports: tcp/8080, to: security_groups.app}}}
              app: {egress: {}}
            instances: {one: {instance_type: t3.micro, subnet: app-a, security_groups: [web, app]}}
            transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: app, association: main}}
            """
        ).replace("    vpcs:", "    transit_gateways: {hub: {route_tables: {main: {}}}}\n    vpcs:")
    ).model
)


def test_every_edge_is_read_from_both_ends() -> None:
    """What goes out of one end comes into the other, and both ends are in the model."""
    edges = list(GRAPH.edges())
    assert edges
    for edge in edges:
        assert edge in GRAPH.out(edge.source)
        assert edge in GRAPH.into(edge.target)
        assert edge.source in GRAPH.model
        assert edge.target in GRAPH.model
    assert sum(len(group) for group in GRAPH.incoming.values()) == len(edges)


def test_no_edge_is_stated_twice() -> None:
    """Counting edges counts relations."""
    edges = list(GRAPH.edges())
    assert len(edges) == len(set(edges))


def test_each_parent_contains_its_children() -> None:
    """Containment follows the addresses, from the account down."""
    assert GRAPH.targets("accounts.dev", Relation.CONTAINS) == ("accounts.dev.transit_gateways.hub", VPC)
    assert GRAPH.sources(f"{VPC}.subnets.app-a", Relation.CONTAINS) == (VPC,)
    assert GRAPH.sources("accounts.dev", Relation.CONTAINS) == ()


def test_edges_can_be_asked_for_by_relation() -> None:
    """Some relations, or all."""
    one = f"{VPC}.instances.one"
    assert GRAPH.targets(one, Relation.PLACED_IN) == (f"{VPC}.subnets.app-a",)
    assert GRAPH.targets(one, Relation.MEMBER_OF) == (f"{VPC}.security_groups.web", f"{VPC}.security_groups.app")
    assert set(GRAPH.targets(one)) == set(GRAPH.targets(one, Relation.PLACED_IN, Relation.MEMBER_OF))
    assert {edge.relation for edge in GRAPH.edges(Relation.ROUTES_TO)} == {Relation.ROUTES_TO}
    assert list(GRAPH.out("nowhere")) == []


def test_an_edge_says_which_attribute_makes_it_and_what_it_lets_through() -> None:
    """The reason behind an answer: the rule, its ports, and whether other targets would do."""
    (rule,) = GRAPH.out(f"{VPC}.security_groups.web")
    assert rule == Edge(
        f"{VPC}.security_groups.web",
        Relation.ALLOWS,
        f"{VPC}.security_groups.app",
        ("egress", "app"),
        detail="egress tcp/8080",
    )
    placed = list(GRAPH.out(f"{VPC}.transit_gateway_attachments.hub", Relation.PLACED_IN))
    assert [(edge.target[-1], edge.path, edge.alternatives) for edge in placed] == [
        ("a", ("subnets",), "subnets"),
        ("b", ("subnets",), "subnets"),
    ]
    (association,) = GRAPH.out(f"{VPC}.transit_gateway_attachments.hub", Relation.ASSOCIATED_WITH)
    assert association.target == "accounts.dev.transit_gateways.hub.route_tables.main"


def test_an_edge_to_what_is_not_in_the_model_is_left_out() -> None:
    """A faulty target is a finding already; the graph holds what stands."""
    model = Model({address: resource for address, resource in GRAPH.model.resources.items() if "hub" not in address})
    assert all("hub" not in edge.source + edge.target for edge in build(model).edges())


def test_users_get_the_graph_that_they_know() -> None:
    """The networkx view has the same nodes and edges, with what they carry."""
    view = GRAPH.to_networkx()
    assert set(view.nodes) == set(GRAPH.model.resources)
    assert view.number_of_edges() == len(list(GRAPH.edges()))
    node = view.nodes[f"{VPC}.internet_gateways.out"]
    assert (node["kind"], node["resource"]) == ("internet_gateway", GRAPH.model[f"{VPC}.internet_gateways.out"])
    (carried,) = view.get_edge_data(f"{VPC}.route_tables.t", f"{VPC}.internet_gateways.out").values()
    assert carried == {"relation": "routes_to", "path": ("routes", "0.0.0.0/0"), "detail": "0.0.0.0/0"}
