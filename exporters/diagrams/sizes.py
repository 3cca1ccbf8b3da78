"""The least room that each box needs, from the leaves up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from exporters.diagrams.geometry import GRID, on_grid
from exporters.diagrams.text import one_line, text_width, wrapped
from innovate_model.views.view import Box, Lane, Layout, Side, Tone

PADDING = 20
WIDE_PADDING = 40
"""At the sides of the outermost frame: room for arrows that go around, with their labels."""
GAP = 30
ROW_GAP = 40
"""Between frames one under another: room for an arrow with a label."""
CARD_GAP = 20
CARD_HEIGHT = 40
CARD_MIN_WIDTH = 130
CARD_MAX_WIDTH = 250
FRAME_HEADER = 50
ICON_ROOM = 40
"""From the left border to where the text begins: the icon and the space around it."""
LABEL_SIZE = 14
SUBLABEL_SIZE = 12
COUNT_ROOM = 30
LANE_GAP = 50
LANE_PADDING = 20
LANE_TAB = 100
ZONE_GAP = 40
ZONE_HEADER = 40
ZONE_INSET = 10
WIDEST_GRID = 12
PAGE_SHAPE = 1.5
"""Width over height that a grid tries to reach."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A box with its least width and height in pixels, and its children (docked ones apart) likewise. `columns` is
    decided for a grid, `gap` lies between children, `reach` between docked boxes and what is inside."""

    box: Box
    width: int
    height: int
    children: tuple[Sized, ...] = ()
    docked: tuple[Sized, ...] = ()
    columns: int = 0
    gap: int = 0
    reach: int = 0

    @property
    def is_leaf(self) -> bool:
        return not (self.children or self.docked or self.box.lanes) and self.box.tone is not Tone.GROUP

    @property
    def is_list(self) -> bool:
        """Whether it is a frame of nothing but cards: such a frame is kept as low as it can be."""
        return not self.is_leaf and not self.box.lanes and all(child.is_leaf for child in self.children)

    @property
    def stretches(self) -> bool:
        """Whether more room than needed looks well on it: on frames, not on cards."""
        return not self.is_leaf and (self.box.tone is not Tone.GROUP or any(child.stretches for child in self.children))


def sized(box: Box, spread: int = 0) -> Sized:
    """The least sizes of a box and of everything in it. Frames side by side stand `spread` pixels further apart than
    they must, which gives the labels of arrows between them room."""
    children = tuple(sized(child, spread) for child in box.children if child.dock is None)
    docked = tuple(sized(child, spread) for child in box.children if child.dock is not None)
    if not children and not docked and not box.lanes and box.tone is not Tone.GROUP:
        return Sized(box, _text_room(box, CARD_MIN_WIDTH, CARD_MAX_WIDTH), CARD_HEIGHT)
    if children and box.layout in (Layout.COLUMNS, Layout.GRID) and all(child.is_leaf for child in children):
        widest = max(child.width for child in children)
        children = tuple(replace(child, width=widest) for child in children)
    columns = _grid_columns(box, children) if box.layout is Layout.GRID else 0
    gap = _gap(box, children, spread)
    node = Sized(box, 0, 0, children, docked, columns, gap, GAP + GRID + spread)
    width, height = inner_size(node)
    width = max(width, row_width(docked, Side.BOTTOM))
    width += sum(dock_depth(node, side) for side in (Side.LEFT, Side.RIGHT))
    sides = (tuple(child for child in docked if child.box.dock is side) for side in (Side.LEFT, Side.RIGHT))
    height = max(height, *(stack_height(side) for side in sides))
    height += dock_depth(node, Side.BOTTOM)
    if box.tone is Tone.GROUP:
        return replace(node, width=width, height=height)
    width = max(width, header_width(box) + top_width(docked))
    return replace(node, width=width + 2 * side_padding(box), height=header_height(docked) + height + PADDING)


def side_padding(box: Box) -> int:
    """What lies between a frame's left and right border and its contents."""
    return WIDE_PADDING if box.tone is Tone.ORGANIZATION else PADDING


def header_height(docked: tuple[Sized, ...]) -> int:
    """What the header of a frame takes, the boxes docked at its top beside it."""
    return max([FRAME_HEADER, *(10 + child.height + GAP for child in docked if child.box.dock is Side.TOP)])


def header_width(box: Box) -> int:
    """What icon, label and sublabel of a frame cover."""
    return _text_room(box, 60, 320)


def top_width(docked: tuple[Sized, ...]) -> int:
    """What the boxes docked at the top take from the header's width, the gap included; 0 without any."""
    return GAP + row_width(docked, Side.TOP) if any(child.box.dock is Side.TOP for child in docked) else 0


def _text_room(box: Box, least: int, most: int) -> int:
    text = max(
        text_width(one_line(box.label), LABEL_SIZE, bold=True),
        text_width(one_line(box.sublabel), SUBLABEL_SIZE, bold=False),
    )
    wanted = ICON_ROOM + text + (COUNT_ROOM if box.count > 1 else 0) + 10
    return on_grid(min(max(wanted, least), most))


