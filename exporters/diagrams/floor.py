"""The floor on which arrows are routed: what each grid point costs to pass, and where an arrow may leave or reach a
box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exporters.diagrams.geometry import GRID, PlacedBox, Role

LEFT, UP, DOWN, RIGHT = range(4)
"""Directions, as the search counts them."""
BLOCKED = -1

BORDER_PRICE = 60
HEADER_PRICE = 150
FOREIGN_PRICE = 8
"""Per step inside a frame that holds neither end of the arrow."""
CORNER_PRICE = 200
"""For a port beside a corner; it falls with the square of the distance to the middle of the side."""


class Port(NamedTuple):
    """A point on a box's border where an arrow may touch it, the direction outwards, the point straight across the box,
    the price."""

    point: int
    outward: int
    across: int
    price: int


class Floor:
    """The grid of a page: `columns` x `rows` points, GRID pixels apart, in lists with one number for each point (and
    for a ring around the page, so that nobody need ask whether a point is off it): the search asks millions of times.

    `ground`, for each axis (0 horizontal, 1 vertical): the price of arriving at a point along it on top of the step
    itself, or BLOCKED (a card, off the page). `frame_at` and `lane_at`: the index of the innermost frame and of the
    lane that a point lies in, `len(boxes)` for none.
    """

    def __init__(self, boxes: tuple[PlacedBox, ...], columns: int, rows: int) -> None:
        self.boxes, self.columns, self.rows = boxes, columns, rows
        self.stride = rows + 2
        size = (columns + 2) * self.stride
        self.ground = [0] * size, [0] * size
        self.frame_at, self.lane_at = [len(boxes)] * size, [len(boxes)] * size
        on_border: tuple[set[int], set[int]] = set(), set()
        in_header: set[int] = set()
        in_card: set[int] = set(self._points((-1, columns), range(-1, rows + 1)))
        in_card.update(self._points(range(-1, columns + 1), (-1, rows)))
        for index, placed in enumerate(boxes):
            self._lay(index, placed, on_border, in_header, in_card)
        for axis in (0, 1):
            for point in on_border[axis]:
                self.ground[axis][point] += BORDER_PRICE
            for point in in_header:
                self.ground[axis][point] += HEADER_PRICE
            for point in in_card:
                self.ground[axis][point] = BLOCKED
        self._above = [self._ancestors(index) for index in range(len(boxes))]

    def at(self, x: int, y: int) -> int:
        """The number of a point; the next column is `stride` further, the next row 1."""
        return (x + 1) * self.stride + y + 1

    def place(self, point: int) -> tuple[int, int]:
        """The column and the row of a point."""
        return point // self.stride - 1, point % self.stride - 1

    def _points(self, columns: Iterable[int], rows: Iterable[int]) -> Iterator[int]:
        rows = tuple(rows)
        return (self.at(x, y) for x in columns for y in rows)

    def _lay(
        self,
        index: int,
        placed: PlacedBox,
        on_border: tuple[set[int], set[int]],
        in_header: set[int],
        in_card: set[int],
    ) -> None:
        rect, head = placed.rect, placed.header
        left, top, right, bottom = rect.x // GRID, rect.y // GRID, rect.right // GRID, rect.bottom // GRID
        if placed.role is Role.CARD:
            in_card.update(self._points(range(left, right + 1), range(top, bottom + 1)))
            return
        if placed.role is Role.GROUP:
            return
        across, down = range(head.x // GRID, head.right // GRID + 1), range(head.y // GRID, head.bottom // GRID + 1)
        in_header.update(self._points(across, down))
        on_border[0].update(self._points(range(left, right + 1), (top, bottom)))
        on_border[1].update(self._points((left, right), range(top, bottom + 1)))
        if placed.role in (Role.FRAME, Role.LANE):
            inside = self.frame_at if placed.role is Role.FRAME else self.lane_at
            for x in range(left + 1, right):
                inside[self.at(x, top + 1) : self.at(x, bottom)] = [index] * max(bottom - top - 1, 0)

    def _ancestors(self, index: int) -> frozenset[int]:
        found = []
        while index >= 0:
            found.append(index)
            index = self.boxes[index].parent
        return frozenset(found)

    def ports(self, index: int) -> Iterator[Port]:
        """Where an arrow may touch a box; the middle of a side is cheapest."""
        placed = self.boxes[index]
        left, top = placed.rect.x // GRID, placed.rect.y // GRID
        right, bottom = placed.rect.right // GRID, placed.rect.bottom // GRID
        for x in range(left + 1, right):
            price = CORNER_PRICE * (2 * x - left - right) ** 2 // (right - left) ** 2
            yield Port(self.at(x, top), UP, self.at(x, bottom), price)
            yield Port(self.at(x, bottom), DOWN, self.at(x, top), price)
        for y in range(top + 1, bottom):
            price = CORNER_PRICE * (2 * y - top - bottom) ** 2 // (bottom - top) ** 2
            yield Port(self.at(left, y), LEFT, self.at(right, y), price)
            yield Port(self.at(right, y), RIGHT, self.at(left, y), price)

    def foreign(self, source: int, target: int) -> tuple[list[int], list[int]]:
        """For an arrow between two boxes: what a step costs inside each frame and each lane, by the index of the box
        (the last: in none)."""
        welcome = self._above[source] | self._above[target]
        frames = [FOREIGN_PRICE * len(above - welcome) for above in self._above]
        ends = self.boxes[source].rect, self.boxes[target].rect
        lanes = [
            FOREIGN_PRICE * (box.role is Role.LANE and not any(box.rect.holds(end) for end in ends))
            for box in self.boxes
        ]
        return [*frames, 0], [*lanes, 0]
