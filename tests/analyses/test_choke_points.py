"""What an intruder's ways lead through, against taking each thing away in turn."""

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.choke_points import all_steps, choke_points
from innovate_model.analyses.compromise import compromise
from innovate_model.analyses.intruding import COSTS, Step, control_steps
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.namespace import Namespace
from tests.support import in_account

DOORS = tuple(f"accounts.a.namespaces.{letter}" for letter in "abcdef")
CONTENT = tuple(f"accounts.a.kms_keys.{letter}" for letter in "gh")
STEPS = st.lists(
    st.builds(
        Edge,
        st.sampled_from((*DOORS, *CONTENT)),
        st.sampled_from((Relation.CONTAINS, Relation.RUNS_AS)),
        st.sampled_from((*DOORS, *CONTENT)),
        st.just(()),
        st.just(""),
        st.just(""),
        st.just(1),
    ),
    max_size=20,
    unique=True,
)


def graph_of(edges: list[Edge]) -> Graph:
    """Things that can be entered and things that can be read, in the relations of two moves."""
    resources: dict[str, Resource] = {address: Namespace(address=address) for address in DOORS}
    resources |= {address: KmsKey(address=address) for address in CONTENT}
    return Graph(
        Model(resources),
        {name: tuple(edge for edge in edges if edge.source == name) for name in resources},
        {name: tuple(edge for edge in edges if edge.target == name) for name in resources},
    )


def all_ways(steps: list[Step], door: str, target: str) -> list[list[Step]]:
    """Every way without a circle, by trying."""
    found: list[list[Step]] = []
    ahead: list[list[Step]] = [[]]
    while ahead:
        way = ahead.pop()
        here = way[-1].target if way else door
        if here == target:
            found.append(way)
            continue
        if way and not way[-1].is_entry:
            continue
        visited = {door, *(step.target for step in way)}
        ahead.extend([*way, step] for step in steps if step.source == here and step.target not in visited)
    return found


@given(STEPS, st.sampled_from(DOORS))
def test_the_way_told_is_the_cheapest(edges: list[Edge], door: str) -> None:
    """Of all ways to each member, as one tries them."""
    graph = graph_of(edges)
    steps = [step for name in graph.model.resources for step in control_steps(graph, name)]
    members = {m.address: m for m in compromise(graph, [door]).members}
    for address in graph.model.resources:
        prices = [(sum(COSTS[step.move] for step in way), len(way)) for way in all_ways(steps, door, address)]
        assert bool(prices) is (address in members)
        if prices:
            assert (members[address].cost, members[address].distance) == min(prices)


@given(STEPS, st.sets(st.sampled_from(DOORS), min_size=1, max_size=2), st.sampled_from((None, DOORS[:2])))
def test_a_choke_point_is_on_every_way(edges: list[Edge], doors: set[str], targets: tuple[str, ...] | None) -> None:
    """A resource or step cuts exactly those pairs all of whose ways pass it."""
    graph = graph_of(edges)
    steps = [step for name in graph.model.resources for step in control_steps(graph, name)]
    found = choke_points(graph, doors, targets)
    expected: dict[str | Step, set[tuple[str, str]]] = {}
    pairs = set()
    for door in doors:
        for target in set(CONTENT if targets is None else targets) - {door}:
            ways = all_ways(steps, door, target)
            if ways:
                pairs.add((door, target))
                between = [{s.target for s in way} - {target} for way in ways]
                for name in set.intersection(*between):
                    expected.setdefault(name, set()).add((door, target))
                for step in set.intersection(*(set(way) for way in ways)):
                    expected.setdefault(step, set()).add((door, target))
    assert set(found.connected) == pairs
    assert {point.step or point.address: set(point.pairs) for point in found.points} == expected
    counts = [len(point.pairs) for point in found.points]
    assert counts == sorted(counts, reverse=True)


TWO = """
iam_roles:
  shared:
    trust: {services: [ec2.amazonaws.com]}
    permissions: {read: {effect: Allow, actions: [secretsmanager:GetSecretValue], resources: ["*"]}}
secrets: {one: {}, two: {}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
    security_groups:
      app: {ingress: {self: {ports: tcp/22, from: security_groups.app}}, egress: {all: {ports: all, to: vpc}}}
    instances:
      one: {instance_type: t3.micro, subnet: app, security_groups: app, iam_role: shared}
      two: {instance_type: t3.micro, subnet: app, security_groups: app, iam_role: shared}
"""


def test_the_role_that_two_machines_share() -> None:
    """Every way from either to either secret leads through it; a session to the other machine opens no way."""
    loaded = load_text(in_account(TWO))
    assert not loaded.findings
    graph = build(loaded.model)
    doors = [f"accounts.dev.vpcs.main.instances.{name}" for name in ("one", "two")]
    found = choke_points(graph, doors)
    assert (str(found.points[0]), len(found.points[0].pairs)) == ("accounts.dev.iam_roles.shared", 4)
    assert len(found.connected) == 4
    assert found.table().rows[0] == ("resource", "accounts.dev.iam_roles.shared", 4, 4)
    reached = all_steps(graph, doors)
    assert any(step.target == doors[1] and not step.is_entry for step in reached[doors[0]])
