"""Which estimates of a demand the limits and the bill of an architecture ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.demand import Demand
from innovate_model.analyses.capacity.load import Load
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.analyses.capacity.usage import amounts
from innovate_model.graph import Graph

_ANY = 0.5
"""A share as well as a number that something is divided by."""


@dataclass(frozen=True, slots=True)
class _Overheard(Mapping[str, float]):
    """Values of estimates that has each that is asked for, and remembers which were."""

    asked: dict[str, None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float:
        self.asked[name] = None
        return _ANY

    def __contains__(self, name: object) -> bool:
        self.asked[str(name)] = None
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def estimates_asked(graph: Graph) -> tuple[str, ...]:
    """The names of all estimates without which some limit or amount is not known, in the order of a Demand; the number
    of users is always among them."""
    values = _Overheard()
    of = Load(values, {1.0: 24})
    list(answers(busiest(graph, of)))  # only what they ask for matters
    list(amounts(graph, of))
    asked = {"users_per_day", *values.asked}
    return tuple(name for name in Demand.model_fields if name in asked)
