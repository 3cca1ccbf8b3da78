"""Questions about pairs of endpoints, put to the machine together, and its answers in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.engine.loom import loom
from innovate_model.analyses.engine.machine import Machine, machine
from innovate_model.analyses.places import Networks
from innovate_model.graph import Graph
from innovate_model.values import Ports

_OUTSIDE = (Kind.INTERNET, Kind.EDGE, Kind.SERVICE)
_Open = dict[int, dict[tuple[int, int], dict[int, list[int]]]]
"""Pair -> masks of certain and possible ports -> column of the source -> columns of the destination."""


class Pair(NamedTuple):
    """Two endpoints; `is_public`: the client calls the public address although it might use the private one."""

    source: Endpoint
    destination: Endpoint
    is_public: bool

    @property
    def to_public_address(self) -> bool:
        """Whether the public address is called: wanted, or all that can be called from outside."""
        end = self.destination
        wants = self.is_public or self.source.kind in _OUTSIDE or end.called_as == "public"
        return wants and end.called_as != "private" and end.public is not None and end.public is not end.place


class Found(NamedTuple):
    """What is open between two endpoints for some of their addresses: ranges of ports, and whether each is certain."""

    pair: Pair
    source_addresses: Networks
    destination_addresses: Networks
    ports: tuple[tuple[Ports, bool], ...]


@dataclass(slots=True, eq=False)
class Question:
    """Pairs to be asked about."""

    graph: Graph
    pairs: list[Pair] = field(default_factory=list)

    def ask(self, source: Endpoint, destination: Endpoint, is_public: bool) -> None:
        """Add a pair."""
        self.pairs.append(Pair(source, destination, is_public))


def answers(question: Question) -> Iterator[Found]:
    """What is open, pair by pair in the order asked; a pair of which nothing is open is left out."""
    if not question.pairs:
        return
    made = machine(question.graph, dict.fromkeys(end for pair in question.pairs for end in pair[:2]))
    found = _open(made, question.pairs)
    for number in sorted(found):
        yield from _merged(made, question.pairs[number], found[number])


def _open(made: Machine, pairs: list[Pair]) -> _Open:
    starts: dict[Endpoint, tuple[tuple[int, int], ...]] = {}
    ends: dict[tuple[Endpoint, bool], tuple[tuple[int, int], ...]] = {}
    asked: list[tuple[int, int, int]] = []
    meant: list[tuple[int, int, int]] = []
    for number, pair in enumerate(pairs):
        source, destination, _ = pair
        if source not in starts:
            starts[source] = made.register(source)
        to_public = pair.to_public_address
        if (destination, to_public) not in ends:
            known = made.register_called(destination) if to_public else made.register(destination)
            ends[destination, to_public] = tuple(known)
        for source_column, start in starts[source]:
            for column, end in ends[destination, to_public]:
                place = made.end_places[end]
                asked.append((start, end, made.places.face_of(place) if to_public else place))
                meant.append((number, source_column, column))
    table = np.array(asked, dtype=np.intp)
    found: _Open = {}
    rows = made.states[0].rows
    for which, states in loom(made).answers(table[:, 0], table[:, 1], table[:, 2]):
        for position, state in zip(which.tolist(), states.tolist(), strict=True):
            number, source_column, column = meant[position]
            certain, possible, lost = rows[state]
            by_source = found.setdefault(number, {}).setdefault((certain, possible | lost), {})
            by_source.setdefault(source_column, []).append(column)
    return found


def _merged(made: Machine, pair: Pair, found: dict[tuple[int, int], dict[int, list[int]]]) -> Iterator[Found]:
    """Columns for which the same is open, as addresses."""
    for (sure, maybe), by_source in found.items():
        sources_of: dict[tuple[int, ...], list[int]] = {}
        for source_column, columns in by_source.items():
            sources_of.setdefault(tuple(columns), []).append(source_column)
        ports = (
            *((ports, True) for ports in made.atoms.ports_in(sure)),
            *((ports, False) for ports in made.atoms.ports_in(maybe & ~sure)),
        )
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
