"""The laws of the layout, over random Views and over the two that stand for the real ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from exporters.diagrams.geometry import GRID, Placed, PlacedArrow, Rect, Role
from exporters.diagrams.layout import placed
from innovate_model.views.view import Arrow, Box, Tone, View

from .diagram_views import network_view, organization_view, tiny_view
from .view_strategies import views

random_views = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CROSSING = {Role.ZONE, Role.LANE}


def segments(arrow: PlacedArrow) -> list[Rect]:
    """The pieces of an arrow's way as rectangles without breadth."""
    return [
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(arrow.points)
    ]


def strictly_inside(rect: Rect, line: Rect) -> bool:
    """Whether a segment passes through the inside of a rectangle; touching its border does not count."""
    return line.x < rect.right and rect.x < line.right and line.y < rect.bottom and rect.y < line.bottom


def assert_siblings_do_not_overlap(page: Placed) -> None:
    for one, other in combinations(page.boxes, 2):
        if one.parent == other.parent and not {one.role, other.role} & CROSSING:
            assert not one.rect.overlaps(other.rect), (one, other)


@random_views
@given(views())
def test_no_two_sibling_boxes_overlap(view: View) -> None:
    """Siblings never share an area, the rows and columns of a matrix apart, which cross each other by design."""
    assert_siblings_do_not_overlap(placed(view))


def test_title_and_subtitle_are_whole_on_a_narrow_page() -> None:
    """A page with one small box is as wide as its words; only what no page could hold is cut."""
    subtitle = "eu-central-1 · 10.50.0.0/16 2001:db8:50::/56 100.64.0.0/16 · 2 Availability Zones in one long line"
    view = View("words", "A title that is longer than the only box is wide", Box("one", "one"), subtitle)
    page = placed(view)
    assert (page.title, page.subtitle) == (view.title, subtitle)
    assert placed(replace(view, subtitle="m" * 1000)).width == 1200


def test_labels_beside_the_content_stay_off_the_frame_around_all() -> None:
    """An arrow that goes around at the side has room for its label: it does not lie across the organisation's
    border."""
    cards = tuple(
        Box(f"u{n}", f"u{n}", tone=Tone.UNIT, children=(Box(f"c{n}", "c"), Box(f"d{n}", "d"))) for n in range(3)
    )
    root = Box("o", "o", tone=Tone.ORGANIZATION, children=cards)
    page = placed(View("side", "side", root, arrows=(Arrow("u2", "u0", "lets in", "access"),)))
    (arrow,) = page.arrows
    assert arrow.plate is not None
    assert page.boxes[0].rect.holds(arrow.plate)


@random_views
@given(views())
def test_what_spans_a_matrix_does_not_cover_its_cells(view: View) -> None:
    """No two boxes overlap unless one contains the other or one is a row or column of a matrix."""
    page = placed(view)
    above = []
    for index, box in enumerate(page.boxes):
        above.append({index} | (above[box.parent] if box.parent >= 0 else set()))
    solid = [index for index, box in enumerate(page.boxes) if box.role not in CROSSING]
    for one, other in combinations(solid, 2):
        if one not in above[other] and other not in above[one]:
            assert not page.boxes[one].rect.overlaps(page.boxes[other].rect)


@random_views
@given(views())
def test_children_lie_within_their_parents_and_on_the_grid(view: View) -> None:
    """Every box lies within its parent, the root within the page, and every coordinate on the grid."""
    page = placed(view)
    for box in page.boxes:
        parent = page.boxes[box.parent].rect if box.parent >= 0 else Rect(0, 0, page.width, page.height)
        assert parent.holds(box.rect), (parent, box)
        assert all(value % GRID == 0 for value in (box.rect.x, box.rect.y, box.rect.width, box.rect.height))


