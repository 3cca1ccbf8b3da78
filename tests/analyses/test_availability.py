"""How available a service is, against the sum over all states of its parts."""

from fractions import Fraction
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.availability import Availability, availability, percent, up_share
from innovate_model.analyses.service_levels import EC2_INSTANCE, EKS, KMS, Level
from innovate_model.analyses.structure import structure
from innovate_model.edge import Edge, Relation
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from tests.support import in_account

from .dependencies import EDGES, NODES, graph_of

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
SHARES = st.fractions(0, 1, max_denominator=50)
FAILING = st.lists(
    st.tuples(st.lists(st.integers(0, 7), min_size=1, max_size=2, unique=True).map(tuple), SHARES), max_size=6
)
Groups = list[tuple[tuple[int, ...], Fraction]]


def within(groups: Groups, count: int) -> Groups:
    """Only nodes that the structure has."""
    return [(nodes, share) for nodes, share in groups if max(nodes) < count]


def by_hand(edges: list[Edge], groups: Groups) -> Fraction:
    """The share of every state in which the service stands."""
    shape = structure(graph_of(edges), NODES[0])
    total = Fraction(0)
    for state in product((False, True), repeat=len(groups)):
        share = Fraction(1)
        lost: list[int] = []
        for fails, (nodes, failing) in zip(state, groups, strict=True):
            share *= failing if fails else 1 - failing
            lost += nodes if fails else ()
        total += 0 if shape.is_down(lost) else share
    return total


@given(EDGES, FAILING)
def test_it_is_the_sum_over_all_states(edges: list[Edge], failing: Groups) -> None:
    """Exactly, however needs and backups are mixed, and also where several nodes fail as one."""
    shape = structure(graph_of(edges), NODES[0])
    groups = within(failing, len(shape.addresses))
    assert up_share(shape, groups) == (by_hand(edges, groups),) * 2


@given(EDGES, FAILING, st.integers(1, 5))
def test_cut_short_it_is_between_its_bounds(edges: list[Edge], failing: Groups, most: int) -> None:
    """The answer is never outside of them, and more states never widen them."""
    shape = structure(graph_of(edges), NODES[0])
    groups = within(failing, len(shape.addresses))
    low, high = up_share(shape, groups, most)
    assert 0 <= low <= by_hand(edges, groups) <= high <= 1
    closer = up_share(shape, groups, most + 1)
    assert low <= closer[0]
    assert closer[1] <= high


@given(EDGES, FAILING, st.data())
def test_a_better_part_never_makes_it_worse(edges: list[Edge], failing: Groups, data: st.DataObject) -> None:
    """Monotone in each part."""
    shape = structure(graph_of(edges), NODES[0])
    groups = within(failing, len(shape.addresses))
    better = [(nodes, share * data.draw(SHARES)) for nodes, share in groups]
    assert up_share(shape, groups)[0] <= up_share(shape, better)[0]


def test_in_series_they_multiply_and_side_by_side_their_failures_do() -> None:
    """The two formulas that everybody knows."""
    a, b, c = NODES[:3]
    series = structure(graph_of([Edge(a, Relation.DEPENDS_ON, target) for target in (b, c)]), a)
    parallel = structure(graph_of([Edge(a, Relation.DEPENDS_ON, t, (), "any") for t in (b, c)]), a)
    groups = [((1,), Fraction(1, 10)), ((2,), Fraction(1, 5))]
    assert up_share(series, groups)[0] == Fraction(9, 10) * Fraction(4, 5)
    assert up_share(parallel, groups)[0] == 1 - Fraction(1, 10) * Fraction(1, 5)


KEYS = """
kms_keys: {one: {}, two: {}}
s3_buckets: {files: {kms_key: one, logs_to: logs}, logs: {kms_key: two}}
applications:
  files: {type: web_site, parts: {a: s3_buckets.files, b: s3_buckets.logs}}
"""


def test_one_service_of_a_region_fails_as_one() -> None:
    """Two keys and two buckets of one region are two parts: their agreements are for the region."""
    found = availability(build(load_text(in_account(KEYS)).model), "accounts.dev.applications.files")
    assert [(part.level.percent, len(part.addresses)) for part in found.parts] == [("99.9", 2), ("99.999", 2)]
    assert found.low == found.high == Fraction(999, 1000) * Fraction(99999, 100000)
    assert found.not_known == (
        ("accounts.dev.applications.files", "no agreement with a figure is known"),
        ("accounts.dev", "no agreement with a figure is known"),
    )
    assert str(found) == "99.8990 % at most"


def test_without_any_figure_it_is_not_known() -> None:
    """Never a hundred percent for want of figures."""
    text = "iam_roles: {it: {trust: {services: [ec2.amazonaws.com]}}}"
    found = availability(build(load_text(in_account(text)).model), "accounts.dev.iam_roles.it")
    assert (found.is_known, found.is_at_most, str(found)) == (False, True, "not known")


def test_it_is_rounded_down() -> None:
    """99.99999 percent is not a hundred; an interval shows both ends."""
    assert percent(Fraction(9_999_999, 10_000_000)) == "99.9999"
    assert percent(Fraction(1)) == "100.0000"
    part = Availability("it", Fraction(9, 10), Fraction(19, 20), (), ())
    assert str(part) == "not known"


def test_production_is_better_than_dev() -> None:
    """Two zones and more against one; every part has its figure, and programs have none."""
    production, dev = (
        availability(INNOVATE, f"accounts.{account}.applications.api") for account in ("production", "dev")
    )
    assert dev.high < production.low
    assert EC2_INSTANCE in {part.level for part in dev.parts}
    without = {INNOVATE.model[address].kind for address, _ in production.not_known}
    assert {"deployment", "vpc", "internet_gateway"} <= without
    assert not without & {"subnet", "availability_zone", "aurora_instance", "listener", "target_group"}
    assert all(isinstance(part.level, Level) for part in production.parts)


def test_what_only_starts_and_administers_is_not_counted() -> None:
    """Pods go on without the API server of their cluster and nodes and databases without AWS KMS, while these do not
    answer; the cluster itself is as available as its API server, a bucket as the service that decrypts each object."""
    pods = "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
    levels = {part.level for part in availability(INNOVATE, pods).parts}
    assert levels
    assert not levels & {EKS, KMS}
    assert EKS in {
        part.level for part in availability(INNOVATE, "accounts.production.vpcs.main.eks_clusters.main").parts
    }
    assert KMS in {part.level for part in availability(INNOVATE, "accounts.production.s3_buckets.artifacts").parts}
