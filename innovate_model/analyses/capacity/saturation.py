"""At how many users a day each limit is met, which is met first, and what lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.capacity.assessing import answers, limit_of
from innovate_model.analyses.capacity.limit import Limit
from innovate_model.analyses.capacity.load import Load
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    import numpy

MOST_USERS = 10**10
"""More than there are people: a limit that is not met here is never met."""
_POINTS = 129

Found = tuple[Resource, str, int | None]


def saturations(graph: Graph, load: Load) -> Iterator[Found]:
    """For each limit that is known: the smallest number of users a day with which more is used than there is; None
    where no number of people does. What is used never falls when users become more, so that number is one.

    A grid over all numbers brackets each limit, and finer ones narrow it down: a hundred questions to arrays rather
    than forty to numbers for each limit.
    """
    import numpy

    grid = numpy.unique(numpy.concatenate([[0.0], numpy.geomspace(1, MOST_USERS, _POINTS).round()]))
    for resource, what, limit in answers(_with_users(graph, load, grid)):
        if isinstance(limit, Limit):
            yield resource, what, _first(resource, what, _bracket(limit, grid), graph, load)


def _with_users(graph: Graph, load: Load, users: Any) -> Plant:
    under = Load({**load.values, "users_per_day": users}, load.hours)
    return Plant(graph, under, under.peak)


def _bracket(limit: Limit, users: numpy.ndarray[Any, Any]) -> tuple[int, int] | None:
    """(the last number of users that is held, the first that is not): -1 where none is held, None where all are."""
    import numpy

    is_over = numpy.broadcast_to(limit.used > limit.most, users.shape)
    if not is_over.any():
        return None
    first = int(is_over.argmax())
    return int(users[first - 1]) if first else -1, int(users[first])


def _first(resource: Resource, what: str, bracket: tuple[int, int] | None, graph: Graph, load: Load) -> int | None:
    import numpy

    if bracket is None:
        return None
    held, over = bracket
    while over - held > 1:
        users = numpy.unique(numpy.linspace(held + 1, over, min(_POINTS, over - held)).round())
        limit = limit_of(resource, what, _with_users(graph, load, users))
        assert isinstance(limit, Limit)  # known before, and users do not change what is known
        narrower = _bracket(limit, users)
        assert narrower is not None  # the last one is over
        held, over = (held if narrower[0] < 0 else narrower[0]), narrower[1]
    return over
