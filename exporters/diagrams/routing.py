"""The ways of the arrows: cheapest paths on the grid, each arrow avoiding what the ones before it took.

A way never enters a card that is not one of its ends. What is merely ugly has a price: bends, crossings, running along
a border, through a header, through a frame that has nothing to do with either end. Every arrow is routed a second time
when all are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import pairwise

from exporters.diagrams.floor import Floor
from exporters.diagrams.geometry import GRID, PlacedBox, Point
from innovate_model.views.view import Arrow

Step = tuple[int, int]
STEPS: tuple[Step, ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
ONWARD = {step: tuple(turn for turn in STEPS if turn != (-step[0], -step[1])) for step in STEPS}
"""Straight on or to either side, never back."""

STEP_PRICE = 10
EAGER_PRICE = 14
"""What the search takes a step of the way that is left to cost: the true least is 10, but then it would look
everywhere; at 14 it is three times as fast and its ways are as good."""
BEND_PRICE = 70
STUB_PRICE = 50
"""For a bend right before the arrow head, or right after leaving the source."""
CROSSING_PRICE = 60
SHARED_PRICE = 600
SHARED_BEND_PRICE = 300
ACROSS_PRICE = 60
"""For a port straight across the box from another arrow's: the two would look like one line through the box."""
NEIGHBOUR_PRICE = 12
"""Per step right beside another arrow that goes the same axis."""
PASSES = 2
LARGE_PAGE = 40_000
"""Grid points above which a page is routed once, and greedily: a picture of that size has no reader who would
notice."""
GREED = 4


