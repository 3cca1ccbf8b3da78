"""`innovate coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, rendered, scenarios_option
from innovate_model.cli.printing import fail, heading, say, table

if TYPE_CHECKING:
    from pathlib import Path

    from innovate_model.coverage import Coverage, Document
    from innovate_model.graph import Graph

ROWS = "coverage.yaml"


@click.command("coverage")
@MODEL
@click.option(
    "--rows", "rows_file", metavar="FILE", help=f"What the document names.  [default: {ROWS} beside the model]"
)
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@click.option("-o", "--output", metavar="FILE", help="Write it there instead of printing it.")
@click.option("--check", "is_check", is_flag=True, help="Is the file of -o up to date? Nothing is written.")
@scenarios_option
def command(
    model: str,
    rows_file: str | None,
    format_name: str,
    output: str | None,
    is_check: bool,
    scenarios: tuple[str, ...],
) -> None:
    """Say of each system that a design document names where it is in MODEL, and what judges, draws, exports, compares
    and prices it.

    Exit code 0: every system is in the model and judged, or says why not; 1: some are open (or the file of -o is
    stale); 2: could not run.
    """
    from innovate_model.coverage import coverage, read_rows

    architecture = open_sound_model(model, scenarios)
    path = _rows_path(model, rows_file)
    document, findings = read_rows(path)
    if document is None:
        click.echo(rendered(architecture, findings, "text", is_judged=False), err=True, nl=False)
        raise fail(f"{path} cannot be read as the rows of a document")
    result = coverage(architecture.graph, document, _scenarios(path, document, model, scenarios))
    text = _as_text(result, format_name)
    if is_check or output:
        _file(text, output, is_check)
    elif text:
        click.echo(text, nl=False)
    else:
        show(result)
    if any(result.open()):
        raise click.exceptions.Exit(1)


def _rows_path(model: str, rows_file: str | None) -> Path:
    from pathlib import Path

    root = Path(model)
    path = Path(rows_file) if rows_file else (root if root.is_dir() else root.parent) / ROWS
    if not path.is_file():
        raise fail(f"there is no {path}", "it lists what a design document names; say --rows FILE for another place")
    return path


def _scenarios(rows: Path, document: Document, model: str, scenarios: tuple[str, ...]) -> dict[str, Graph]:
    """The variations that rows are found in, by name; without faults, as the model itself."""
    graphs = {}
    for name in dict.fromkeys(row.scenario for _, _, row in document.rows() if row.scenario):
        overlay = rows.parent / "scenarios" / name
        if not overlay.is_file() or name != overlay.name:
            raise fail(f"{rows} names the scenario {name}, and there is no {overlay}")
        graphs[name] = open_sound_model(model, (*scenarios, str(overlay))).graph
    return graphs


def _as_text(result: Coverage, format_name: str) -> str:
    if format_name == "markdown":
        from innovate_model.coverage.markdown import markdown

        return markdown(result)
    return as_json(result) if format_name == "json" else ""


def _file(text: str, output: str | None, is_check: bool) -> None:
    from pathlib import Path

    from innovate_model.cli.files import stale_files, write_files

    if not output or not text:
        raise fail(
            "-o and --check are for --format json or markdown", "innovate coverage MODEL --format markdown -o FILE"
        )
    target = Path(output)
    files = {target.name: text.encode()}
    if not is_check:
        write_files(target.parent, files)
    elif stale_files(target.parent, files):
        say(f"stale: {target}")
        raise click.exceptions.Exit(1)


def show(result: Coverage) -> None:
    """For people: a line for each system, below the section's title."""
    from innovate_model.coverage.rows import COLUMNS
    from innovate_model.coverage.table import summary

    for number, section in result.document.sections.items():
        heading(f"{number}. {section.title}")
        held = [line for line in result.lines if line.section == number]
        table([(line.row.system, *(_short(str(line.cells[column])) for column in COLUMNS)) for line in held])
    say()
    say(f"{summary(result)} (columns: {', '.join(COLUMNS)})")
    answered = [line.row.system for line in result.lines if line.is_answered]
    if answered:
        say(f"the price is known, so that `no_price` can go: {', '.join(answered)}")


_WIDEST = 34


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def as_json(result: Coverage) -> str:
    """Versioned and stable."""
    import json

    rows = [
        {
            "section": line.section,
            "row": line.name,
            "system": line.row.system,
            "note": line.row.note,
            **{
                column: {"state": str(cell.state), "items": list(cell.items), "reason": cell.reason}
                for column, cell in line.cells.items()
            },
        }
        for line in result.lines
    ]
    return json.dumps({"version": 1, "document": result.document.document, "rows": rows}, indent=2) + "\n"
