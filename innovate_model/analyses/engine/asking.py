"""Questions about pairs of endpoints, put to the machine together, and its answers in their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.engine.machine import Loom, Machine, loom, machine
from innovate_model.analyses.engine.port_atoms import Masks
from innovate_model.analyses.places import Networks
from innovate_model.graph import Graph
from innovate_model.values import Ports

_OUTSIDE = (Kind.INTERNET, Kind.EDGE, Kind.SERVICE)


class Found(NamedTuple):
    """What is open between two endpoints for some of their addresses: ranges of ports, and whether each is certain."""

    source: Endpoint
    destination: Endpoint
    source_addresses: Networks
    destination_addresses: Networks
    ports: tuple[tuple[Ports, bool], ...]
    to_public_address: bool


@dataclass(slots=True, eq=False)
class Question:
    """Pairs to be asked about."""

    graph: Graph
    pairs: list[tuple[Endpoint, Endpoint, bool]] = field(default_factory=list)

    def ask(self, source: Endpoint, destination: Endpoint, is_public: bool) -> None:
        """Add a pair; `is_public`: the client calls the public address."""
        self.pairs.append((source, destination, is_public))


def answers(question: Question) -> Iterator[Found]:
    """What is open, pair by pair in the order asked; a pair of which nothing is open is left out."""
    if not question.pairs:
        return
    every = dict.fromkeys(end for source, destination, _ in question.pairs for end in (source, destination))
    made = machine(question.graph, every)
    columns = {end: made.register(end) for end in every}
    asked: list[tuple[int, int, int]] = []
    meant: list[tuple[int, int, int]] = []
    for number, (source, destination, is_public) in enumerate(question.pairs):
        for source_column, source_end in columns[source]:
            for column, end in columns[destination]:
                asked.append((source_end, end, _called(made, source, destination, end, is_public)))
                meant.append((number, source_column, column))
    table = np.array(asked, dtype=np.int32)
    weaver = loom(made)
    for which, certain, possible in weaver.answers(table[:, 0], table[:, 1], table[:, 2]):
        for position, sure, maybe in zip(which.tolist(), _ints(certain), _ints(possible), strict=True):
            number, source_column, column = meant[position]
            yield _found(weaver, question.pairs[number], source_column, column, sure, maybe)


def _called(made: Machine, source: Endpoint, destination: Endpoint, end: int, is_public: bool) -> int:
    """The place that a client calls: the public one where it must or wants to, and where there is one."""
    place = made.end_places[end]
    wants = is_public or source.kind in _OUTSIDE or destination.called_as == "public"
    return made.places.face_of(place) if wants and destination.called_as != "private" else place


def _found(
    weaver: Loom, pair: tuple[Endpoint, Endpoint, bool], source_column: int, column: int, sure: int, maybe: int
) -> Found:
    source, destination, _ = pair
    made = weaver.machine
    public = destination.public
    to_public = public is not None and public is not destination.place and _is_called_publicly(pair)
    to = public.possible if to_public and public is not None else made.columns.part(destination.place, column)
    ports = (
        *((ports, True) for ports in made.atoms.ports_in(sure)),
        *((ports, False) for ports in made.atoms.ports_in(maybe & ~sure)),
    )
    return Found(source, destination, made.columns.part(source.place, source_column), to, ports, to_public)


def _is_called_publicly(pair: tuple[Endpoint, Endpoint, bool]) -> bool:
    source, destination, is_public = pair
    wants = is_public or source.kind in _OUTSIDE or destination.called_as == "public"
    return wants and destination.called_as != "private"


def _ints(masks: Masks) -> Iterator[int]:
    """Rows of words as numbers."""
    raw = np.ascontiguousarray(masks, dtype="<u8").tobytes()
    size = masks.shape[1] * 8
    return (int.from_bytes(raw[start : start + size], "little") for start in range(0, len(raw), size))
