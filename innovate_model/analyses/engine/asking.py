"""Questions about endpoints and what they call, put to the machine together, and its answers in their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.engine.lookup import crossed
from innovate_model.analyses.engine.loom import Loom, loom
from innovate_model.analyses.engine.machine import Machine, shared_machine
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.places import Networks
from innovate_model.graph import Graph
from innovate_model.values import Ports

_OUTSIDE = (Kind.INTERNET, Kind.EDGE, Kind.SERVICE)
_ByMasks = dict[tuple[int, int], dict[int, list[int]]]
"""Masks of certain and possible ports -> column of the source -> columns of the destination."""


class Target(NamedTuple):
    """An endpoint that is called; `is_public`: by its public address although the private one might be used."""

    endpoint: Endpoint
    is_public: bool


class Callers(NamedTuple):
    """Endpoints that all call the same targets, each with its position among all that call; `are_outside`: they know
    public addresses only."""

    are_outside: bool
    sources: Mapping[int, Endpoint]
    targets: Sequence[Target]

    def to_public_address(self, target: Target) -> bool:
        """Whether the public address is called: wanted, or all that can be called from outside."""
        end = target.endpoint
        wants = target.is_public or self.are_outside or end.called_as == "public"
        return wants and end.called_as != "private" and end.public is not None and end.public is not end.place


class Pair(NamedTuple):
    """Two endpoints, and whether the first calls the public address of the second."""

    source: Endpoint
    destination: Endpoint
    to_public_address: bool


class Found(NamedTuple):
    """What is open between two endpoints for some of their addresses: ranges of ports, and whether each is certain."""

    pair: Pair
    source_addresses: Networks
    destination_addresses: Networks
    ports: tuple[tuple[Ports, bool], ...]


def is_outside(source: Endpoint) -> bool:
    """Whether an endpoint knows public addresses only."""
    return source.kind in _OUTSIDE


def answers(graph: Graph, question: Sequence[Callers]) -> Iterator[Found]:
    """What is open, by the positions of the callers, then in the order of their targets. A pair of which nothing is
    open is left out, and so is an endpoint with itself."""
    sources = (source for callers in question for source in callers.sources.values())
    targets = (target.endpoint for callers in question for target in callers.targets)
    made = shared_machine(graph, chain(sources, targets))
    seated = [_Seated.of(made, callers) for callers in question if callers.sources and callers.targets]
    if not seated:
        return
    weaver = _woven(made, len(made.ends))
    found = ((key, pair, masks) for one in seated for key, pair, masks in one.open_pairs(weaver))
    for _, pair, masks in sorted(found, key=lambda each: each[0]):
        yield from _merged(made, pair, masks)


@lru_cache(maxsize=4)
def _woven(made: Machine, ends: int) -> Loom:
    """The loom of a machine with so many ends."""
    return loom(made)


class _Seats(NamedTuple):
    """Where the endpoints of one side may be: [seat] -> the position of an endpoint, a column, and which of the side's
    distinct ends it is there."""

    position: Numbers
    column: Numbers
    end: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Seated:
    """Callers and their targets as ends of a machine. Who is one end to it is asked about once."""

    callers: Callers
    sources: _Seats
    targets: _Seats
    starts: Numbers
    """The distinct ends of the sources."""
    called: Numbers
    """[distinct end of the targets] -> the end, the place that is called"""

    @classmethod
    def of(cls, made: Machine, callers: Callers) -> _Seated:
        """Registers both sides."""
        starts: dict[int, int] = {}
        called: dict[tuple[int, int], int] = {}
        sources = [
            (position, seat.column, starts.setdefault(seat.end, len(starts)))
            for position, source in callers.sources.items()
            for seat in made.seats(source)
        ]
        targets = [
            (position, seat.column, called.setdefault((seat.end, seat.place), len(called)))
            for position, target in enumerate(callers.targets)
            for seat in made.seats(target.endpoint, callers.to_public_address(target))
        ]
        return cls(callers, _seats(sources), _seats(targets), _numbers(starts), _numbers(called))

    def open_pairs(self, weaver: Loom) -> Iterator[tuple[tuple[int, int], Pair, _ByMasks]]:
        """The positions of two endpoints, the endpoints, and what is open."""
        found: dict[tuple[int, int], _ByMasks] = {}
        for one, other, masks in self._open_seats(weaver):
            positions = int(self.sources.position[one]), int(self.targets.position[other])
            by_source = found.setdefault(positions, {}).setdefault(masks, {})
            by_source.setdefault(int(self.sources.column[one]), []).append(int(self.targets.column[other]))
        for positions, by_masks in found.items():
            source, target = self.callers.sources[positions[0]], self.callers.targets[positions[1]]
            if source != target.endpoint:
                pair = Pair(source, target.endpoint, self.callers.to_public_address(target))
                yield positions, pair, by_masks

    def _open_seats(self, weaver: Loom) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Two seats with the masks of what is open, in the order of both."""
        count = len(self.called)
        asked = np.repeat(self.starts, count), *np.tile(self.called.T, len(self.starts))
        parts = list(weaver.answers(*asked))
        row, state = (np.concatenate([part[index] for part in parts]) for index in range(2))
        number, source, target = _standing(self.sources.end, self.targets.end, row // count, row % count)
        order = np.lexsort((target, source))
        for each, one, other in zip(*(part[order].tolist() for part in (number, source, target)), strict=True):
            certain, possible, lost = weaver.net.states.rows[state[each]]
            yield one, other, (certain, possible | lost)


def _standing(sources: Numbers, targets: Numbers, start: Numbers, end: Numbers) -> tuple[Any, Any, Any]:
    """Every two seats at pairs of ends, each with the position of its pair."""
    by_start, by_end = np.argsort(sources, kind="stable"), np.argsort(targets, kind="stable")
    which, at_start, at_end = crossed(np.bincount(sources)[start], np.bincount(targets)[end])
    first = np.searchsorted(sources[by_start], start)[which] + at_start
    second = np.searchsorted(targets[by_end], end)[which] + at_end
    return which, by_start[first], by_end[second]


def _numbers(values: Iterable[Any]) -> Numbers:
    return np.array(list(values), dtype=np.intp)


def _seats(seats: Iterable[tuple[int, int, int]]) -> _Seats:
    return _Seats(*_numbers(seats).T)


def _merged(made: Machine, pair: Pair, found: _ByMasks) -> Iterator[Found]:
    """Columns for which the same is open, as addresses."""
    for (sure, maybe), by_source in found.items():
        sources_of: dict[tuple[int, ...], list[int]] = {}
        for source_column, columns in by_source.items():
            sources_of.setdefault(tuple(columns), []).append(source_column)
        ports = made.atoms.told(sure, maybe)
        called = pair.destination.public if pair.to_public_address else pair.destination.place
        for to_columns, sources in sources_of.items():
            from_, to = _addresses(made, pair.source.place, sources), _addresses(made, called, to_columns)
            yield Found(pair, from_, to, ports)


def _addresses(made: Machine, place: Any, columns: Sequence[int]) -> Networks:
    """The possible addresses of a place in some columns."""
    if columns[0] >= made.columns.atoms:
        found: Networks = place.possible
        return found
    return made.columns.within(place.possible, tuple(columns))
