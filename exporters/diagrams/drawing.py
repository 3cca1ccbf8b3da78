"""View -> SVG in one call: what the exporter and everyone else who wants a picture uses."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.diagrams.icons import icons_for
from exporters.diagrams.layout import placed
from exporters.diagrams.svg import svg_of
from innovate_model.views.view import View


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG document, and the kinds for which there was no icon (their boxes are drawn without one)."""

    svg: str
    without_icon: tuple[str, ...]


def drawn(view: View) -> Drawing:
    """The picture of a View: the same View gives the same text. Raises IconsMissing where the extra is missing."""
    icons = icons_for(box.kind for box in view.root.walk())
    return Drawing(svg_of(placed(view), icons), icons.without)