def routed(
    arrows: tuple[Arrow, ...], boxes: tuple[PlacedBox, ...], width: int, height: int
) -> tuple[tuple[Point, ...], ...]:
    """The way of each arrow in pixels, from its source's border to its target's, bends only."""
    floor = Floor(boxes, width // GRID + 1, height // GRID + 1)
    index_of = {placed.box.id: index for index, placed in enumerate(boxes)}
    ends = [(index_of[arrow.source], index_of[arrow.target]) for arrow in arrows]
    order = sorted(range(len(arrows)), key=lambda number: (_apart(boxes, *ends[number]), number))
    ways: list[list[Step]] = [[] for _ in arrows]
    traffic = _Traffic()
    for _ in range(1 if is_large(width, height) else PASSES):
        for number in order:
            traffic.replace(ways[number], [])
            ways[number] = _Search(floor, traffic, *ends[number]).way()
            traffic.replace([], ways[number])
    return tuple(_corners(way) for way in ways)


def is_large(width: int, height: int) -> bool:
    """Whether a page of so many pixels has too many grid points for the patient search."""
    return width * height > LARGE_PAGE * GRID * GRID


def _apart(boxes: tuple[PlacedBox, ...], source: int, target: int) -> int:
    one, other = boxes[source].rect, boxes[target].rect
    across = max(one.x - other.right, other.x - one.right, 0)
    return across + max(one.y - other.bottom, other.y - one.bottom, 0)


def _corners(way: list[Step]) -> tuple[Point, ...]:
    kept = [
        point
        for position, point in enumerate(way)
        if position in (0, len(way) - 1) or _direction(way[position - 1], point) != _direction(point, way[position + 1])
    ]
    return tuple((x * GRID, y * GRID) for x, y in kept)


def _direction(one: Step, other: Step) -> Step:
    return other[0] - one[0], other[1] - one[1]


class _Traffic:
    """Which grid points the arrows so far pass, and in which direction: counts for horizontal [0] and vertical [1].
    `arrival` has, per axis, what it costs to arrive at a point along that axis because of them."""

    def __init__(self) -> None:
        self.passing: dict[Step, list[int]] = {}
        self.arrival: tuple[dict[Step, int], dict[Step, int]] = {}, {}

    def replace(self, old: list[Step], new: list[Step]) -> None:
        """Takes one way off and lays another."""
        for way, by in ((old, -1), (new, 1)):
            for one, other in pairwise(way):
                axis = 0 if one[1] == other[1] else 1
                for point in (one, other):
                    self.passing.setdefault(point, [0, 0])[axis] += by
        self.passing = {point: counts for point, counts in self.passing.items() if any(counts)}
        self.arrival = self._arrival(0), self._arrival(1)

    def _arrival(self, axis: int) -> dict[Step, int]:
        prices: dict[Step, int] = {}
        for (x, y), counts in self.passing.items():
            if counts[axis]:
                for beside in ((x, y - 1), (x, y + 1)) if axis == 0 else ((x - 1, y), (x + 1, y)):
                    prices[beside] = prices.get(beside, 0) + NEIGHBOUR_PRICE
        for point, counts in self.passing.items():
            prices[point] = SHARED_PRICE if counts[axis] else CROSSING_PRICE
        return prices

    def bend(self, point: Step) -> int:
        """What it costs to bend at a point."""
        return SHARED_BEND_PRICE if point in self.passing else 0


class _Search:
    """One cheapest-path search (A*, the distance to the target as the bound, larger than it is on large pages) from any
    point of one border to any of another."""

    def __init__(self, floor: Floor, traffic: _Traffic, source: int, target: int) -> None:
        self.floor, self.traffic = floor, traffic
        self.starts = dict(self._ports(source, target))
        self.goals = {
            (point, (-outward[0], -outward[1])): price for (point, outward), price in self._ports(target, source)
        }
        self.price_of = floor.prices(source, target)
        rect = floor.boxes[target].rect
        self.weight = EAGER_PRICE * (GREED if floor.columns * floor.rows > LARGE_PAGE else 1)
        self.bounds = rect.x // GRID, rect.right // GRID, rect.y // GRID, rect.bottom // GRID

    def _ports(self, end: int, other: int) -> Iterable[tuple[tuple[Step, Step], int]]:
        inside = self.floor.boxes[end].rect.holds(self.floor.boxes[other].rect)
        taken = self.traffic.passing
        for port in self.floor.ports(end):
            step = (-port.outward[0], -port.outward[1]) if inside else port.outward
            price = port.price + SHARED_PRICE * any(taken.get(port.point, ()))
            yield (port.point, step), price + ACROSS_PRICE * any(taken.get(port.across, ()))

    def _bound(self, point: Step) -> int:
        left, right, top, bottom = self.bounds
        x, y = point
        return self.weight * (max(left - x, x - right, 0) + max(top - y, y - bottom, 0))

    def way(self) -> list[Step]:
        """The grid points of the cheapest way."""
        best: dict[tuple[Step, Step], int] = {}
        came: dict[tuple[Step, Step], tuple[Step, Step]] = {}
        queue: list[tuple[int, int, Step, Step]] = []
        for (point, step), price in self.starts.items():
            best[point, step] = price
            heappush(queue, (price + self._bound(point), price, point, step))
        while queue:
            _, price, point, step = heappop(queue)
            if best[point, step] < price:
                continue
            if (point, step) in came and (point, step) in self.goals:
                return _traced(came, (point, step))
            left = came.get((point, step))
            for following, cost in self._onward(point, step, starts=left is None):
                if left is not None and left not in came and following[1] != step:
                    cost += STUB_PRICE
                total = price + cost
                if total < best.get(following, total + 1):
                    best[following] = total
                    came[following] = point, step
                    heappush(queue, (total + self._bound(following[0]), total, *following))
        raise AssertionError("there is always a way around: the floor has a free margin")

    def _onward(self, point: Step, step: Step, *, starts: bool) -> Iterable[tuple[tuple[Step, Step], int]]:
        """Where one may go next and at what price: straight on, or to either side unless the arrow only just left its
        source."""
        for turn in (step,) if starts else ONWARD[step]:
            ahead = point[0] + turn[0], point[1] + turn[1]
            axis = 0 if turn[1] == 0 else 1
            goal = self.goals.get((ahead, turn))
            ground = self.price_of(ahead, axis)
            if goal is not None:
                yield (ahead, turn), STEP_PRICE + goal + (BEND_PRICE + STUB_PRICE if turn != step else 0)
            elif ground is not None:
                cost = STEP_PRICE + ground + self.traffic.arrival[axis].get(ahead, 0)
                yield (ahead, turn), cost + (BEND_PRICE + self.traffic.bend(point) if turn != step else 0)


def _traced(came: dict[tuple[Step, Step], tuple[Step, Step]], last: tuple[Step, Step]) -> list[Step]:
    states = [last]
    while states[-1] in came:
        states.append(came[states[-1]])
    return [point for point, _ in reversed(states)]
