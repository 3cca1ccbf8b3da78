"""The SVG: one small golden, the same bytes always, and no name that becomes markup."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from html import escape
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from exporters.diagrams import icons
from exporters.diagrams.drawing import drawn
from exporters.diagrams.text import one_line
from innovate_model.views.view import Arrow, Box, View

from .diagram_views import network_view, organization_view, tiny_view
from .view_strategies import views

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "tiny.svg"
ALLOWED = {"svg", "title", "desc", "defs", "image", "use", "g", "rect", "path", "text"}
NAMESPACE = "{http://www.w3.org/2000/svg}"


def tags(svg: str) -> set[str]:
    return {element.tag.removeprefix(NAMESPACE) for element in ElementTree.fromstring(svg).iter()}


def test_golden() -> None:
    """The tiny view draws as the golden file says; INNOVATE_ACCEPT=1 accepts what it draws now."""
    svg = drawn(tiny_view()).svg
    if os.environ.get("INNOVATE_ACCEPT") == "1":
        GOLDEN.write_text(svg, encoding="utf-8")
    assert svg == GOLDEN.read_text(encoding="utf-8")


def test_same_bytes_under_any_hash_seed() -> None:
    """Two processes with different hash seeds draw both large views byte for byte alike."""
    program = (
        "import hashlib, diagram_views as d; from exporters.diagrams.drawing import drawn;"
        "print([hashlib.sha256(drawn(v()).svg.encode()).hexdigest() for v in (d.organization_view, d.network_view)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parents[1]}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(views())
def test_any_view_is_well_formed_and_says_every_label_escaped(view: View) -> None:
    """Whatever the texts, the SVG parses, holds only our own elements, and every label stands in it in full,
    escaped."""
    svg = drawn(view).svg
    assert tags(svg) <= ALLOWED
    for box in view.root.walk():
        if box.tone != "group":
            assert escape(one_line(box.label)) in svg
    for arrow in view.arrows:
        assert escape(one_line(arrow.label)) in svg


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '" onload="x', "a & b", "]]><!--", "\x00\x1b[31m", "../../x"]
)
def test_hostile_names_stay_text(name: str) -> None:
    """A name that looks like markup appears as text wherever a name can stand, and adds neither element nor
    attribute."""
    box = Box(f"id {name}", name, name, kind=name)
    root = Box("root", name, children=(box, Box("other", name)))
    view = View(name, name, root, name, (Arrow(box.id, "other", name, name),), (name,))
    plain = View(
        "plain",
        "x",
        Box("root", "x", children=(Box("a", "x", "x"), Box("b", "x"))),
        "x",
        (Arrow("a", "b", "x", "x"),),
        ("x",),
    )
    svg = drawn(view).svg
    assert tags(svg) == tags(drawn(plain).svg)
    attributes = {key for element in ElementTree.fromstring(svg).iter() for key in element.attrib}
    assert not {key for key in attributes if key.lower().startswith("on")}
    texts = [element.text for element in ElementTree.fromstring(svg).iter(f"{NAMESPACE}title")]
    assert one_line(name) in texts


@pytest.mark.parametrize("view", [organization_view(), network_view()], ids=lambda view: view.name)
def test_icons_are_embedded_once_and_nothing_is_fetched(view: View) -> None:
    """Each icon is one embedded PNG that every use refers to; no reference leaves the file."""
    root = ElementTree.fromstring(drawn(view).svg)
    images = [element.get("href", "") for element in root.iter(f"{NAMESPACE}image")]
    uses = [element.get("href", "") for element in root.iter(f"{NAMESPACE}use")]
    assert len(images) == len(set(images)) < len(uses)
    assert all(image.startswith("data:image/png;base64,") for image in images)
    assert all(use.startswith("#") for use in uses)


def test_kinds_without_an_icon_are_named() -> None:
    """A kind that the icon set does not know is drawn without an icon and named in the result."""
    view = replace(tiny_view(), root=Box("a", "a", kind="unheard_of", children=(Box("b", "b", kind="vpc"),)), arrows=())
    assert drawn(view).without_icon == ("unheard_of",)


def test_every_icon_of_the_table_exists() -> None:
    """Each file that the table of icons names is in the package that ships them."""
    assert sorted(icons.icons_for(icons._FILES).png_of) == sorted(icons._FILES)


def test_missing_package_is_one_sentence_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package `diagrams`, the complaint names the extra to install."""

    def nothing(name: str) -> None:
        raise PackageNotFoundError(name)

    icons._png.cache_clear()
    monkeypatch.setattr(icons, "distribution", nothing)
    with pytest.raises(icons.IconsMissing, match=r"innovate-model\[diagrams\]"):
        icons.icons_for(["vpc"])
