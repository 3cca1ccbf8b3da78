"""Sized boxes -> placed boxes: the room that is there is handed down, from the root to the leaves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from exporters.diagrams import sizes
from exporters.diagrams.geometry import GRID, PlacedBox, Rect, Role
from exporters.diagrams.sizes import Sized
from exporters.diagrams.text import one_line, shortened, wrapped
from innovate_model.views.view import Box, Lane, Layout, Side, Tone

CARD_WIDEST = 250


def arranged(root: Sized, x: int, y: int) -> tuple[PlacedBox, ...]:
    """Every box and lane with its place, parents first, the root's upper left corner at (x, y)."""
    placed: list[PlacedBox] = []
    _place(root, Rect(x, y, root.width, root.height), -1, placed)
    return tuple(placed)


def _place(node: Sized, rect: Rect, parent: int, placed: list[PlacedBox]) -> None:
    index = len(placed)
    if node.is_leaf:
        placed.append(_titled(node.box, Role.CARD, rect, parent, rect.width))
        return
    if node.box.tone is Tone.GROUP:
        placed.append(PlacedBox(node.box, Role.GROUP, rect, Rect(rect.x, rect.y, 0, 0), (), "", parent))
        inner = rect
    else:
        room = rect.width - 20 - sizes.top_width(node.docked)
        placed.append(_titled(node.box, Role.FRAME, rect, parent, room))
        inner = _place_docked(node, rect, index, placed)
    if node.box.lanes:
        _place_matrix(node, inner, index, placed)
        return
    for child, place in zip(node.children, _places(node, inner), strict=True):
        _place(child, place, index, placed)


def _titled(box: Box, role: Role, rect: Rect, parent: int, room: int) -> PlacedBox:
    """A box with its texts cut to `room` pixels, which icon and count share with them."""
    room -= sizes.ICON_ROOM + 6 + (sizes.COUNT_ROOM if box.count > 1 else 0)
    label = shortened(one_line(box.label), room, sizes.LABEL_SIZE, bold=True)
    sublabel = shortened(one_line(box.sublabel), room, sizes.SUBLABEL_SIZE)
    if role is Role.CARD:
        header = rect
    else:
        header = Rect(rect.x + 6, rect.y + 6, min(sizes.header_width(box), rect.width - 12), sizes.CARD_HEIGHT - 6)
    return PlacedBox(box, role, rect, header, (label,), sublabel, parent)


def _place_docked(node: Sized, rect: Rect, index: int, placed: list[PlacedBox]) -> Rect:
    """Places the docked boxes of a frame and returns the room that is left inside its header, docks and padding."""
    docked = node.docked
    left, right, bottom = (sizes.dock_depth(node, side) for side in (Side.LEFT, Side.RIGHT, Side.BOTTOM))
    padding = sizes.side_padding(node.box)
    x, y = rect.x + padding, rect.y + sizes.header_height(docked)
    inner = Rect(
        x + left, y, rect.width - 2 * padding - left - right, rect.height - (y - rect.y) - sizes.PADDING - bottom
    )
    header = sizes.header_width(node.box) + sizes.GAP
    top_room = Rect(x + header, rect.y + GRID, rect.width - 2 * padding - header, 0)
    _place_row(docked, Side.TOP, top_room, index, placed)
    _place_row(
        docked, Side.BOTTOM, Rect(inner.x, rect.bottom - bottom + node.reach - GRID, inner.width, 0), index, placed
    )
    for side in (Side.LEFT, Side.RIGHT):
        here = tuple(child for child in docked if child.box.dock is side)
        top = inner.y + _middle(inner.height - sizes.stack_height(here))
        for child in here:
            at = rect.x + GRID if side is Side.LEFT else rect.right - GRID - child.width
            _place(child, Rect(at, top, child.width, child.height), index, placed)
            top += child.height + sizes.CARD_GAP
    return inner


def _place_row(docked: tuple[Sized, ...], side: Side, room: Rect, index: int, placed: list[PlacedBox]) -> None:
    x = room.x + _middle(room.width - sizes.row_width(docked, side))
    for child in docked:
        if child.box.dock is side:
            _place(child, Rect(x, room.y, child.width, child.height), index, placed)
            x += child.width + sizes.GAP


def _middle(spare: int) -> int:
    return max(spare, 0) // 2 // GRID * GRID


def _places(node: Sized, room: Rect) -> Iterator[Rect]:
    """The places of a box's children in `room`, in order."""
    children = node.children
    if not children:
        return
    widths, heights = _tracks(node, room)
    gap_x = _justified(node, widths, room)
    lefts = list(accumulate((width + gap_x for width in widths), initial=room.x))
    tops = list(accumulate((height + node.gap for height in heights), initial=room.y))
    lists = max((child.height for child in children if child.is_list), default=0)
    low = node.box.layout is Layout.COLUMNS and not all(child.is_list for child in children)
    for position, child in enumerate(children):
        row, column = divmod(position, len(widths))
        width, height = widths[column], heights[row]
        if child.is_leaf:
            width, height = min(width, max(CARD_WIDEST, child.width)), child.height
        elif child.is_list and low:
            height = lists
        yield Rect(lefts[column], tops[row], width, height)


