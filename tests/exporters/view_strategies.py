"""Random Views for Hypothesis: any nesting, layout, dock, matrix and arrow that View allows, with texts of any kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from innovate_model.views.view import Arrow, Box, Lane, Layout, Side, Tone, View

TEXTS = st.text(max_size=30) | st.sampled_from(["<script>alert(1)</script>", "a & b", '"quoted"', "]]>", "A" * 80])
TONES = st.sampled_from([tone for tone in Tone if tone is not Tone.GROUP])
KINDS = st.sampled_from(["", "vpc", "subnet", "lb", "unheard_of"])


@st.composite
def views(draw: st.DrawFn) -> View:
    """A View of up to some twenty boxes and up to three arrows."""
    numbers = count()
    root = draw(_boxes(numbers, depth=2))
    ends = [
        id_ for box in root.walk() if box.tone is not Tone.GROUP for id_ in (box.id, *(lane.id for lane in box.lanes))
    ]
    pairs = st.tuples(st.sampled_from(ends), st.sampled_from(ends)).filter(lambda pair: pair[0] != pair[1])
    chosen = draw(st.lists(pairs, max_size=3)) if len(ends) > 1 else []
    arrows = tuple(
        Arrow(
            *pair,
            label=draw(TEXTS),
            relation=draw(st.sampled_from(["traffic", "logs", "own <words>"])),
            count=draw(st.integers(1, 3)),
        )
        for pair in chosen
    )
    return View("random", draw(TEXTS), root, draw(TEXTS), arrows, tuple(draw(st.lists(TEXTS, max_size=2))))


@st.composite
def _boxes(draw: st.DrawFn, numbers: count[int], depth: int) -> Box:
    box = Box(f"id-{next(numbers)}", draw(TEXTS), draw(TEXTS), draw(KINDS), draw(TONES), count=draw(st.integers(1, 4)))
    shape = draw(st.sampled_from(["leaf", *Layout])) if depth else "leaf"
    if shape == "leaf":
        return box
    if shape is Layout.MATRIX:
        return _matrix(draw, numbers, box)
    children = tuple(draw(_boxes(numbers, depth - 1)) for _ in range(draw(st.integers(0, 3))))
    docked = tuple(replace(child, dock=draw(st.sampled_from([None, None, *Side]))) for child in children)
    tone = box.tone if any(child.dock for child in docked) else draw(st.sampled_from([box.tone, Tone.GROUP]))
    return replace(box, tone=tone, layout=Layout(shape), children=docked, columns=draw(st.integers(0, 3)))


def _matrix(draw: st.DrawFn, numbers: count[int], box: Box) -> Box:
    lanes = tuple(Lane(f"id-{next(numbers)}", draw(TEXTS), draw(TONES)) for _ in range(draw(st.integers(1, 3))))
    ids = st.sampled_from([lane.id for lane in lanes])
    parts = []
    for part in draw(st.lists(st.sampled_from(["zone", "span", "dock"]), max_size=4)):
        child = draw(_boxes(numbers, 0))
        if part == "span":
            parts.append(replace(child, lane=draw(ids)))
        elif part == "dock":
            parts.append(replace(child, dock=draw(st.sampled_from(list(Side)))))
        else:
            cells = [replace(draw(_boxes(numbers, 1)), lane=draw(ids)) for _ in range(draw(st.integers(0, 3)))]
            parts.append(replace(child, tone=Tone.ZONE, children=tuple(cells)))
    return replace(box, layout=Layout.MATRIX, lanes=lanes, children=tuple(parts))