@random_views
@given(views())
def test_every_box_lane_and_arrow_has_a_place(view: View) -> None:
    """Nothing of a View is lost on the way to paper."""
    page = placed(view)
    ids = [id_ for box in view.root.walk() for id_ in (box.id, *(lane.id for lane in box.lanes))]
    assert sorted(box.box.id for box in page.boxes) == sorted(ids)
    assert tuple(arrow.arrow for arrow in page.arrows) == view.arrows


@random_views
@given(views())
def test_arrows_join_their_ends_and_pass_through_no_card(view: View) -> None:
    """An arrow runs in right angles from its source's border to its target's, and through the inside of no card."""
    page = placed(view)
    rect_of = {box.box.id: box.rect for box in page.boxes}
    cards = [box.rect for box in page.boxes if box.role is Role.CARD]
    for arrow in page.arrows:
        for end, (x, y) in ((arrow.arrow.source, arrow.points[0]), (arrow.arrow.target, arrow.points[-1])):
            rect = rect_of[end]
            assert rect.x <= x <= rect.right
            assert rect.y <= y <= rect.bottom
            assert x in (rect.x, rect.right) or y in (rect.y, rect.bottom)
        for line in segments(arrow):
            assert (line.width == 0) != (line.height == 0)
            assert not any(strictly_inside(card, line) for card in cards)


@random_views
@given(views())
def test_labels_cover_neither_cards_nor_one_another(view: View) -> None:
    """The plate of a label overlaps no card and no other label; where no such place is free, a number stands
    instead."""
    page = placed(view)
    cards = [box.rect for box in page.boxes if box.role is Role.CARD]
    plates = [arrow.plate for arrow in page.arrows if arrow.plate is not None and not arrow.number]
    assert not any(plate.overlaps(card) for plate in plates for card in cards)
    assert not any(one.overlaps(other) for one, other in combinations(plates, 2))


@pytest.mark.parametrize("view", [organization_view(), network_view(), tiny_view()], ids=lambda view: view.name)
def test_real_views_label_every_arrow_in_place(view: View) -> None:
    """The views that people will read need no number instead of a label, and no two of their arrows share a stretch."""
    page = placed(view)
    assert [arrow.arrow for arrow in page.arrows if arrow.number] == []
    lines = [segments(arrow) for arrow in page.arrows]
    for one, other in combinations(lines, 2):
        shared = [(a, b) for a in one for b in other if a.width * b.width or a.height * b.height]
        for a, b in shared:
            assert not (
                a.grown(1).overlaps(b)
                and (min(a.right, b.right) - max(a.x, b.x) > 0 or min(a.bottom, b.bottom) - max(a.y, b.y) > 0)
            )


def test_rows_of_a_matrix_align_over_its_columns() -> None:
    """The subnets of one tier stand at one height in all zones, and all zones are equally wide."""
    page = placed(network_view())
    zones = [box for box in page.boxes if box.role is Role.ZONE]
    assert len({zone.rect.width for zone in zones}) == 1
    for tier in ("public", "app", "data"):
        subnets = [box.rect for box in page.boxes if f".subnets.{tier}-" in box.box.id]
        assert len(subnets) == 3
        assert len({(rect.y, rect.height, rect.width) for rect in subnets}) == 1


def test_texts_are_shortened_to_their_box() -> None:
    """A label that is too long for its card ends in an ellipsis; the View keeps the whole."""
    view = tiny_view()
    long = replace(view.root.children[0], label="n" * 200)
    page = placed(replace(view, root=replace(view.root, children=(long, *view.root.children[1:]))))
    assert next(box.label[0] for box in page.boxes if box.box.id == "web").endswith("…")


@random_views
@given(views())
def test_everything_lies_on_the_page(view: View) -> None:
    """No arrow and no label leaves the page."""
    page = placed(view)
    paper = Rect(0, 0, page.width, page.height)
    for arrow in page.arrows:
        assert all(0 <= x <= page.width and 0 <= y <= page.height for x, y in arrow.points)
        assert arrow.plate is None or arrow.number or paper.holds(arrow.plate)
