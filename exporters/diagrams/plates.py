"""Where the labels of arrows stand: on their own line, clear of boxes, of one another and of other lines.

A label for which no such place is free becomes a number on its line, and the text goes into the legend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from exporters.diagrams.geometry import PlacedArrow, PlacedBox, Point, Rect, Role
from exporters.diagrams.text import one_line, shortened, text_width
from innovate_model.views.view import Arrow

PLATE_SIZE = 11
PLATE_HEIGHT = 16
PLATE_WIDEST = 170
NUMBER_WIDTH = 18
HEAD_ROOM = 13
"""Pixels before the arrow head that a plate leaves free."""
TAIL_ROOM = 5
BESIDE_PRICE = 30
SLIDE = 5


def plated(
    arrows: tuple[Arrow, ...], ways: tuple[tuple[Point, ...], ...], boxes: tuple[PlacedBox, ...], page: Rect
) -> tuple[PlacedArrow, ...]:
    """The arrows with a plate each, in the order given; every plate lies within the page."""
    solid = [
        placed.rect if placed.role is Role.CARD else placed.header for placed in boxes if placed.role is not Role.GROUP
    ]
    solid += _around(page)
    edges = [placed.rect for placed in boxes if placed.role in (Role.FRAME, Role.ZONE, Role.LANE)]
    lines = [[_line(one, other) for one, other in pairwise(way)] for way in ways]
    done: list[PlacedArrow] = [PlacedArrow(arrow, way) for arrow, way in zip(arrows, ways, strict=True)]
    plates: list[Rect] = []
    # Short ways have the least choice, so they choose first.
    for index in sorted(range(len(arrows)), key=lambda number: (_length(ways[number]), number)):
        text = plate_text(arrows[index])
        if not text:
            continue
        others = [line for number, mine in enumerate(lines) if number != index for line in mine]
        label = shortened(text, PLATE_WIDEST - 10, PLATE_SIZE)
        plate = _best(ways[index], text_width(label, PLATE_SIZE) + 10, [*solid, *plates], others, edges)
        if plate is None:
            plate = _best(ways[index], NUMBER_WIDTH, [*solid, *plates], others, edges) or _anywhere(ways[index], solid)
            label = ""
        plates.append(plate)
        done[index] = replace(done[index], plate=plate, label=label)
    return _numbered(done)


def _around(page: Rect) -> list[Rect]:
    """What lies beyond the four borders of the page, as far as a plate could reach."""
    beyond = page.grown(PLATE_WIDEST)
    return [
        Rect(beyond.x, beyond.y, PLATE_WIDEST, beyond.height),
        Rect(page.right, beyond.y, PLATE_WIDEST, beyond.height),
        Rect(beyond.x, beyond.y, beyond.width, PLATE_WIDEST),
        Rect(beyond.x, page.bottom, beyond.width, PLATE_WIDEST),
    ]


def plate_text(arrow: Arrow) -> str:
    """What an arrow says: its label, and how many relations it stands for."""
    label = one_line(arrow.label)
    return f"{label} ×{arrow.count}".strip() if arrow.count > 1 else label


def _numbered(arrows: list[PlacedArrow]) -> tuple[PlacedArrow, ...]:
    number = 0
    result = []
    for arrow in arrows:
        if arrow.plate is not None and not arrow.label:
            number += 1
            arrow = replace(arrow, label=str(number), number=number)
        result.append(arrow)
    return tuple(result)


def _length(way: tuple[Point, ...]) -> int:
    return sum(abs(one[0] - other[0]) + abs(one[1] - other[1]) for one, other in pairwise(way))


def _line(one: Point, other: Point) -> Rect:
    """A segment as a rectangle with a little air around it."""
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return Rect(left, top, abs(one[0] - other[0]), abs(one[1] - other[1])).grown(3)


def _candidates(way: tuple[Point, ...], width: int) -> Iterator[tuple[Rect, int]]:
    """Plates on the line or right beside it, with a price: long horizontal segments first, near their middle."""
    last = len(way) - 2
    for position, (one, other) in enumerate(pairwise(way)):
        flat = one[1] == other[1]
        length = abs(one[0] - other[0]) + abs(one[1] - other[1])
        room = width if flat else PLATE_HEIGHT
        start = TAIL_ROOM + room // 2
        end = length - (HEAD_ROOM if position == last else TAIL_ROOM) - room // 2
        ahead = 1 if other > one else -1
        for along in range(start, end + 1, SLIDE):
            x = one[0] + ahead * along if flat else one[0]
            y = one[1] if flat else one[1] + ahead * along
            price = abs(2 * along - length) // 2 - min(length, 200) // 2
            yield _plate(x, y, width), price + (0 if flat else 20)
            if not flat:
                yield _plate(x + width // 2 + 6, y, width), price + BESIDE_PRICE
                yield _plate(x - width // 2 - 6, y, width), price + BESIDE_PRICE


def _plate(x: int, y: int, width: int) -> Rect:
    return Rect(x - width // 2, y - PLATE_HEIGHT // 2, width, PLATE_HEIGHT)


def _best(way: tuple[Point, ...], width: int, solid: list[Rect], lines: list[Rect], edges: list[Rect]) -> Rect | None:
    """The cheapest plate that is free of solid things and of other lines; lying across a frame's border has a price."""
    reach = [_line(one, other).grown(width + PLATE_HEIGHT) for one, other in pairwise(way)]
    blocked = [thing.grown(2) for thing in _near(reach, solid)] + _near(reach, lines)
    crossed = _near(reach, edges)
    priced = sorted(
        (price + 60 * sum(_cuts(edge, plate) for edge in crossed), plate.x, plate.y, plate)
        for plate, price in _candidates(way, width)
    )
    free = (plate for *_, plate in priced if not any(plate.overlaps(thing) for thing in blocked))
    return next(free, None)


def _near(reach: list[Rect], things: list[Rect]) -> list[Rect]:
    return [thing for thing in things if any(thing.overlaps(part) for part in reach)]


def _cuts(edge: Rect, plate: Rect) -> bool:
    """Whether a plate lies across a frame's border."""
    return edge.overlaps(plate) and not edge.holds(plate)


def _anywhere(way: tuple[Point, ...], solid: list[Rect]) -> Rect:
    """A place for a number on a crowded line: free of boxes if there is one, and else on its middle."""
    steps = [plate for plate, _ in _candidates(way, NUMBER_WIDTH)]
    if not steps:
        (x, y), (to_x, to_y) = way[0], way[-1]
        middle = (x + to_x) // 2, (y + to_y) // 2
        steps = [_plate(*middle, NUMBER_WIDTH)]
    free = [plate for plate in steps if not any(plate.overlaps(thing) for thing in solid)]
    choice = free or steps
    return choice[len(choice) // 2]
