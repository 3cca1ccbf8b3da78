"""Architecture diagrams: a View becomes SVG (`drawing.drawn`) and PNG (`png.png_of`), by a layout of our own."""

from __future__ import annotations

from exporters.diagrams.exporter import DiagramsExporter

EXPORTER = DiagramsExporter()

__all__ = ["EXPORTER", "DiagramsExporter"]
