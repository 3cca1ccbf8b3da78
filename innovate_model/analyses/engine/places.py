"""The ends of packets as numbers: a place is one column at one spot of the network, whoever stands there.

Interfaces of one subnet whose addresses are in one column, and which have the same public side, are one place: no route
and no network ACL tells them apart. An End is a place behind certain security groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.engine.columns import Cloud, Columns
from innovate_model.analyses.places import Place
from innovate_model.analyses.stands import Guard

Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
OUTSIDE = -1
NO_PUBLIC, PUBLIC, PUBLIC_NOT_KNOWN = 0, 1, 2
KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Spot:
    """What makes a place: the column, where it stands, and what it is known as outside. `owner`: what alone may take
    packets there (a NAT gateway, a customer gateway, what a route names), "" where it does not matter."""

    column: int
    version: int
    kind: Kind
    subnet: int = OUTSIDE
    owner: str = ""
    public: int = NO_PUBLIC
    face: int = OUTSIDE
    """The column of the public address."""
    client_range: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """A place, what filters it, and who stands there as far as network policies tell one from another (an address, ""
    where none does)."""

    place: int
    groups: tuple[str, ...]
    guard: Guard
    workload: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTable:
    """The places as arrays, by number. `face`: the place as the internet sees it; `inner`: the place behind a face.
    Both are the place itself where there is no other."""

    column: Numbers
    version: Numbers
    kind: Numbers
    subnet: Numbers
    public: Numbers
    face: Numbers
    inner: Numbers
    is_face: np.ndarray[Any, np.dtype[np.bool_]]
    nat: Numbers
    customer: Numbers
    middlebox: Numbers
    client_range: Numbers


@dataclass(slots=True, eq=False)
class Places:
    """Numbers spots as they are met."""

    columns: Columns
    subnets: Mapping[str, int]
    nats: Mapping[str, int]
    customers: Mapping[str, int]
    middleboxes: Mapping[str, int]
    ranges: tuple[tuple[int, int], ...]
    _numbers: dict[tuple[Spot, bool], int] = field(default_factory=dict)
    _faces: dict[int, int] = field(default_factory=dict)
    _known: dict[Endpoint, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, endpoint: Endpoint) -> tuple[tuple[int, int], ...]:
        """(column, place) for each column that an endpoint may be in."""
        known = self._known.get(endpoint)
        if known is None:
            columns = self.columns.of_place(endpoint.place)
            known = tuple((column, self._number(self._spot(endpoint, column))) for column in columns)
            self._known[endpoint] = known
        return known

    def known_as(self, endpoint: Endpoint, column: int, face: int) -> int:
        """The place of an endpoint whose public address, which AWS chooses, is in the column `face`."""
        return self._number(replace(self._spot(endpoint, column), face=face))

    def face_of(self, place: int) -> int:
        """The place as the internet sees it."""
        return self._faces.get(place, place)

    def _spot(self, endpoint: Endpoint, column: int) -> Spot:
        place = endpoint.place
        is_named = endpoint.address in self.nats or endpoint.address in self.middleboxes
        matters = endpoint.kind is not Kind.INTERFACE or is_named
        public, face = NO_PUBLIC, OUTSIDE
        if place.subnet and place.version == 6:
            public, face = PUBLIC, column
        elif place.subnet and endpoint.public is not None:
            public = PUBLIC if endpoint.has_public_address else PUBLIC_NOT_KNOWN
            face = self._column_of_public(endpoint.public)
        return Spot(
            column,
            place.version,
            endpoint.kind,
            self.subnets[place.subnet] if place.subnet else OUTSIDE,
            place.owner if matters else "",
            public,
            face,
            self.ranges.index(endpoint.client_ports),
        )

    def _column_of_public(self, public: Place) -> int:
        return self.columns.of_place(public)[0]

    def _number(self, spot: Spot) -> int:
        known = self._numbers.get((spot, False))
        if known is None:
            known = self._numbers[spot, False] = len(self._numbers)
            if spot.face not in (OUTSIDE, spot.column):
                self._faces[known] = self._numbers.setdefault((spot, True), len(self._numbers))
        return known

    def table(self) -> PlaceTable:
        """All places met so far."""
        spots = list(self._numbers)
        faces = np.arange(len(spots), dtype=np.intp)
        inner = faces.copy()
        for place, face in self._faces.items():
            faces[place] = face
            inner[face] = place

        def numbers(values: Iterator[int]) -> Numbers:
            return np.fromiter(values, dtype=np.intp, count=len(spots))

        return PlaceTable(
            column=numbers(spot.face if is_face else spot.column for spot, is_face in spots),
            version=numbers(spot.version for spot, _ in spots),
            kind=numbers(KINDS.index(spot.kind) for spot, _ in spots),
            subnet=numbers(spot.subnet for spot, _ in spots),
            public=numbers(spot.public for spot, _ in spots),
            face=faces,
            inner=inner,
            is_face=np.fromiter((is_face for _, is_face in spots), dtype=np.bool_, count=len(spots)),
            nat=numbers(self.nats.get(spot.owner, -1) for spot, _ in spots),
            customer=numbers(
                self.customers.get(spot.owner, -1) if spot.kind is Kind.ON_PREMISES else -1 for spot, _ in spots
            ),
            middlebox=numbers(self.middleboxes.get(spot.owner, -1) for spot, _ in spots),
            client_range=numbers(spot.client_range for spot, _ in spots),
        )


def cloud_of(place: Place) -> Cloud | None:
    """The Cloud that a place without a known address is."""
    return None if place.ip else Cloud(place.possible, place.aws_lists or frozenset())
