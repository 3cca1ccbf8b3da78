"""`innovate compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import (
    MODEL,
    demand_option,
    open_demand_if_any,
    open_sound_scenarios,
    open_usage,
    usage_option,
    users_option,
)
from innovate_model.cli.price_files import on_demand_option, open_prices, prices_option
from innovate_model.cli.printing import below, fail, paint, say, scope_of, table

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Capacity
    from innovate_model.analyses.comparison import Compared, Comparison
    from innovate_model.analyses.resilience import ServiceResilience

BASE = "as it is"
PARTS = ("resources", "findings", "promises", "cost", "capacity", "availability")


@click.command("compare")
@MODEL
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="FILE",
    help="An overlay to lay over the model, for a column of its own; may be repeated.",
)
@click.option("--service", "services", multiple=True, help="Whose availability (the applications of production).")
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="A part of it; may be repeated.")
@demand_option
@users_option
@usage_option
@on_demand_option
@prices_option
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    model: str,
    scenarios: tuple[str, ...],
    services: tuple[str, ...],
    parts: tuple[str, ...],
    demand_file: str | None,
    users: float | None,
    usage_file: str | None,
    on_demand: bool,
    prices: tuple[str, ...],
    format_name: str,
) -> None:
    """Set MODEL and its scenarios side by side: findings, promises, cost, what saturates first, availability.

    Other verbs lay all scenarios over one another; here each is a column. `innovate diff` tells two models apart line
    by line. Exit code 0: answered; 2: could not run.
    """
    from innovate_model.analyses.cost import AS_WRITTEN, ON_DEMAND
    from innovate_model.comparing import compare

    columns = open_sound_scenarios(model, scenarios)
    asked = open_demand_if_any(model, demand_file, users)
    if "capacity" in parts and asked is None:
        raise fail("there is no demand, so nothing can be said of capacity", "name its file: --demand FILE")
    usage, book = open_usage(columns[0], usage_file), open_prices(prices)
    try:
        found = compare(
            *columns,
            names=(BASE, *scenarios),
            demand=asked,
            services=services,
            parts=parts or None,
            usage=usage,
            terms=ON_DEMAND if on_demand else AS_WRITTEN,
            prices=book,
        )
    except KeyError as error:
        raise fail(str(error.args[0])) from None
    if format_name == "json":
        click.echo(as_json(found))
    else:
        show(found)


def show(found: Comparison) -> None:
    """The table, with addresses shortened to what stands below the place that they have in common."""
    services = [each.service for column in found.compared for each in column.services or ()]
    firsts = [column.capacity.first for column in found.compared if column.capacity is not None]
    scope = scope_of([*services, *(first.address for first in firsts if first is not None)])
    rows: list[list[str]] = [[*(paint(cell, bold=True) for cell in ("", *found.names))]]
    rows += [[below(scope, cell) for cell in (title, *cells)] for title, cells in found.rows]
    table(rows, indent=0)
    if scope:
        say(paint(f"addresses below {scope}", fg="bright_black"))


def as_json(found: Comparison) -> str:
    """Versioned and stable; money as decimal text, availabilities from 0 to 1."""
    import json

    return json.dumps({"version": 1, "compared": [_column(each) for each in found.compared]}, indent=2)


def _column(one: Compared) -> dict[str, object]:
    """One column; what was not asked for is not in it."""
    from innovate_model.analyses.comparison import unpriced

    column: dict[str, object] = {"name": one.name}
    if one.kinds is not None:
        column["resources"] = dict(sorted(one.kinds.items()))
    if one.findings is not None:
        column["findings"] = [
            {"check": each.check, "severity": str(each.severity), "message": each.message} for each in one.findings
        ]
    if one.verdicts is not None:
        column["promises"] = dict(one.verdicts)
    if one.cost is not None:
        total = one.cost.total
        column["cost"] = {
            "usd_per_month": str(total.monthly_usd),
            "is_at_least": total.is_at_least,
            "not_in_it": len(total.gaps),
            "without_a_price": sorted(f"{what} of {address}" for address, what in unpriced(one.cost)),
            "date": one.cost.date,
        }
    if one.capacity is not None:
        column["capacity"] = _capacity(one.capacity)
    if one.services is not None:
        column["availability"] = [_service(each) for each in one.services]
    return column


def _capacity(held: Capacity) -> dict[str, object]:
    first = held.first
    return {
        "users_per_day": held.users,
        "saturates_first": None
        if first is None
        else {"address": first.address, "what": first.what, "users_per_day": first.saturates_at},
        "met": [{"address": use.address, "what": use.what, "used": use.used, "most": use.most} for use in held.met],
        "not_known": [{"address": one.address, "what": one.what, "missing": one.missing} for one in held.unknown],
        "sentence": held.sentence,
    }


def _service(each: ServiceResilience) -> dict[str, object]:
    up = each.availability
    known = {"low": float(up.low), "high": float(up.high), "is_at_most": up.is_at_most} if up.is_known else None
    return {"service": each.service, "availability": known, "single_points": list(each.single_points)}
