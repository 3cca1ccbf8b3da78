"""Where things land: rectangles on a grid of 10 pixels, and a View with a place for everything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from innovate_model.views.view import Arrow, Box, View

GRID = 10
"""Every rectangle and every arrow point is a multiple of this many pixels, so that borders align and arrows have
lanes."""

Point = tuple[int, int]


def on_grid(pixels: int) -> int:
    """The next multiple of GRID, upwards."""
    return -(-pixels // GRID) * GRID


@dataclass(frozen=True, slots=True, order=True)
class Rect:
    """A rectangle in whole pixels; x and y name its upper left corner, y grows downwards."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def holds(self, other: Rect) -> bool:
        """Whether `other` lies within this rectangle, borders included."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share an area; touching borders do not overlap."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: int) -> Rect:
        """The rectangle with `by` more pixels on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


class Role(StrEnum):
    """How a placed box is drawn. `card`: a leaf; `frame`: a container with a header; `zone` and `lane`: the columns and
    rows of a matrix, which cross each other; `group`: not at all."""

    CARD = "card"
    FRAME = "frame"
    ZONE = "zone"
    LANE = "lane"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box (or a lane, as a box of the same id) with its place; `header` is what its icon and text cover, `label` and
    `sublabel` are as they fit, `parent` is the index of its parent in `Placed.boxes` (-1 for the root)."""

    box: Box
    role: Role
    rect: Rect
    header: Rect
    label: tuple[str, ...]
    sublabel: str
    parent: int


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow with its way: at least two points, all segments horizontal or vertical. `label` is drawn in `plate`;
    `number` > 0 stands for a label for which no place was free: the plate then shows the number and the legend the
    text. An arrow without a label has neither."""

    arrow: Arrow
    points: tuple[Point, ...]
    plate: Rect | None = None
    label: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a tone, a relation or a numbered arrow ("tone", "relation", "number") and its words."""

    kind: str
    key: str
    words: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Placed:
    """A View on paper of `width` x `height` pixels. Parents stand before their children in `boxes`."""

    view: View
    width: int
    height: int
    title: str
    subtitle: str
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[tuple[str, Point], ...]
