"""The PNG: it shows its text, or says loudly that it cannot."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError
from struct import unpack_from

import pytest

from exporters.diagrams import png
from exporters.diagrams.drawing import drawn

from .diagram_views import tiny_view


def test_text_is_drawn() -> None:
    """The picture differs from one of the same SVG without its text, at twice the SVG's size."""
    svg = drawn(tiny_view()).svg
    with_text, without = png.png_of(svg), png.png_of(re.sub(r"<text.*?</text>", "", svg))
    assert with_text.data.startswith(b"\x89PNG")
    assert with_text.data != without.data
    size = re.search(r'width="(\d+)" height="(\d+)"', svg)
    assert size is not None
    assert unpack_from(">II", with_text.data, 16) == tuple(2 * int(number) for number in size.groups())


def test_same_bytes_twice() -> None:
    """The same SVG gives the same PNG."""
    svg = drawn(tiny_view()).svg
    assert png.png_of(svg) == png.png_of(svg)


def test_characters_that_the_font_lacks_are_named() -> None:
    """A character for which the font has no glyph is reported, not dropped in silence."""
    svg = drawn(tiny_view()).svg.replace(">web<", ">wéb 網&amp;<")
    assert png.png_of(svg).undrawable == "網"


@pytest.mark.parametrize("absent", ["font", "file"])
def test_without_the_font_it_refuses(absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the font is not there the text would vanish: one sentence that names the extra instead of a picture."""

    class Elsewhere:
        def locate_file(self, path: str) -> str:
            return f"/nowhere/{path}"

    def distribution(name: str) -> Elsewhere:
        if absent == "font":
            raise PackageNotFoundError(name)
        return Elsewhere()

    monkeypatch.setattr(png, "distribution", distribution)
    with pytest.raises(png.RendererMissing, match=r"innovate-model\[diagrams\]"):
        png.png_of(drawn(tiny_view()).svg)
