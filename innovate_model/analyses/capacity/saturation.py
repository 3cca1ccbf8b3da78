"""At how many users a day each limit is met, which is met first, and what lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.capacity.assessing import answers, limit_of
from innovate_model.analyses.capacity.demand import MOST
from innovate_model.analyses.capacity.limit import Limit
from innovate_model.analyses.capacity.load import Load
from innovate_model.analyses.capacity.plant import Plant, busiest
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    import numpy

_POINTS = 513

Found = tuple[Resource, str, int | None]


def saturations(graph: Graph, load: Load) -> Iterator[Found]:
    """For each limit that is known: the smallest number of users a day with which more is used than there is; None
    where no number of people does. What is used never falls when users become more, so that number is one.

    A grid over all numbers brackets each limit, and finer ones narrow it down: a hundred questions to arrays rather
    than forty to numbers for each limit.
    """
    search = _Search(graph, load)
    for resource, what, limit in answers(search.plant(-1, MOST)):
        if isinstance(limit, Limit):
            yield resource, what, search.first(resource, what)


@dataclass(slots=True)
class _Search:
    """Limits that lie in the same gap of a grid (those of three zones do) share what is worked out for it."""

    graph: Graph
    load: Load
    plants: dict[tuple[int, int], Plant] = field(default_factory=dict)

    def first(self, resource: Resource, what: str) -> int | None:
        """The smallest number of users with which the limit is met."""
        held, over = -1, MOST
        while over - held > 1:
            plant = self.plant(held, over)
            limit = limit_of(resource, what, plant)
            assert isinstance(limit, Limit)  # known before, and users do not change what is known
            users = plant.load.of("users_per_day")
            first = _first_over(limit, users)
            if first is None:
                return None
            held, over = (int(users[first - 1]) if first else held), int(users[first])
        return over

    def plant(self, held: int, over: int) -> Plant:
        """The busiest minute for some numbers of users: over the whole range each a fifth more than the one before,
        within a gap evenly spread."""
        if (held, over) not in self.plants:
            import numpy

            if held < 0 and over == MOST:
                users = numpy.concatenate([[0.0], numpy.geomspace(1, over, _POINTS).round()])
            else:
                users = numpy.linspace(held + 1, over, min(_POINTS, over - held)).round()
            self.plants[held, over] = busiest(self.graph, self.load.with_users(users))
        return self.plants[held, over]


def _first_over(limit: Limit, users: numpy.ndarray[Any, Any]) -> int | None:
    """The place of the first number of users that is not held."""
    import numpy

    is_over = numpy.broadcast_to(limit.used > limit.most, users.shape)
    return int(is_over.argmax()) if is_over.any() else None
