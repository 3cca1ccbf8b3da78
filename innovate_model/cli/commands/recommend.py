"""`innovate recommend`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from innovate_model.cli.opening import (
    MODEL,
    demand_option,
    open_demand_if_any,
    open_sound_model,
    open_usage,
    scenarios_option,
    usage_option,
    users_option,
)
from innovate_model.cli.price_files import open_prices, prices_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table, tell_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innovate_model.analyses.recommendation import Candidate, Recommendation
    from innovate_model.api import Architecture

_FEW = 24
"""So many points are judged sooner by one process than by several, which each have to load the model."""
_NUMBERS = ("(USD/month)", "(%)", "(users/day)")
_WHAT_CHOICES_ARE = "choices: {production.node_groups.general.scaling_config.max_size: [6, 12]}"


@click.command("recommend")
@MODEL
@click.option("--choices", "choices_file", required=True, metavar="FILE", help="What may be chosen: a YAML file.")
@click.option("--availability", metavar="PERCENT", help="How often each service must be up: 99.95.")
@click.option("--service", "services", multiple=True, help="Whose availability (the applications of production).")
@demand_option
@users_option
@usage_option
@prices_option
@scenarios_option
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(
    model: str,
    choices_file: str,
    availability: str | None,
    services: tuple[str, ...],
    demand_file: str | None,
    users: float | None,
    usage_file: str | None,
    prices: tuple[str, ...],
    scenarios: tuple[str, ...],
    format_name: str,
) -> None:
    """Find the cheapest of all that may be chosen that holds the demand, is up as often as asked, and keeps every
    promise that MODEL keeps; and say why not the others.

    FILE has an attribute with the values to try, or a name with an overlay for each label, or `terms`:

    \b
    choices:
      production.deployments.flask-api.replicas.max: [10, 30]
      gateways: {one: {accounts: {...}}, as they are: {}}
      terms: [as written, on demand]

    Every combination is judged. Exit code 0: there is one; 1: none does all that is asked; 2: could not run.
    """
    from innovate_model.recommending import recommend

    architecture = open_sound_model(model, scenarios)
    axes = _open_choices(choices_file, architecture)
    asked = open_demand_if_any(model, demand_file, users)
    try:
        found = recommend(
            architecture,
            axes,
            demand=asked,
            availability_percent=availability,
            services=services,
            usage=open_usage(architecture, usage_file),
            prices=open_prices(prices),
            executor=_executor(axes),
            progress=format_name == "table" and _is_watched(),
        )
    except KeyError as error:
        raise fail(str(error.args[0])) from None
    except ValueError as error:
        raise fail(str(error)) from None
    if format_name == "json":
        click.echo(as_json(found))
    else:
        show(found)
    if found.best is None:
        raise click.exceptions.Exit(1)


def _open_choices(name: str, architecture: Architecture) -> Mapping[str, Any]:
    from pathlib import Path

    from innovate_model.choosing import read_choices

    path = Path(name)
    if not path.is_file():
        raise fail(f"there is no {name}", f"say what may be chosen, in a file: {_WHAT_CHOICES_ARE}")
    axes, faults = read_choices(path, architecture)
    if faults:
        tell_faults(path, faults)
        raise fail(f"{name} has faults: what is not understood would not be judged")
    return axes


def _executor(axes: Mapping[str, Any]) -> Any:
    """One thread for few points, so that nobody waits for processes; None, which means processes, for many."""
    from concurrent.futures import ThreadPoolExecutor
    from math import prod

    return ThreadPoolExecutor(1) if prod(map(len, axes.values())) <= _FEW else None


def _is_watched() -> bool:
    import sys

    return sys.stderr is not None and sys.stderr.isatty()


def show(found: Recommendation) -> None:
    """What to take; all points as a table, the front first, then the others; and what is against these."""
    told = found.table()
    scope = scope_of([*found.aim.services, *(one.address for each in found for one in _limits(each))])
    heading("choices")
    *columns, _ = told.columns
    titles = [paint(title, bold=True) for title in ("", *columns)]
    rows = [[str(number), *(below(scope, _cell(cell)) for cell in row[:-1])] for number, row in enumerate(told.rows, 1)]
    numbers = frozenset(columns.index(name) + 1 for name in columns if name.endswith(_NUMBERS))
    table([titles, *rows], right=numbers)
    against = [
        ("" if place else str(number), below(scope, why))
        for number, each in enumerate(found.ranked, 1)
        for place, why in enumerate(each.why)
    ]
    if against:
        heading("why not")
        table(against)
    heading("answer")
    for line in found.sentence.splitlines():
        say(f"  {below(scope, line)}")
    if scope:
        say(paint(f"addresses below {scope}", fg="bright_black"))


def _cell(cell: object) -> str:
    from decimal import Decimal

    if isinstance(cell, list):
        return ", ".join(map(str, cell))
    return f"{cell:,}" if isinstance(cell, (int, Decimal)) else str(cell)


def _limits(of: Candidate) -> Any:
    return of.figures.met if of.figures is not None else ()


def as_json(found: Recommendation) -> str:
    """Versioned and stable; money as decimal text, availabilities from 0 to 1; the candidates in the order of the
    grid."""
    import json

    best = found.best
    report = {
        "version": 1,
        "answer": found.sentence,
        "best": None if best is None else _labels(best),
        "promises": list(found.promises),
        "candidates": [_candidate(each, best) for each in found],
    }
    return json.dumps(report, indent=2)


def _labels(of: Candidate) -> dict[str, Any]:
    return {axis: label if isinstance(label, (list, dict)) else str(label) for axis, label in of.labels.items()}


def _candidate(of: Candidate, best: Candidate | None) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    if of.figures is not None:
        numbers = {
            "usd_per_month": str(of.figures.cost),
            "is_at_least": of.figures.is_at_least,
            "availability": None if of.figures.up is None else float(of.figures.up),
            "holds_users_per_day": of.figures.holds,
        }
    return {
        "labels": _labels(of),
        "is_best": of is best,
        "is_on_the_front": not of.reasons,
        **numbers,
        "reasons": [{"why": str(one.why), "says": one.says} for one in of.reasons],
    }
