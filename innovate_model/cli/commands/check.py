"""`innovate check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_model, rendered, scenarios_option
from innovate_model.cli.printing import fail

if TYPE_CHECKING:
    from datetime import date

    from innovate_model.baseline import Baseline


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
@click.option("--baseline", "known", metavar="FILE", help="Accept the findings in FILE; report only new ones.")
@click.option(
    "--write-baseline", "target", metavar="FILE", help="Write what the checks find to FILE, and accept it from now on."
)
@click.option(
    "--omit-accepted",
    is_flag=True,
    help="Leave out of the report what is suppressed or in the baseline: GitHub's code scanning takes it for open.",
)
@click.option("--today", metavar="YYYY-MM-DD", help="The day by which suppressions expire. [default: today, in UTC]")
@scenarios_option
def command(
    model: str,
    format_name: str,
    fail_on: str,
    known: str | None,
    target: str | None,
    omit_accepted: bool,
    today: str | None,
    scenarios: tuple[str, ...],
) -> None:
    """Load MODEL and judge it by every check.

    Exit code 0: clean; 1: findings; 2: nothing could be loaded, so nothing was judged.
    """
    from innovate_model.finding import Severity

    if known and target:
        raise click.UsageError(
            "--write-baseline accepts what is found today: there is nothing for --baseline to accept"
        )
    day = _day(today)
    baseline = _read(known) if known else None
    architecture = open_model(model, scenarios)
    if target and architecture.model.resources:
        baseline = architecture.baseline(day, target)
        _write(baseline, target)
    findings = architecture.check(day, baseline)
    is_judged = not architecture.unjudged
    accepted = () if omit_accepted else findings.accepted
    click.echo(rendered(architecture, findings, format_name, is_judged, accepted), nl=False)
    if not architecture.model.resources:
        raise click.exceptions.Exit(2)
    if any(finding.severity.rank <= Severity(fail_on).rank for finding in findings):
        raise click.exceptions.Exit(1)


def _day(text: str | None) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise fail(f"{text} is not a day such as 2027-06-30") from None


def _read(name: str) -> Baseline:
    """A baseline from its file. Ends the run where there is none in it."""
    from pathlib import Path

    from innovate_model.baseline import NoBaseline, read

    try:
        return read(Path(name))
    except NoBaseline as error:
        raise fail(str(error), "a baseline is a file that --write-baseline wrote") from None


def _write(baseline: Baseline, name: str) -> None:
    """The baseline to its file, which must not be something else: a slip would cost somebody a model."""
    from pathlib import Path

    from innovate_model.baseline import written
    from innovate_model.cli.files import write_files

    file = Path(name)
    if file.exists():
        _read(name)
    write_files(file.parent, {file.name: written(baseline).encode()})
    count = sum(baseline.counts.values())
    click.echo(f"{name}: {count} finding{'' if count == 1 else 's'} accepted", err=True)
