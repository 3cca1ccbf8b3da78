"""The table of the reference model: nothing of the design document is missing, and the page in docs/ is current."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from innovate_model import api
from innovate_model.coverage import Coverage, Document, coverage, read_rows
from innovate_model.coverage.cells import State
from innovate_model.coverage.columns import Surroundings, cells
from innovate_model.coverage.markdown import markdown
from innovate_model.coverage.rows import Row
from innovate_model.coverage.selecting import selected
from innovate_model.graph import Graph, build

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "innovate"


@cache
def document() -> Document:
    """The rows of the design document."""
    rows, findings = read_rows(MODEL / "coverage.yaml")
    assert rows is not None, findings
    return rows


@cache
def graphs() -> dict[str, Graph]:
    """The reference model, and its scenarios by name."""
    architecture = api.load(MODEL)
    names = {row.scenario for _, _, row in document().rows() if row.scenario}
    return {"": architecture.graph} | {
        name: architecture.what_if(MODEL / "scenarios" / name).graph for name in sorted(names)
    }


@cache
def table() -> Coverage:
    """The whole table."""
    return coverage(graphs()[""], document(), {name: graph for name, graph in graphs().items() if name})


def test_every_system_is_modelled_and_judged() -> None:
    """No row is open in its first two columns."""
    assert [f"{line.section} {line.name}" for line in table().open()] == []


def test_the_page_is_current() -> None:
    """docs/coverage.md is what `make docs` would write."""
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == markdown(table())


ROWS = [pytest.param(row, id=f"{number}-{name}") for number, name, row in document().rows() if row.resources]


@pytest.mark.parametrize("row", ROWS)
def test_without_its_resources_a_row_is_open(row: Row) -> None:
    """Taken out of the model with all that it holds, a system is missing in the table: it is found, not granted."""
    graph = graphs()[row.scenario]
    found = {resource.address for resource in selected(graph.model, row)}
    assert found
    gone = tuple(f"{address}." for address in found)
    left = {key: item for key, item in graph.model.resources.items() if not f"{key}.".startswith(gone)}
    reduced = build(replace(graph.model, resources=MappingProxyType(left)))
    assert cells(row, Surroundings(reduced))["model"].state is State.OPEN