def dock_depth(node: Sized, side: Side) -> int:
    """How far the boxes docked on a side reach into their parent, the gap included; 0 without any."""
    here = [child for child in node.docked if child.box.dock is side]
    across = [child.width if side in (Side.LEFT, Side.RIGHT) else child.height for child in here]
    return max(across) + node.reach if across else 0


def row_width(docked: tuple[Sized, ...], side: Side) -> int:
    """The width of the boxes docked on a side, laid side by side."""
    widths = [child.width for child in docked if child.box.dock is side]
    return sum(widths) + GAP * (len(widths) - 1) if widths else 0


def _gap(box: Box, children: tuple[Sized, ...], spread: int) -> int:
    if all(child.is_leaf for child in children):
        return CARD_GAP
    return ROW_GAP if box.layout is Layout.ROWS else GAP + spread


def inner_size(parent: Sized) -> tuple[int, int]:
    """The least width and height of a box's children in its layout, without header, padding and docks."""
    children = parent.children
    if parent.box.lanes:
        return matrix_size(parent)
    if not children:
        return 0, 0
    gap = parent.gap
    if parent.box.layout is Layout.COLUMNS:
        return sum(child.width for child in children) + gap * (len(children) - 1), max(
            child.height for child in children
        )
    if parent.box.layout is Layout.GRID:
        widths, heights = grid_tracks(children, parent.columns)
        return sum(widths) + gap * (len(widths) - 1), sum(heights) + gap * (len(heights) - 1)
    return max(child.width for child in children), sum(child.height for child in children) + gap * (len(children) - 1)


def grid_tracks(children: tuple[Sized, ...], columns: int) -> tuple[list[int], list[int]]:
    """The widths of a grid's columns and the heights of its rows."""
    widths = [max(child.width for child in children[column::columns]) for column in range(min(columns, len(children)))]
    heights = [max(child.height for child in children[row : row + columns]) for row in range(0, len(children), columns)]
    return widths, heights


def _grid_columns(box: Box, children: tuple[Sized, ...]) -> int:
    if box.columns or not children:
        return max(1, min(box.columns, len(children)))

    def misfit(columns: int) -> tuple[float, int]:
        widths, heights = grid_tracks(children, columns)
        shape = max(sum(widths), 1) / max(sum(heights), 1)
        empty = columns * ceil(len(children) / columns) - len(children)
        return max(shape / PAGE_SHAPE, PAGE_SHAPE / shape) + 0.15 * empty, columns

    return min(range(1, min(len(children), WIDEST_GRID) + 1), key=misfit)


# ---------------------------------------------------------- matrix


def zones_of(parent: Sized) -> tuple[Sized, ...]:
    """The columns of a matrix."""
    return tuple(child for child in parent.children if not child.box.lane)


def spans_of(parent: Sized, lane: Lane) -> tuple[tuple[Sized, ...], tuple[Sized, ...]]:
    """The boxes that span all columns of a lane: those above the cells, those below."""
    first = next((index for index, child in enumerate(parent.children) if not child.box.lane), len(parent.children))
    here = [(index, child) for index, child in enumerate(parent.children) if child.box.lane == lane.id]
    return tuple(c for i, c in here if i < first), tuple(c for i, c in here if i > first)


def cells_of(zone: Sized, lane: Lane) -> tuple[Sized, ...]:
    """What stands in one column in one lane, from top to bottom."""
    return tuple(cell for cell in zone.children if cell.box.lane == lane.id)


def zone_width(parent: Sized) -> int:
    """The least width of every column of a matrix: all are alike."""
    cells = [cell.width for zone in zones_of(parent) for cell in zone.children]
    headers = [header_width(zone.box) for zone in zones_of(parent)]
    return max([CARD_MIN_WIDTH, *cells, *headers]) + 2 * ZONE_INSET


def stack_height(parts: tuple[Sized, ...]) -> int:
    """The height of boxes one under another."""
    return sum(part.height for part in parts) + CARD_GAP * (len(parts) - 1) if parts else 0


def lane_height(parent: Sized, lane: Lane) -> int:
    """The least height of a lane: spans above, the tallest cell, spans below, and at least its own label."""
    above, below = spans_of(parent, lane)
    cells = max((stack_height(cells_of(zone, lane)) for zone in zones_of(parent)), default=0)
    parts = [height for height in (stack_height(above), cells, stack_height(below)) if height]
    label = 16 * len(wrapped(one_line(lane.label), LANE_TAB - 20, LABEL_SIZE))
    return max(sum(parts) + GAP * (len(parts) - 1), CARD_HEIGHT, on_grid(label)) + 2 * LANE_PADDING


def matrix_size(parent: Sized) -> tuple[int, int]:
    """The least width and height of a matrix."""
    count = len(zones_of(parent))
    columns = count * zone_width(parent) + ZONE_GAP * (count - 1) if count else 0
    spans = max((child.width for child in parent.children if child.box.lane), default=0) + 2 * ZONE_INSET
    lanes = sum(lane_height(parent, lane) for lane in parent.box.lanes) + LANE_GAP * (len(parent.box.lanes) - 1)
    return LANE_TAB + max(columns, spans, CARD_MIN_WIDTH) + 2 * ZONE_INSET, (
        ZONE_HEADER if count else 0
    ) + lanes + ZONE_INSET
