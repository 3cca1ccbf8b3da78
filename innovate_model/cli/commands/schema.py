"""`innovate schema`."""

from __future__ import annotations

import click

from innovate_model.cli.printing import say


@click.command("schema")
@click.option("-o", "--output", "name", metavar="FILE", help="Write it to FILE instead of standard output.")
@click.option("--check", "only_checks", is_flag=True, help="Write nothing; exit 1 if FILE is not up to date.")
def command(name: str | None, only_checks: bool) -> None:
    """Write the JSON Schema of a model file, for editors.

    Name it in the first line of a file: `# yaml-language-server: $schema=FILE`.
    """
    import json
    from pathlib import Path

    from innovate_model.analyses.capacity.demand_file import DemandFile
    from innovate_model.checks import all_checks
    from innovate_model.cli.files import stale_files, write_files
    from innovate_model.coverage import Document
    from innovate_model.properties import kinds
    from innovate_model.schema import schema

    promises = {kind.name: kind.body for kind in kinds()}
    made = schema((check.name for check in all_checks()), {"demand": DemandFile, "document": Document}, promises)
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if name is None:
        if only_checks:
            raise click.UsageError("--check needs -o FILE")
        click.echo(text, nl=False)
        return
    file = Path(name)
    if only_checks:
        stale = stale_files(file.parent, {file.name: text.encode()})
        say(f"stale: {name}" if stale else f"{name} is up to date")
        raise click.exceptions.Exit(1 if stale else 0)
    write_files(file.parent, {file.name: text.encode()})
    say(name)
