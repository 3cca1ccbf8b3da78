"""The ways of the arrows: cheapest paths on the grid, each arrow avoiding what the ones before it took.

A way never enters a card that is not one of its ends. What is merely ugly has a price: bends, crossings, running along
a border, through a header, through a frame that has nothing to do with either end. Every arrow is routed a second time
when all are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise

from exporters.diagrams.floor import BLOCKED, DOWN, LEFT, RIGHT, UP, Floor
from exporters.diagrams.geometry import GRID, PlacedBox, Point
from innovate_model.views.view import Arrow

ONWARD = tuple(tuple(turn for turn in (LEFT, UP, DOWN, RIGHT) if turn != RIGHT - step) for step in range(4))
"""Straight on or to either side, never back: opposite directions add up to 3."""
AXIS = 0, 1, 1, 0
NEVER = 1 << 60

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
    ways: list[list[int]] = [[] for _ in arrows]
    traffic = _Traffic(floor.stride)
    for _ in range(1 if is_large(width, height) else PASSES):
        for number in order:
            traffic.replace(ways[number], [])
            ways[number] = _Search(floor, traffic, *ends[number]).way()
            traffic.replace([], ways[number])
    return tuple(_corners(floor, way) for way in ways)


def is_large(width: int, height: int) -> bool:
    """Whether a page of so many pixels has too many grid points for the patient search."""
    return width * height > LARGE_PAGE * GRID * GRID


def _apart(boxes: tuple[PlacedBox, ...], source: int, target: int) -> int:
    one, other = boxes[source].rect, boxes[target].rect
    across = max(one.x - other.right, other.x - one.right, 0)
    return across + max(one.y - other.bottom, other.y - one.bottom, 0)


def _corners(floor: Floor, way: list[int]) -> tuple[Point, ...]:
    kept = [
        point
        for position, point in enumerate(way)
        if position in (0, len(way) - 1) or point - way[position - 1] != way[position + 1] - point
    ]
    return tuple((x * GRID, y * GRID) for x, y in map(floor.place, kept))


class _Traffic:
    """Which grid points the arrows so far pass, and in which direction: counts for horizontal [0] and vertical [1].
    `arrival` has, per axis, what it costs to arrive at a point along that axis because of them."""

    def __init__(self, stride: int) -> None:
        self.stride = stride
        self.passing: dict[int, list[int]] = {}
        self.arrival: tuple[dict[int, int], dict[int, int]] = {}, {}

    def replace(self, old: list[int], new: list[int]) -> None:
        """Takes one way off and lays another."""
        for way, by in ((old, -1), (new, 1)):
            for one, other in pairwise(way):
                axis = 1 if abs(other - one) == 1 else 0
                for point in (one, other):
                    self.passing.setdefault(point, [0, 0])[axis] += by
        self.passing = {point: counts for point, counts in self.passing.items() if any(counts)}
        self.arrival = self._arrival(0), self._arrival(1)

    def _arrival(self, axis: int) -> dict[int, int]:
        prices: dict[int, int] = {}
        aside = 1 if axis == 0 else self.stride
        for point, counts in self.passing.items():
            if counts[axis]:
                for beside in (point - aside, point + aside):
                    prices[beside] = prices.get(beside, 0) + NEIGHBOUR_PRICE
        for point, counts in self.passing.items():
            prices[point] = SHARED_PRICE if counts[axis] else CROSSING_PRICE
        return prices


class _Search:
    """One cheapest-path search (A*, the distance to the target as the bound, larger than it is on large pages) from any
    point of one border to any of another. A state is a point and the direction it was come to by: 4 x point +
    direction."""

    def __init__(self, floor: Floor, traffic: _Traffic, source: int, target: int) -> None:
        self.floor, self.traffic = floor, traffic
        self.starts = {4 * point + outward: price for point, outward, price in self._ports(source, target)}
        self.goals = {4 * point + RIGHT - outward: price for point, outward, price in self._ports(target, source)}
        self.foreign = floor.foreign(source, target)
        self.across, self.down = self._bounds(target)

    def _ports(self, end: int, other: int) -> Iterable[tuple[int, int, int]]:
        inside = self.floor.boxes[end].rect.holds(self.floor.boxes[other].rect)
        taken = self.traffic.passing
        for port in self.floor.ports(end):
            price = port.price + SHARED_PRICE * (port.point in taken) + ACROSS_PRICE * (port.across in taken)
            yield port.point, RIGHT - port.outward if inside else port.outward, price

    def _bounds(self, target: int) -> tuple[list[int], list[int]]:
        """What the way that is left costs at least, by column and by row; both count the ring around the page."""
        floor, rect = self.floor, self.floor.boxes[target].rect
        weight = EAGER_PRICE * (GREED if floor.columns * floor.rows > LARGE_PAGE else 1)
        left, right, top, bottom = rect.x // GRID, rect.right // GRID, rect.y // GRID, rect.bottom // GRID
        across = [weight * max(left - x, x - right, 0) for x in range(-1, floor.columns + 1)]
        return across, [weight * max(top - y, y - bottom, 0) for y in range(-1, floor.rows + 1)]

    def way(self) -> list[int]:
        """The grid points of the cheapest way."""
        stride, across, down, goals = self.floor.stride, self.across, self.down, self.goals
        best = [NEVER] * (4 * len(self.floor.frame_at))
        came: dict[int, int] = {}
        queue: list[tuple[int, int, int]] = []
        for state, price in self.starts.items():
            best[state] = price
            heappush(queue, (price + across[state // 4 // stride] + down[state // 4 % stride], price, state))
        while queue:
            _, price, state = heappop(queue)
            if best[state] < price:
                continue
            if state in came and state in goals:
                return _traced(came, state)
            for following, cost in self._onward(state, came):
                total = price + cost
                if total < best[following]:
                    best[following] = total
                    came[following] = state
                    ahead = following // 4
                    heappush(queue, (total + across[ahead // stride] + down[ahead % stride], total, following))
        raise AssertionError("there is always a way around: the floor has a free margin")

    def _onward(self, state: int, came: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Where one may go next and at what price: straight on, or to either side unless the arrow only just left its
        source."""
        floor, traffic, (frames, lanes) = self.floor, self.traffic, self.foreign
        point, step = divmod(state, 4)
        before = came.get(state)
        bend = BEND_PRICE + (0 if before is None or before in came else STUB_PRICE)
        for turn in (step,) if before is None else ONWARD[step]:
            ahead = point + (-floor.stride, -1, 1, floor.stride)[turn]
            goal = self.goals.get(4 * ahead + turn)
            if goal is not None:
                yield 4 * ahead + turn, STEP_PRICE + goal + (bend + STUB_PRICE if turn != step else 0)
                continue
            ground = floor.ground[AXIS[turn]][ahead]
            if ground == BLOCKED:
                continue
            cost = STEP_PRICE + ground + frames[floor.frame_at[ahead]] + lanes[floor.lane_at[ahead]]
            cost += traffic.arrival[AXIS[turn]].get(ahead, 0)
            if turn != step:
                cost += bend + (SHARED_BEND_PRICE if point in traffic.passing else 0)
            yield 4 * ahead + turn, cost


def _traced(came: dict[int, int], last: int) -> list[int]:
    states = [last]
    while states[-1] in came:
        states.append(came[states[-1]])
    return [state // 4 for state in reversed(states)]
