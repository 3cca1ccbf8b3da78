"""View -> Placed: the one way from plain data to geometry. Pure: the same View gives the same Placed."""

from __future__ import annotations

from exporters.diagrams.arrange import arranged
from exporters.diagrams.geometry import LegendEntry, Placed, PlacedArrow, PlacedBox, Point, Rect, on_grid
from exporters.diagrams.plates import plate_text, plated
from exporters.diagrams.routing import is_large, routed
from exporters.diagrams.sizes import sized
from exporters.diagrams.style import TONES, line_styles
from exporters.diagrams.text import one_line, shortened, text_width, wrapped
from innovate_model.views.view import Tone, View

MARGIN = 30
TITLE_SIZE = 20
SUBTITLE_SIZE = 13
LEGEND_SIZE = 11
LEGEND_ROW = 20
LEGEND_SIGN = 38
"""Pixels of the sign before the words of a legend entry."""
NARROWEST = 480
WIDEST_FOR_WORDS = 1200
"""How wide a page may become for the sake of its title and subtitle, in pixels."""
SPREADS = (0, 30, 60, 90)
"""How much further apart than they must frames may stand, in pixels, for the sake of labels."""


def placed(view: View) -> Placed:
    """A place for everything in a View, in pixels; coordinates of boxes and arrows are multiples of 10.

    The tightest spread at which every arrow carries its own label is taken; if none does, the one with the fewest
    numbers.
    """
    best = None
    for spread in SPREADS:
        candidate = _placed(view, spread)
        numbers = sum(arrow.number > 0 for arrow in candidate.arrows)
        if best is None or numbers < best[0]:
            best = numbers, candidate
        if not numbers or is_large(candidate.width, candidate.height):
            break
    assert best is not None
    return best[1]


def _placed(view: View, spread: int) -> Placed:
    root = sized(view.root, spread)
    width = max(on_grid(root.width) + 2 * MARGIN, NARROWEST, _width_of_words(view))
    room = width - 2 * MARGIN
    top = on_grid(MARGIN + TITLE_SIZE + 8 + (SUBTITLE_SIZE + 6 if view.subtitle else 0) + 4)
    boxes = arranged(root, (width - root.width) // 2 // 10 * 10, top)
    bottom = top + root.height + MARGIN
    arrows = plated(view.arrows, routed(view.arrows, boxes, width, bottom), boxes, Rect(0, 0, width, bottom))
    legend, below = _legend(_entries(boxes, arrows), bottom, room)
    notes: list[tuple[str, Point]] = []
    for note in view.notes:
        for line in wrapped(one_line(note), room, LEGEND_SIZE):
            notes.append((line, (MARGIN, below + 12)))
            below += 16
        below += 2
    return Placed(
        view=view,
        width=width,
        height=on_grid(below + 10),
        title=shortened(one_line(view.title), room, TITLE_SIZE, bold=True),
        subtitle=shortened(one_line(view.subtitle), room, SUBTITLE_SIZE),
        boxes=boxes,
        arrows=arrows,
        legend=legend,
        notes=tuple(notes),
    )


def _width_of_words(view: View) -> int:
    words = max(text_width(one_line(view.title), TITLE_SIZE, bold=True), text_width(view.subtitle, SUBTITLE_SIZE))
    return min(on_grid(words) + 2 * MARGIN, WIDEST_FOR_WORDS)


def _entries(boxes: tuple[PlacedBox, ...], arrows: tuple[PlacedArrow, ...]) -> list[tuple[str, str, str]]:
    """What the legend explains, as (kind, key, words): the tones and relations that occur, then the numbered arrows."""
    tones = {box.box.tone for box in boxes}
    entries = [("tone", tone.value, TONES[tone].words) for tone in Tone if tone in tones and TONES[tone].words]
    relations = frozenset(arrow.arrow.relation for arrow in arrows)
    entries += [("relation", relation, one_line(relation).capitalize()) for relation in line_styles(relations)]
    entries += [("number", str(arrow.number), plate_text(arrow.arrow)) for arrow in arrows if arrow.number]
    return entries


def _legend(entries: list[tuple[str, str, str]], top: int, room: int) -> tuple[tuple[LegendEntry, ...], int]:
    """The entries laid in rows, and where the room below them begins."""
    laid: list[LegendEntry] = []
    x, y = MARGIN, top
    for kind, key, words in entries:
        fitting = shortened(words, room - LEGEND_SIGN, LEGEND_SIZE)
        width = LEGEND_SIGN + text_width(fitting, LEGEND_SIZE)
        if x > MARGIN and x + width > MARGIN + room:
            x, y = MARGIN, y + LEGEND_ROW
        laid.append(LegendEntry(kind, key, fitting, Rect(x, y, width, LEGEND_ROW)))
        x += width + 18
    return tuple(laid), y + (LEGEND_ROW + 6 if laid else 0)
