"""Every model gives pictures, whatever is missing in it and whatever its parts are called."""

from collections import Counter
from dataclasses import replace
from random import Random
from types import MappingProxyType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innovate_model.graph import build
from innovate_model.resources.account import Account
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.views import all_views, view, view_names

from .small_models import Data, graph_of, organizations

patient = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@patient
@given(organizations())
def test_building_never_raises_and_nothing_falls_out(model: Data) -> None:
    """Every account stands in the organisation's picture once, every subnet once in that of its VPC."""
    graph = graph_of(model)
    views = {one.name: one for one in all_views(graph)}
    organization = Counter(box.id for box in view(graph, "organization").root.walk())
    assert all(organization[account.address] == 1 for account in graph.model.of(Account))
    assert len(views) == len(all_views(graph)), "names of pictures are names of files: all differ"
    assert sum(one.name.startswith("network-") for one in views.values()) == sum(1 for _ in graph.model.of(Vpc))
    for vpc in graph.model.of(Vpc):
        boxes = Counter(box.id for box in view(graph, "network", vpc.address).root.walk())
        assert all(boxes[s.address] == 1 for s in graph.model.of(Subnet) if s.parent == vpc.address)


@patient
@given(organizations(), st.randoms(use_true_random=False))
def test_what_is_faulty_is_missing_and_no_more(model: Data, chance: Random) -> None:
    """A resource that could not be read is named by others all the same: the pictures do without it."""
    whole = graph_of(model).model
    left = {address: one for address, one in whole.resources.items() if chance.random() < 0.8}
    for one in all_views(build(replace(whole, resources=MappingProxyType(left)))):
        assert left.keys() >= {address for box in one.root.walk() for address in box.members}


@patient
@given(organizations())
def test_the_same_model_gives_the_same_pictures(model: Data) -> None:
    """Built twice, equal; and every arrow says how many relations it stands for."""
    first, second = all_views(graph_of(model)), all_views(graph_of(model))
    assert first == second
    assert all(arrow.count >= 1 for one in first for arrow in one.arrows)


def test_the_views_there_are() -> None:
    """A file with `subjects` and `build` is a view."""
    assert view_names() == ["cluster", "delivery", "network", "organization", "signals"]