def _tracks(node: Sized, room: Rect) -> tuple[list[int], list[int]]:
    """The widths of the columns and the heights of the rows that a box's children stand in, the spare room shared
    out."""
    children, gap = node.children, node.gap
    if node.box.layout is Layout.ROWS:
        grows = [child.stretches and not child.is_list for child in children]
        return [room.width], _widened(
            [child.height for child in children], grows, room.height - gap * (len(children) - 1)
        )
    if node.box.layout is Layout.GRID:
        widths, heights = sizes.grid_tracks(children, node.columns)
        if any(child.stretches and not child.is_list for child in children):
            heights = _widened(heights, [True] * len(heights), room.height - gap * (len(heights) - 1))
    else:
        widths, heights = [child.width for child in children], [room.height]
    spare = room.width - gap * (len(widths) - 1)
    if any(child.stretches for child in children):
        grows = [child.stretches for child in children] if node.box.layout is Layout.COLUMNS else [True] * len(widths)
        return _widened(widths, grows, spare), heights
    if node.box.tone is Tone.GROUP:
        return widths, heights
    return _levelled(widths, spare, CARD_WIDEST), heights


def _levelled(tracks: list[int], room: int, most: int) -> list[int]:
    """The tracks all alike and as wide as room and `most` allow; as they were where that would be too narrow for the
    widest."""
    each = min(room // len(tracks) // GRID * GRID, most)
    return [each] * len(tracks) if each >= max(tracks) else tracks


def _justified(node: Sized, widths: list[int], room: Rect) -> int:
    """The gap between columns: what the layout says, or wider where a group spreads its cards over the whole room."""
    if node.box.tone is not Tone.GROUP or node.box.layout is not Layout.COLUMNS or len(widths) < 2:
        return node.gap
    return max(node.gap, (room.width - sum(widths)) // (len(widths) - 1) // GRID * GRID)


def _widened(tracks: list[int], stretch: list[bool], room: int) -> list[int]:
    """The tracks with the spare room shared among those that stretch, in steps of the grid, the earlier ones first."""
    takers = [index for index, takes in enumerate(stretch) if takes]
    steps = max(room - sum(tracks), 0) // GRID
    wider = list(tracks)
    for order, index in enumerate(takers):
        wider[index] += (steps // len(takers) + (order < steps % len(takers))) * GRID
    return wider


# ---------------------------------------------------------- matrix


def _place_matrix(node: Sized, room: Rect, index: int, placed: list[PlacedBox]) -> None:
    """Lanes first (they lie behind), then zones, then what spans all zones of a lane, then the cells."""
    lanes = _lane_places(node, room)
    for lane, place in lanes:
        label = wrapped(one_line(lane.label), sizes.LANE_TAB - 20, sizes.LABEL_SIZE)[: place.height // 16]
        tab = Rect(place.x, place.y, sizes.LANE_TAB, place.height)
        placed.append(PlacedBox(Box(lane.id, lane.label, tone=lane.tone), Role.LANE, place, tab, label, "", index))
    bodies = Rect(room.x + sizes.LANE_TAB, room.y, room.width - sizes.LANE_TAB - 2 * sizes.ZONE_INSET, room.height)
    zones = _zone_places(node, bodies)
    indices = []
    for zone, place in zones:
        indices.append(len(placed))
        placed.append(_titled(zone.box, Role.ZONE, place, index, place.width))
    for lane, place in lanes:
        above, below = sizes.spans_of(node, lane)
        bar = bodies if not zones else Rect(zones[0][1].x, 0, zones[-1][1].right - zones[0][1].x, 0)
        top = _place_bars(above, bar.grown(-sizes.ZONE_INSET), place.y + sizes.LANE_PADDING, index, placed)
        bottom = place.bottom - sizes.LANE_PADDING - sizes.stack_height(below)
        _place_bars(below, bar.grown(-sizes.ZONE_INSET), bottom, index, placed)
        cells_bottom = bottom - (sizes.GAP if below else 0) if below else place.bottom - sizes.LANE_PADDING
        for (zone, zone_rect), zone_index in zip(zones, indices, strict=True):
            _place_cells(zone, lane, Rect(zone_rect.x, top, zone_rect.width, cells_bottom - top), zone_index, placed)


def _lane_places(node: Sized, room: Rect) -> list[tuple[Lane, Rect]]:
    y = room.y + (sizes.ZONE_HEADER if sizes.zones_of(node) else 0)
    places = []
    for lane in node.box.lanes:
        height = sizes.lane_height(node, lane)
        places.append((lane, Rect(room.x, y, room.width, height)))
        y += height + sizes.LANE_GAP
    return places


def _zone_places(node: Sized, room: Rect) -> list[tuple[Sized, Rect]]:
    zones = sizes.zones_of(node)
    if not zones:
        return []
    widths = _levelled(
        [sizes.zone_width(node)] * len(zones), room.width - sizes.ZONE_GAP * (len(zones) - 1), room.width
    )
    lefts = accumulate((width + sizes.ZONE_GAP for width in widths), initial=room.x + sizes.ZONE_INSET)
    _, height = sizes.matrix_size(node)
    return [(zone, Rect(x, room.y, width, height)) for zone, x, width in zip(zones, lefts, widths, strict=False)]


def _place_bars(bars: tuple[Sized, ...], across: Rect, y: int, index: int, placed: list[PlacedBox]) -> int:
    """Places boxes that span all zones and returns where the cells below them may begin."""
    for bar in bars:
        _place(bar, Rect(across.x, y, across.width, bar.height), index, placed)
        y += bar.height + sizes.CARD_GAP
    return y + sizes.GAP - sizes.CARD_GAP if bars else y


def _place_cells(zone: Sized, lane: Lane, room: Rect, index: int, placed: list[PlacedBox]) -> None:
    cells = sizes.cells_of(zone, lane)
    heights = [cell.height for cell in cells]
    stretched = _widened(heights, [True] * len(cells), room.height - sizes.CARD_GAP * (len(cells) - 1))
    y = room.y
    for cell, height in zip(cells, stretched, strict=True):
        _place(cell, Rect(room.x + sizes.ZONE_INSET, y, room.width - 2 * sizes.ZONE_INSET, height), index, placed)
        y += height + sizes.CARD_GAP
