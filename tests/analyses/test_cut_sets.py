"""Minimal cut sets, against their definition on arbitrary graphs."""

import random
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.blast_radius import failure
from innovate_model.analyses.cut_sets import CutSet, candidates, cut_sets
from innovate_model.analyses.falling import fallen
from innovate_model.analyses.losses import Loss, lose
from innovate_model.analyses.structure import structure
from innovate_model.edge import Edge, Relation
from innovate_model.graph import build
from innovate_model.loader import load

from .dependencies import EDGES, LOST, NODES, graph_of

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
SERVICE = NODES[0]
EACH = [Loss(node, (node,)) for node in NODES]
LOSSES = st.lists(st.lists(st.sampled_from(NODES), min_size=1, max_size=3, unique=True), min_size=1, max_size=6).map(
    lambda groups: [Loss(f"loss {number}", tuple(group)) for number, group in enumerate(groups)]
)


def takes_down(edges: list[Edge], losses: Sequence[Loss]) -> bool:
    return SERVICE in fallen(graph_of(edges), [address for each in losses for address in each.addresses])


def by_hand(edges: list[Edge], losses: list[Loss], most: int) -> set[frozenset[str]]:
    """Every set of losses in turn, the small ones first."""
    found: set[frozenset[str]] = set()
    for size in range(1, most + 1):
        for some in combinations(losses, size):
            names = frozenset(each.name for each in some)
            if not any(known <= names for known in found) and takes_down(edges, some):
                found.add(names)
    return found


@given(EDGES, LOST)
def test_the_structure_says_what_failure_says(edges: list[Edge], lost: list[str]) -> None:
    """The same rule from either end: what a service needs, and what stops with a loss."""
    graph = graph_of(edges)
    shape = structure(graph, SERVICE)
    numbers = [shape.addresses.index(address) for address in lost if address in shape.addresses]
    assert shape.is_down(numbers) is (SERVICE in fallen(graph, lost))


@given(EDGES, st.integers(1, 8))
def test_cut_sets_are_what_the_definition_says(edges: list[Edge], most: int) -> None:
    """All of them, and nothing else: what a brute force over all subsets finds."""
    found = cut_sets(graph_of(edges), SERVICE, EACH, most)
    assert [set(cut.losses) for cut in found] == [set(cut.losses) for cut in dict.fromkeys(found)]
    assert {frozenset(cut.losses) for cut in found} == by_hand(edges, EACH, most)


@given(EDGES, LOSSES, st.integers(1, 4))
def test_losses_of_several_resources_are_one(edges: list[Edge], losses: list[Loss], most: int) -> None:
    """A region takes all that stands in it: it counts as one loss, and whatever is not among the losses never fails."""
    found = cut_sets(graph_of(edges), SERVICE, losses, most)
    assert {frozenset(cut.losses) for cut in found} == by_hand(edges, losses, most)


@given(EDGES)
def test_a_cut_set_is_minimal(edges: list[Edge]) -> None:
    """It takes the service down; without any one of its losses the service stands."""
    named = {each.name: each for each in EACH}
    for cut in cut_sets(graph_of(edges), SERVICE, EACH, 4):
        losses = [named[name] for name in cut.losses]
        assert takes_down(edges, losses)
        assert not any(takes_down(edges, losses[:n] + losses[n + 1 :]) for n in range(len(losses)))


@given(EDGES, st.randoms(use_true_random=False))
def test_no_order_matters(edges: list[Edge], chance: random.Random) -> None:
    """The losses may come in any order."""
    mixed = list(EACH)
    chance.shuffle(mixed)
    assert cut_sets(graph_of(edges), SERVICE, mixed, 3) == cut_sets(graph_of(edges), SERVICE, EACH, 3)


def test_three_ways_out_are_cut_by_three() -> None:
    """Any of three that back one another up: nothing smaller than all of them, or what they share."""
    a, b, c, d, e = NODES[:5]
    needs = [Edge(a, Relation.PLACED_IN, target, (), "subnets") for target in (b, c, d)]
    shared = [Edge(target, Relation.PLACED_IN, e) for target in (b, c)]
    graph = graph_of([*needs, *shared])
    assert cut_sets(graph, a, most=3) == (CutSet((a,)), CutSet((d, e)), CutSet((b, c, d)))


def test_production_outlives_every_zone_and_not_two() -> None:
    """§2 of the design: no zone alone takes the API down. Two do: the database's storage has no quorum in one."""
    service = "accounts.production.applications.api"
    found = {cut.losses for cut in cut_sets(INNOVATE, service)}
    alone = {losses[0] for losses in found if len(losses) == 1}
    assert not any(name.startswith("availability_zones.") for name in alone)
    assert {"region us-east-1", "accounts.production", "accounts.production.kms_keys.aurora"} <= alone
    assert ("availability_zones.us-east-1a", "availability_zones.us-east-1c") in found
    dev = {cut.losses for cut in cut_sets(INNOVATE, "accounts.dev.applications.api", most=1)}
    assert ("availability_zones.us-east-1a",) in dev


def test_what_failure_says_of_every_cut_set() -> None:
    """On the reference model too, with the losses that are asked about by themselves."""
    service = "accounts.production.cloudfront_distributions.spa"
    named = {each.name: each for each in candidates(INNOVATE, service)}
    found = cut_sets(INNOVATE, service)
    assert len(found) > 20
    for cut in found:
        losses = [named[name] for name in cut.losses]
        assert service in {m.address for m in lose(INNOVATE, losses).members if m.state in ("lost", "down")}
        for one in losses if len(losses) > 1 else ():
            states = {m.address: m.state for m in failure(INNOVATE, one.addresses).members}
            assert states.get(service) not in ("lost", "down")
