"""The table itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.coverage.cells import Cell, State
from innovate_model.coverage.columns import Surroundings, cells
from innovate_model.coverage.rows import COLUMNS, Column, Document, Row
from innovate_model.graph import Graph


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its cells. `section` is the number of the document's section."""

    section: str
    name: str
    row: Row
    cells: Mapping[Column, Cell]

    @property
    def is_open(self) -> bool:
        """Whether it has no place in the model, or nobody judges it: what the table is for."""
        return any(self.cells[column].state is State.OPEN for column in ("model", "checks"))

    @property
    def is_answered(self) -> bool:
        """Whether it says why its price is not known, and the price is known: the reason can go."""
        return bool(self.row.no_price) and self.cells["price"].state is not State.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Coverage(Tabular):
    """Every row of a document, in its order."""

    document: Document
    lines: tuple[Line, ...]

    def open(self) -> Iterator[Line]:
        """The rows that have no place in the model or no check."""
        return (line for line in self.lines if line.is_open)

    def count(self, column: Column, state: State) -> int:
        """How many cells of a column are in a state."""
        return sum(line.cells[column].state is state for line in self.lines)

    def table(self) -> Table:
        rows = tuple((line.section, line.row.system, *(str(line.cells[c]) for c in COLUMNS)) for line in self.lines)
        return Table(("section", "system", *COLUMNS), rows, summary(self))


def coverage(graph: Graph, document: Document, scenarios: Mapping[str, Graph] | None = None) -> Coverage:
    """What has become of each system that a document names, in a model; `scenarios` are its variations by the name that
    rows give them. KeyError for one that is not there."""
    around = {name: Surroundings(varied) for name, varied in {**(scenarios or {}), "": graph}.items()}
    lines = tuple(Line(number, name, row, cells(row, around[row.scenario])) for number, name, row in document.rows())
    return Coverage(document, lines)


def summary(table: Coverage) -> str:
    """How many cells of each column are open, and how many prices are not known for a reason."""
    counts = [f"{column} {table.count(column, State.OPEN)}" for column in COLUMNS]
    unknown = table.count("price", State.NOT_KNOWN)
    told = f"; price not known, with the reason: {unknown}" if unknown else ""
    return f"{len(table.lines)} systems; open: {', '.join(counts)}{told}"
