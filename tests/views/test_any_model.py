"""Every model gives pictures, whatever is missing in it and whatever its parts are called."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

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
    assert len(views) == 1 + sum(1 for _ in graph.model.of(Vpc)), "names of pictures are names of files: all differ"
    for vpc in graph.model.of(Vpc):
        boxes = Counter(box.id for box in view(graph, "network", vpc.address).root.walk())
        assert all(boxes[s.address] == 1 for s in graph.model.of(Subnet) if s.parent == vpc.address)


@patient
@given(organizations())
def test_the_same_model_gives_the_same_pictures(model: Data) -> None:
    """Built twice, equal; and every arrow says how many relations it stands for."""
    first, second = all_views(graph_of(model)), all_views(graph_of(model))
    assert first == second
    assert all(arrow.count >= 1 for one in first for arrow in one.arrows)


def test_the_views_there_are() -> None:
    """A file with `subjects` and `build` is a view."""
    assert view_names() == ["network", "organization"]
