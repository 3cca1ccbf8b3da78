"""The exporter `diagrams`: every view of a model, as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.diagrams.drawing import drawn
from exporters.diagrams.picture import InlineImage
from exporters.diagrams.png import png_of
from innovate_model.exporting import Export
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.resources import types
from innovate_model.views import all_views, view_names
from innovate_model.views.view import View

_FORMATS = ("svg", "png")


class DiagramsExporter:
    """Options: `formats` (default `svg,png`), `views` (names of views, default all)."""

    name = "diagrams"
    summary = "The organisation, each VPC, cluster, pipeline, and the signals of accounts, as SVG and PNG, with icons."
    unsupported: Mapping[str, str] = {}

    @property
    def handles(self) -> frozenset[str]:
        """Every kind: a view draws it, counts it, or says how many it leaves out."""
        return frozenset(types().by_kind)

    def picture(self, view: View) -> InlineImage:
        """One view, for a notebook."""
        return InlineImage(view.title, drawn(view).svg)

    def export(self, graph: Graph, options: Mapping[str, str]) -> Export:
        """The pictures. ValueError for an unknown option; the sentence that names the extra where it is missing."""
        formats = _chosen(options, "formats", _FORMATS)
        names = _chosen(options, "views", tuple(view_names()))
        for key in options:
            if key not in ("formats", "views"):
                raise ValueError(f"diagrams has no option {key!r}; it has formats and views")
        files: dict[str, bytes] = {}
        without_icon: set[str] = set()
        undrawable: set[str] = set()
        for view in all_views(graph, names):
            drawing = drawn(view)
            without_icon.update(drawing.without_icon)
            if "svg" in formats:
                files[f"{view.name}.svg"] = drawing.svg.encode()
            if "png" in formats:
                picture = png_of(drawing.svg)
                files[f"{view.name}.png"] = picture.data
                undrawable.update(picture.undrawable)
        notes = [f"there is no icon for {kind}, its boxes are drawn without" for kind in sorted(without_icon)]
        if undrawable:
            notes.append(f"the font of the PNGs cannot draw {' '.join(sorted(undrawable))}")
        return Export(files, tuple(Finding("not-drawn", f"diagrams: {note}", Severity.NOTE) for note in notes))


def _chosen(options: Mapping[str, str], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    if key not in options:
        return known
    chosen = tuple(part.strip() for part in options[key].split(","))
    for part in chosen:
        if part not in known:
            raise ValueError(f"diagrams: {key}={part} is not one of {', '.join(known)}")
    return chosen
