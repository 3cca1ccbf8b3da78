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
from innovate_model.coverage.markdown import markdown
from innovate_model.coverage.rows import Row
from innovate_model.coverage.selecting import selected
from innovate_model.graph import Graph

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


@pytest.mark.slow
def test_every_system_is_modelled_and_judged() -> None:
    """No row is open in its first two columns."""
    assert [f"{line.section} {line.name}" for line in table().open()] == []


def test_every_price_is_known_or_says_why_not() -> None:
    """No cell of the column is open, and no reason has outlived the day on which the price became known."""
    assert [line.name for line in table().lines if line.cells["price"].state is State.OPEN] == []
    assert [line.name for line in table().lines if line.is_answered] == []


def test_the_page_is_current() -> None:
    """docs/coverage.md is what `make docs` would write."""
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == markdown(table())


ROWS = [
    pytest.param(row, number, id=f"{section}-{name}-{number}")
    for section, name, row in document().rows()
    for number in range(len(row.resources))
]


@pytest.mark.parametrize(("row", "number"), ROWS)
def test_without_its_resources_a_row_is_open(row: Row, number: int) -> None:
    """What any one selector finds is taken out of the model with all that it holds: the system is missing in the
    table, whatever the other selectors still find."""
    graph = graphs()[row.scenario]
    found = selected(graph.model, row)[number]
    assert found, row.resources[number]
    gone = tuple(f"{resource.address}." for resource in found)
    left = {key: item for key, item in graph.model.resources.items() if not f"{key}.".startswith(gone)}
    reduced = replace(graph.model, resources=MappingProxyType(left))
    assert not all(selected(reduced, row))
