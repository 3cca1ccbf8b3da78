"""The table as Markdown: a table for each section, notes below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from innovate_model.coverage.cells import Cell, State
from innovate_model.coverage.rows import COLUMNS, Column
from innovate_model.coverage.table import Coverage, Line, summary

_TITLES: dict[Column, str] = {
    "model": "in the model",
    "checks": "judged by",
    "views": "drawn in",
    "terraform": "Terraform",
    "drift": "drift",
    "price": "price a month",
}
_PAGE = re.compile(r"(https://[A-Za-z0-9._~/?#=&%+-]*[A-Za-z0-9/#=])")
_LEGEND = (
    "*open*: nothing yet. *not applicable*, *not chosen*, *not known*: with the reason. Judged by: the checks that",
    "complain of what the row asks about, or when it is taken out of the model. Terraform, drift: the resource types",
    "that are written and compared. Price: what the system itself costs a month on demand (*by use*: its rates are",
    "known, the amounts are not stated; *in part*: not all of its rates; *at least*: something is missing in it; *not",
    "known*: none of its rates); what others pay for with it stands in their rows.",
)
_SHOWN = 2
"""So many addresses are named, the others counted."""


def markdown(table: Coverage) -> str:
    """The whole table, with a heading for each section."""
    lines = [f"# Coverage: {_text(table.document.document)}", "", f"{summary(table)}.", "", *_LEGEND, ""]
    for number, section in table.document.sections.items():
        held = [line for line in table.lines if line.section == number]
        lines += [f"## {number}. {_text(section.title)}", "", *_rows(held), "", *_notes(held)]
    return "\n".join(lines).rstrip() + "\n"


def _rows(held: list[Line]) -> Iterator[str]:
    yield "| system | " + " | ".join(_TITLES.values()) + " |"
    yield "|" + " --- |" * (len(COLUMNS) + 1)
    for line in held:
        yield (
            f"| {_text(line.row.system)} | "
            + " | ".join(_cell(column, line.cells[column]) for column in COLUMNS)
            + " |"
        )


def _notes(held: list[Line]) -> Iterator[str]:
    noted = [line for line in held if line.row.note]
    for line in noted:
        yield f"- **{_text(line.row.system)}**: {_text(line.row.note)}"
    if noted:
        yield ""


def _cells(line: Line) -> Iterator[str]:
    """The cells; what was not chosen says so once."""
    for column in COLUMNS:
        is_said = line.row.not_chosen and column != "model"
        yield "" if is_said else _cell(column, line.cells[column])


def _cell(column: Column, cell: Cell) -> str:
    if cell.state is not State.FILLED:
        return f"*{cell.state}*" + (f": {_text(cell.reason)}" if cell.reason else "")
    if column != "model":
        return _text(", ".join(cell.items))
    rest = f" and {len(cell.items) - _SHOWN} more" if len(cell.items) > _SHOWN else ""
    return ", ".join(f"`{item}`" for item in cell.items[:_SHOWN]) + rest


def _text(text: str) -> str:
    """Text of the user's that is no markup, but for addresses of pages, which become links."""
    parts = _PAGE.split(" ".join(text.split()))
    return "".join(f"<{part}>" if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    for char in "\\`*_[]|":
        text = text.replace(char, f"\\{char}")
    return escape(text, quote=False)
