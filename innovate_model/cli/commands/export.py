"""`innovate export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, Folder, open_sound_model, rendered, scenarios_option
from innovate_model.cli.printing import fail, say

if TYPE_CHECKING:
    from pathlib import Path


@click.command("export")
@click.argument("name")
@MODEL
@click.option("-o", "--output", "folder", type=Folder(), required=True)
@click.option(
    "--check", "only_checks", is_flag=True, help="Write nothing; exit 1 if the files there are not up to date."
)
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="An option of the exporter.")
@scenarios_option
def command(
    name: str, model: str, folder: Path, only_checks: bool, options: tuple[str, ...], scenarios: tuple[str, ...]
) -> None:
    """Write the files of the exporter NAME for MODEL.

    `innovate list exporters` tells the names.
    """
    from innovate_model.cli.files import stale_files, write_files
    from innovate_model.exporting import exporter_names
    from innovate_model.finding import Severity

    if name not in exporter_names():
        raise fail(f"there is no exporter {name}", "there are " + ", ".join(exporter_names()))
    if not all("=" in option for option in options):
        raise fail("an option is KEY=VALUE")
    architecture = open_sound_model(model, scenarios)
    try:
        export = architecture.export(name, **dict(option.split("=", 1) for option in options))
    except (ImportError, ValueError) as error:
        raise fail(str(error)) from None
    if export.findings:
        click.echo(rendered(architecture, export.findings, "text", is_judged=False), err=True, nl=False)
    if any(finding.severity is Severity.ERROR for finding in export.findings):
        raise click.exceptions.Exit(2)
    if only_checks:
        stale = stale_files(folder, export.files)
        for path in stale:
            say(f"stale: {path}")
        if not stale:
            say(f"{len(export.files)} files are up to date")
        raise click.exceptions.Exit(1 if stale else 0)
    for path in write_files(folder, export.files):
        say(str(path))
