"""How much of each limit a load uses: every resource that it reaches asked, and what is not known said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from innovate_model.analyses.capacity.limit import Limit, LimitOf
from innovate_model.analyses.capacity.listing import listed
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource


class Answer(NamedTuple):
    """What came of one question: a limit, or why it is not known."""

    resource: Resource
    what: str
    limit: Limit | str


@cache
def limits() -> Mapping[str, Mapping[str, LimitOf]]:
    """Kind -> what is limited -> how it is worked out, from every module in `limits/`."""
    return listed("LIMITS")


def answers(plant: Plant) -> Iterator[Answer]:
    """Every limit of every resource, in the model's order; those that do not apply are left out."""
    for resource, what in _questions(plant.graph):
        limit = limit_of(resource, what, plant)
        if limit is not None:
            yield Answer(resource, what, limit)


@lru_cache(maxsize=4)
def _questions(graph: Graph) -> tuple[tuple[Resource, str], ...]:
    return tuple((resource, what) for resource in graph.model for what in limits().get(resource.kind, ()))


def limit_of(resource: Resource, what: str, plant: Plant) -> Limit | str | None:
    """One limit, why it is not known, or None where it does not apply."""
    try:
        return limits()[resource.kind][what](resource, plant)
    except NotKnown as error:
        return str(error)
