"""What people call that which may be lost, and any K of several."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.blast_radius import State, failure
from innovate_model.analyses.losses import GLOBAL, MOST_CHOICES, Loss, any_of, home_of, lose, loss, regions
from innovate_model.analyses.naming import UnknownName
from innovate_model.edge import Edge
from innovate_model.graph import build
from innovate_model.loader import load
from innovate_model.resources import types

from .dependencies import EDGES, NODES, graph_of

MODELS = Path(__file__).parents[2] / "models"
INNOVATE = build(load(MODELS / "innovate").model)
HYBRID = build(load(MODELS / "hybrid").model)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("us-east-1a", "availability_zones.us-east-1a"),
        ("zone us-east-1a", "availability_zones.us-east-1a"),
        ("account dev", "accounts.dev"),
        ("accounts.dev", "accounts.dev"),
        ("production.lbs.api", "accounts.production.vpcs.main.lbs.api"),
    ],
)
def test_a_resource_goes_by_its_names(name: str, address: str) -> None:
    """A zone and an account too, with the word for it or without."""
    assert loss(INNOVATE, name).addresses == (address,)


def test_a_region_is_all_that_stands_in_it() -> None:
    """Its zones and its outermost resources; what is in it falls with them, and the other region stands."""
    ireland = loss(HYBRID, "eu-west-1")
    assert ireland == loss(HYBRID, "region eu-west-1")
    assert ireland.name == "region eu-west-1"
    assert any(address.startswith("availability_zones.eu-west-1") for address in ireland.addresses)
    hit = {m.address for m in lose(HYBRID, [ireland]).members if m.state is not State.DEGRADED}
    for resource in HYBRID.model:
        home = home_of(HYBRID.model, resource)
        assert home != "eu-west-1" or resource.address in hit
    standing = {r.address for r in HYBRID.model if home_of(HYBRID.model, r) == "eu-central-1"} - hit
    assert len(standing) > 20
    assert regions(HYBRID.model) == ("eu-central-1", "eu-west-1")


def test_what_is_spread_over_the_world_outlives_a_region() -> None:
    """Roles, accounts, distributions and their filters are in no region."""
    radius = lose(INNOVATE, [loss(INNOVATE, "us-east-1")])
    lost = {m.address for m in radius.of(State.LOST)}
    kinds = {INNOVATE.model[address].kind for address in lost}
    assert not kinds & GLOBAL
    edge = [r for r in INNOVATE.model if r.kind == "wafv2_web_acl" and getattr(r, "scope", "") == "CLOUDFRONT"]
    assert edge
    assert not {r.address for r in edge} & lost
    assert set(types().by_kind) >= GLOBAL


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("region mars-1", "nothing stands in a region `mars-1`; there are us-east-1"),
        ("zone us-east-1f", "there is no resource `availability_zones.us-east-1f`"),
        ("account nowhere", "there is no resource `accounts.nowhere`"),
        ("region", "there is no resource `region`"),
        ("", "there is no resource ``"),
    ],
)
def test_an_unknown_name_is_told(name: str, message: str) -> None:
    """With what there is."""
    with pytest.raises(UnknownName) as told:
        loss(INNOVATE, name)
    assert str(told.value).startswith(message)


@given(EDGES, st.lists(st.sampled_from(NODES), min_size=1, max_size=4, unique=True), st.data())
def test_any_k_is_every_choice(edges: list[Edge], nodes: list[str], data: st.DataObject) -> None:
    """Each choice does what failure says; a resource's worst state is the worst of them; what always happens happens in
    each."""
    graph = graph_of(edges)
    k = data.draw(st.integers(1, len(nodes)))
    choices = any_of(graph, [Loss(node, (node,)) for node in nodes], k)
    assert [choice.lost for choice in choices.choices] == list(combinations(nodes, k))
    states: dict[str, set[State]] = {}
    for choice in choices.choices:
        assert choice.radius == failure(graph, choice.lost)
        for member in choice.radius.members:
            states.setdefault(member.address, set()).add(member.state)
    order = (State.DOWN, State.LOST, State.DEGRADED)
    assert {m.address: m.state for m, _ in choices.members} == {
        address: min(found, key=order.index) for address, found in states.items()
    }
    for member, choice in choices.members:
        assert member in choice.radius.members
    for address in choices.always(State.DOWN):
        assert all(address in {m.address for m in choice.radius.down} for choice in choices.choices)


def test_what_cannot_be_chosen_is_a_value_error() -> None:
    """More than there are, none, or more choices than anybody waits for."""
    losses = [loss(INNOVATE, f"us-east-1{zone}") for zone in "abc"]
    for k in (0, 4):
        with pytest.raises(ValueError, match=f"{k} of 3 cannot be lost"):
            any_of(INNOVATE, losses, k)
    many = [Loss(address, (address,)) for address in list(INNOVATE.model.resources)[:200]]
    with pytest.raises(ValueError, match=f"{MOST_CHOICES:,} at most"):
        any_of(INNOVATE, many, 2)
    assert any_of(INNOVATE, losses, 2).table().sentence == "any 2 of 3: 3 choices"


def test_what_is_named_twice_is_one_loss() -> None:
    """By the same name or by two."""
    zone = loss(INNOVATE, "us-east-1a")
    again = loss(INNOVATE, "zone us-east-1a")
    with pytest.raises(ValueError, match="2 of 1 cannot be lost"):
        any_of(INNOVATE, [zone, zone, again], 2)
    found = any_of(INNOVATE, [zone, again, loss(INNOVATE, "us-east-1b")], 2)
    assert [choice.lost for choice in found.choices] == [
        ("availability_zones.us-east-1a", "availability_zones.us-east-1b")
    ]


def test_a_misspelt_sort_of_loss() -> None:
    """The word that was meant, with the rest."""
    with pytest.raises(UnknownName, match=r"`acount` names no sort of loss; did you mean `account dev`\?"):
        loss(INNOVATE, "acount dev")
