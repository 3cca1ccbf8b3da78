"""`innovate check`."""

from __future__ import annotations

import click

from innovate_model.cli.opening import MODEL, open_model, rendered, scenarios_option


def _formats() -> list[str]:
    """The formats by their files: importing the package would load what `--help` does not need."""
    from importlib.util import find_spec
    from pkgutil import iter_modules

    spec = find_spec("innovate_model.rendering")
    places = spec.submodule_search_locations if spec else None
    return sorted(module.name for module in iter_modules(places) if not module.name.startswith("_"))


@click.command("check")
@MODEL
@click.option("--format", "format_name", type=click.Choice(_formats()), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="warning",
    show_default=True,
    help="Findings of this severity or worse make the exit code 1.",
)
@scenarios_option
def command(model: str, format_name: str, fail_on: str, scenarios: tuple[str, ...]) -> None:
    """Load MODEL and judge it by every check.

    Exit code 0: clean; 1: findings; 2: nothing could be loaded, so nothing was judged.
    """
    from innovate_model.finding import Severity

    architecture = open_model(model, scenarios)
    findings = architecture.check()
    click.echo(rendered(architecture, findings, format_name, is_judged=not architecture.unjudged), nl=False)
    if not architecture.model.resources:
        raise click.exceptions.Exit(2)
    if any(finding.severity.rank <= Severity(fail_on).rank for finding in findings):
        raise click.exceptions.Exit(1)
