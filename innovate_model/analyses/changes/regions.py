"""Between which addresses sessions work, as pairs of sets, and what one has that another lacks. Exact."""

from __future__ import annotations

from collections.abc import Iterable

from innovate_model.analyses.places import Networks, inside, outside

Region = tuple[Networks, Networks]
"""From any of the first addresses to any of the second."""


def less(regions: Iterable[Region], others: Iterable[Region]) -> tuple[Region, ...]:
    """The part of some regions that is in none of the others, in parts that do not overlap one another."""
    taken = list(others)
    left: list[Region] = []
    for region in regions:
        parts = [region]
        for other in taken:
            parts = [rest for part in parts for rest in _without(part, other)]
        left.extend(parts)
        taken.extend(parts)
    return tuple(left)


def _without(region: Region, other: Region) -> Iterable[Region]:
    if region == other:
        return
    sources, destinations = region
    apart = outside(sources, other[0])
    if apart:
        yield apart, destinations
    shared = inside(sources, other[0])
    rest = outside(destinations, other[1])
    if shared and rest:
        yield shared, rest
