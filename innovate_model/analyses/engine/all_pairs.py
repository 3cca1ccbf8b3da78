"""Every ordered pair of endpoint groups at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.engine.guarding import guard
from innovate_model.analyses.engine.lookup import crossed
from innovate_model.analyses.engine.loom import CHUNK, Loom, loom
from innovate_model.analyses.engine.machine import machine
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.screening import promising
from innovate_model.analyses.engine.settling import ways
from innovate_model.graph import Graph
from innovate_model.values import Ports

Positions = np.ndarray[Any, np.dtype[np.int64]]
_SOURCES = 256
"""Sources that are screened together."""


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """The pairs of ends for which something is possible: source, end, the place called, and the state of their
    ports."""

    source: Numbers
    end: Numbers
    called: Numbers
    state: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class AllPairs:
    """What is open between every two groups of endpoints: those that no rule tells apart are one group.

    `groups`: the endpoints of each; pairs of which nothing is open take no memory.
    """

    groups: tuple[tuple[Endpoint, ...], ...]
    ends: tuple[tuple[int, ...], ...]
    """The ends of each group, one for each column of addresses."""
    weaver: Loom
    open_pairs: Sparse
    first: Positions
    after: Positions
    """Where the pairs of each source's place begin in `open_pairs`, and where they have ended."""

    def __len__(self) -> int:
        """How many ordered pairs of groups there are."""
        return len(self.groups) ** 2

    def group_of(self, endpoint: Endpoint) -> int:
        """The number of an endpoint's group. KeyError for one that was not asked about."""
        return _groups(self)[endpoint]

    def ports(self, source: int, destination: int, *, is_public: bool = False) -> tuple[tuple[Ports, bool], ...]:
        """Ports on which some address of one group can open sessions to some private (or public) address of another,
        each with whether it is certain; () means that none can."""
        sure = maybe = 0
        for end in self.ends[source]:
            place = self.weaver.end_place[end]
            part = slice(self.first[place], self.after[place])
            chosen = np.isin(self.open_pairs.end[part], self.ends[destination])
            chosen &= self.open_pairs.source[part] == end
            chosen &= self.weaver.net.places.is_face[self.open_pairs.called[part]] == is_public
            for state in np.unique(self.open_pairs.state[part][chosen]).tolist():
                certain, possible, lost = self.weaver.net.states.rows[state]
                sure |= certain
                maybe |= possible | lost
        return self.weaver.machine.atoms.told(sure, maybe)


@lru_cache(maxsize=2)
def _groups(pairs: AllPairs) -> dict[Endpoint, int]:
    return {endpoint: number for number, group in enumerate(pairs.groups) for endpoint in group}


def all_pairs(graph: Graph, endpoints: Iterable[Endpoint]) -> AllPairs:
    """Every ordered pair of some endpoints, by groups."""
    made = machine(graph, endpoints := list(endpoints))
    groups: dict[tuple[int, ...], list[Endpoint]] = {}
    for endpoint in endpoints:
        groups.setdefault(tuple(end for _, end in made.register(endpoint)), []).append(endpoint)
    weaver = loom(made)
    nothing = (np.zeros(0, dtype=np.intp),) * 4
    joined = Sparse(*map(np.concatenate, zip(nothing, *_blocks(weaver), strict=True)))
    first, after = _runs(weaver.end_place[joined.source], len(made.places))
    return AllPairs(tuple(map(tuple, groups.values())), tuple(groups), weaver, joined, first, after)


def _runs(places: Numbers, count: int) -> tuple[Positions, Positions]:
    """Where each place's one run in an array begins and has ended; both 0 for a place that is not in it."""
    first, after = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    if len(places):
        starts = np.concatenate([[0], np.flatnonzero(np.diff(places)) + 1])
        first[places[starts]] = starts
        after[places[starts]] = np.concatenate([starts[1:], [len(places)]])
    return first, after


def _blocks(weaver: Loom) -> Iterator[tuple[Numbers, ...]]:
    """A block of sources at a time against every place that can be called."""
    places = weaver.net.places
    own = np.unique(weaver.end_place)
    first, ends_at = _ends_by_place(weaver, len(places.column))
    for version in (4, 6):
        sources = own[places.version[own] == version]
        if not len(sources):
            continue
        called = np.unique(np.concatenate([sources, places.face[sources]]))
        for start in range(0, len(sources), _SOURCES):
            block = sources[start : start + _SOURCES]
            rows, columns = promising(weaver.net, block, called)
            for part in range(0, len(rows), CHUNK):
                these = slice(part, part + CHUNK)
                yield _block(weaver, block[rows[these]], called[columns[these]], first, ends_at)


def _ends_by_place(weaver: Loom, count: int) -> tuple[Numbers, Numbers]:
    """Ends in the order of their places, and where those of each place begin."""
    order = np.argsort(weaver.end_place, kind="stable")
    first = np.searchsorted(weaver.end_place[order], np.arange(count + 1))
    return first, order


def _block(weaver: Loom, sources: Numbers, called: Numbers, first: Numbers, ends_at: Numbers) -> tuple[Numbers, ...]:
    places = weaver.net.places
    outside = (places.subnet[sources] < 0) & (places.public[called] != 0)
    right = np.flatnonzero(~outside | places.is_face[called] | (places.face[called] == called))
    sources, called = sources[right], called[right]
    way = ways(weaver.net, sources, called)
    sources, called = sources[way.which], called[way.which]
    inner = places.inner[called]
    counts = np.diff(first)
    which, at_source, at_end = crossed(counts[sources], counts[inner])
    place, calls = sources[which], called[which]
    source, end = ends_at[first[place] + at_source], ends_at[first[inner[which]] + at_end]
    left, state = guard(weaver.guards, weaver.net, way, which, source, end, place, calls)
    return (
        source[left].astype(np.int32),
        end[left].astype(np.int32),
        calls[left].astype(np.int32),
        state.astype(np.int32),
    )
