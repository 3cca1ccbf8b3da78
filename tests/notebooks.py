"""Notebooks, run: what each of their cells shows."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
HTML = {"text/html", "application/vnd.jupyter.widget-view+json"}
"""A slider is HTML that the browser makes."""


@cache
def executed(name: str) -> dict[str, list[Any]]:
    """The outputs of every code cell by its source, after a run in a fresh kernel. Raises what a cell raises."""
    notebook = nbformat.read(FOLDER / name, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return {cell.source: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def shown(name: str, start: str) -> str:
    """What the one cell that starts so shows, as a reader sees it: printed text, then tables without their tags."""
    (outputs,) = [outputs for source, outputs in executed(name).items() if source.startswith(start)]
    texts = [output.get("text", "") or output.get("data", {}).get("text/html", "") for output in outputs]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<wbr>", "", re.sub(r"</?(?!wbr)[^>]*>", " ", "\n".join(texts)))))


def shows_html(name: str) -> bool:
    """Whether all that is shown is HTML: never an object's repr alone, never JSON in place of HTML."""
    bundles = [
        output["data"] for outputs in executed(name).values() for output in outputs if output.output_type != "stream"
    ]
    return bool(bundles) and all(HTML & bundle.keys() and "application/json" not in bundle for bundle in bundles)
