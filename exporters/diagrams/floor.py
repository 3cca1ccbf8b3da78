"""The floor on which arrows are routed: what each grid point costs to pass, and where an arrow may leave or reach a
box."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from exporters.diagrams.geometry import GRID, PlacedBox, Role

GridPoint = tuple[int, int]

BORDER_PRICE = 60
HEADER_PRICE = 150
FOREIGN_PRICE = 8
"""Per step inside a frame that holds neither end of the arrow."""
CORNER_PRICE = 200
"""For a port beside a corner; it falls with the square of the distance to the middle of the side."""


class Port(NamedTuple):
    """A point on a box's border where an arrow may touch it, the direction outwards, the point straight across the box,
    the price."""

    point: GridPoint
    outward: GridPoint
    across: GridPoint
    price: int


class Floor:
    """The grid of a page: `columns` x `rows` points, GRID pixels apart."""

    def __init__(self, boxes: tuple[PlacedBox, ...], columns: int, rows: int) -> None:
        self.boxes, self.columns, self.rows = boxes, columns, rows
        self._card: dict[GridPoint, int] = {}
        self._header: set[GridPoint] = set()
        self._borders: tuple[set[GridPoint], set[GridPoint]] = set(), set()
        self._innermost: dict[GridPoint, int] = {}
        self._lane_at: dict[GridPoint, int] = {}
        for index, placed in enumerate(boxes):
            self._lay(index, placed)
        self._above = [self._ancestors(index) for index in range(len(boxes))]

    def _lay(self, index: int, placed: PlacedBox) -> None:
        rect = placed.rect
        left, top, right, bottom = rect.x // GRID, rect.y // GRID, rect.right // GRID, rect.bottom // GRID
        if placed.role is Role.CARD:
            self._card.update(((x, y), index) for x in range(left, right + 1) for y in range(top, bottom + 1))
            return
        if placed.role is Role.GROUP:
            return
        head = placed.header
        self._header.update(
            (x, y)
            for x in range(head.x // GRID, head.right // GRID + 1)
            for y in range(head.y // GRID, head.bottom // GRID + 1)
        )
        self._borders[0].update((x, y) for x in range(left, right + 1) for y in (top, bottom))
        self._borders[1].update((x, y) for y in range(top, bottom + 1) for x in (left, right))
        inside = ((x, y) for x in range(left + 1, right) for y in range(top + 1, bottom))
        if placed.role is Role.FRAME:
            self._innermost.update((point, index) for point in inside)
        elif placed.role is Role.LANE:
            self._lane_at.update((point, index) for point in inside)

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
            yield Port((x, top), (0, -1), (x, bottom), price)
            yield Port((x, bottom), (0, 1), (x, top), price)
        for y in range(top + 1, bottom):
            price = CORNER_PRICE * (2 * y - top - bottom) ** 2 // (bottom - top) ** 2
            yield Port((left, y), (-1, 0), (right, y), price)
            yield Port((right, y), (1, 0), (left, y), price)

    def prices(self, source: int, target: int) -> Callable[[GridPoint, int], int | None]:
        """For an arrow between two boxes: the price of arriving at a point along an axis (0 horizontal, 1 vertical) on
        top of the step itself; None where no arrow may stand (off the page, in a card)."""
        welcome = self._above[source] | self._above[target]
        foreign = [FOREIGN_PRICE * len(above - welcome) for above in self._above]
        card, header, borders, innermost = self._card, self._header, self._borders, self._innermost
        columns, rows, lane_at = self.columns, self.rows, self._lane_at
        ends = self.boxes[source].rect, self.boxes[target].rect
        foreign_lanes = frozenset(
            index
            for index, placed in enumerate(self.boxes)
            if placed.role is Role.LANE and not any(placed.rect.holds(end) for end in ends)
        )

        def price(point: GridPoint, axis: int) -> int | None:
            if not (0 <= point[0] < columns and 0 <= point[1] < rows) or point in card:
                return None
            inside = innermost.get(point)
            cost = 0 if inside is None else foreign[inside]
            if lane_at.get(point) in foreign_lanes:
                cost += FOREIGN_PRICE
            if point in borders[axis]:
                cost += BORDER_PRICE
            if point in header:
                cost += HEADER_PRICE
            return cost

        return price
