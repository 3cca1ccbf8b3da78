"""`innovate diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import open_model, open_usage, scenarios_option, usage_option
from innovate_model.cli.printing import fail, say

if TYPE_CHECKING:
    from innovate_model.analyses.changes import Changes

_COLOURS = {"+": "green", "-": "red", "~": "yellow", "x": "red", "!": "yellow", ">": "bright_black"}


@click.command("diff")
@click.argument("old", metavar="OLD", type=click.Path(allow_dash=True))
@click.argument("new", metavar="[NEW]", required=False, type=click.Path(allow_dash=True))
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@click.option("-o", "--output", metavar="FILE", help="Write it there instead of printing it.")
@usage_option
@click.option("--all", "shows_all", is_flag=True, help="Every line of the text, however many.")
@scenarios_option
def command(
    old: str,
    new: str | None,
    format_name: str,
    output: str | None,
    usage_file: str | None,
    shows_all: bool,
    scenarios: tuple[str, ...],
) -> None:
    """Say what changed from OLD to NEW, and what that means: promises, flows, findings, blast radius, addresses, cost.

    Each is a MODEL: a folder, a YAML file, or one of these in a revision of a git repository, such as
    main:models/innovate. Scenarios are laid over both; without NEW, OLD is compared with itself under them.

    Exit code 0: no difference; 1: they differ; 2: could not run, or one of them has faults, so that what is said of the
    rest may be wrong.
    """
    from innovate_model import api

    if new is None and not scenarios:
        raise click.UsageError("Missing argument 'NEW' (or --scenario, to compare OLD with itself under it).")
    if old == "-" and new in ("-", None):
        raise fail("OLD and NEW cannot both be standard input")
    before = open_model(old, scenarios if new is not None else (), new or "")
    after = open_model(old if new is None else new, scenarios, old)
    usage = open_usage(after, usage_file)
    changes = api.diff(before, after, (old, new or f"{old} under {', '.join(scenarios)}"), usage=usage)
    if format_name == "text" and not output:
        show(changes, shows_all)
    else:
        _write(as_text(changes, format_name, shows_all), output)
    raise click.exceptions.Exit(2 if not changes.is_whole else 1 if changes.differs else 0)


def as_text(changes: Changes, format_name: str, shows_all: bool = False) -> str:
    """The comparison in one of the formats, without colours."""
    from innovate_model.rendering._changes.json import as_json
    from innovate_model.rendering._changes.markdown import markdown
    from innovate_model.rendering._changes.report import report

    if format_name == "json":
        return as_json(changes)
    if format_name == "markdown":
        return markdown(report(changes))
    return "".join(f"{line}\n" for _, line in _lines(changes, shows_all))


def show(changes: Changes, shows_all: bool = False) -> None:
    """For people, with colours where they are wanted."""
    for what, line in _lines(changes, shows_all):
        if what == "heading":
            say(line, bold=True)
        else:
            say(line, **({"fg": _COLOURS[what]} if what in _COLOURS else {}))


def _lines(changes: Changes, shows_all: bool) -> list[tuple[str, str]]:
    from innovate_model.rendering._changes.report import report
    from innovate_model.rendering._changes.text import MOST, text_lines

    return list(text_lines(report(changes), 0 if shows_all else MOST))


def _write(text: str, output: str | None) -> None:
    from pathlib import Path

    from innovate_model.cli.files import write_files

    if not output:
        click.echo(text, nl=False)
        return
    target = Path(output)
    write_files(target.parent, {target.name: text.encode()})
