"""`innovate capacity`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from innovate_model.cli.opening import (
    MODEL,
    WAY_IN,
    demand_option,
    open_demand,
    open_sound_model,
    scenarios_option,
    users_option,
)
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from innovate_model.analyses.capacity import Capacity, Change, Queue, Use
    from innovate_model.analyses.capacity.worlds import Worlds
    from innovate_model.graph import Graph

_RIGHT = frozenset({2, 3, 5, 6})
_INFLUENCES = 5
_LIMITS = 10


@click.command("capacity")
@MODEL
@demand_option
@users_option
@click.option("--demand-template", "template", is_flag=True, help="A demand FILE to fill in: all that is asked for.")
@click.option("--worlds", "count", type=click.IntRange(1), metavar="N", help="Draw the estimates: bands, and dates.")
@click.option("--months", type=click.IntRange(1, 240), default=24, show_default=True, help="How far worlds look ahead.")
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
@scenarios_option
def command(
    model: str,
    demand_file: str | None,
    users: float | None,
    template: bool,
    count: int | None,
    months: int,
    format_name: str,
    scenarios: tuple[str, ...],
) -> None:
    """Say how much of each limit users take, at how many of them each is met, and what to change first.

    Without --demand, the demand.yaml beside MODEL. Exit code 0: answered; 2: could not run.
    """
    from innovate_model.analyses.capacity import NotKnown

    architecture = open_sound_model(model, scenarios)
    if template:
        show_template(architecture.graph)
        return
    demand = open_demand(model, demand_file, users)
    try:
        found = architecture.capacity(demand)
        if found.lost:
            raise fail(f"the demand reaches no application: {found.lost}", WAY_IN)
        drawn = None if count is None else architecture.worlds(demand, months, count)
    except NotKnown as error:
        raise fail(str(error)) from None
    if format_name == "json":
        click.echo(as_json(found, drawn))
        return
    show(found)
    if drawn is not None:
        show_worlds(drawn)


def show_template(graph: Graph) -> None:
    """A demand file with every estimate that the limits and the bill of a model ask for, each without its numbers."""
    from innovate_model.analyses.capacity.demand import FORM, Demand
    from innovate_model.analyses.capacity.estimates import estimates_asked

    click.echo(f"# What people ask for. Each estimate is {FORM}.")
    click.echo(
        "# What follows from one whose line you delete is not known, and is said to be; users_per_day must stay."
    )
    click.echo("demand:")
    for name in estimates_asked(graph):
        field = Demand.model_fields[name]
        if field.description:
            click.echo(f"  # {' '.join(field.description.split())}")
        click.echo(f"  {name}: {{low: , mid: , high: , reason: }}")


def show(found: Capacity) -> None:
    """Limit by limit in the order in which they are met, what is not known, and what to change."""
    scope = scope_of([use.address for use in found.uses])
    rows = found.table().rows
    heading(f"limits in the busiest minute, {found.users:,.0f} users a day" + (f", in {scope}" if scope else ""))
    titles = tuple(paint(title, bold=True) for title in found.table().columns[:-1])
    known = rows[: len(found.uses)]
    table([titles, *(_row(scope, row, use) for row, use in zip(known, found.uses, strict=True))], right=_RIGHT)
    if found.unknown:
        heading("not known")
        table([(below(scope, item.address), item.what, item.missing) for item in found.unknown])
    if found.queues:
        heading("requests that wait for a processor")
        table([_queue(scope, queue) for queue in found.queues], right=frozenset({1}))
    heading("first")
    say(f"  {below(scope, found.sentence)}")
    if found.met:
        heading(f"what holds {found.users:,.0f} users a day")
        for change in found.changes:
            say(f"  {below(scope, str(change))}")
        _show_what_is_left(found, scope)


def _row(scope: str, row: tuple[object, ...], use: Use) -> tuple[str, ...]:
    place, *cells = (str(cell) for cell in row[:-1])
    if use.is_met:
        cells[4] = paint(cells[4], fg="red")
    return (below(scope, place), *cells)


def _queue(scope: str, queue: Queue) -> tuple[str, ...]:
    busy = f"{queue.busy:,.3g} of {queue.cores:,.3g} cores of {queue.pods:,.0f} pods are busy"
    return below(scope, queue.address), f"{100 * queue.waiting:.1f} %", busy


def _show_what_is_left(found: Capacity, scope: str) -> None:
    """The limits that no change that is named lifts."""
    from innovate_model.analyses.capacity.numbers import number

    if not found.not_lifted:
        say("  that is all")
        return
    say("  not lifted by a value that is written")
    rows = [
        (
            f"  {below(scope, use.address)}",
            use.what,
            f"{number(use.used)} of {number(use.most)} {use.unit}",
            use.lifts,
        )
        for use in found.not_lifted
    ]
    table(rows)


def show_worlds(drawn: Worlds) -> None:
    """What a month costs in 5, 50 and 95 % of the worlds, when limits are met, and which estimates decide."""
    heading(f"USD a month in {drawn.count:,} worlds")
    say("  at least, as what is not known is not in it, and of what may run within the limits; not exact to the cent")
    bands = drawn.usd_bands()
    quarters = sorted({*range(0, drawn.months, 3), drawn.months - 1})
    rows = [(_month(month), *(f"{usd:,.0f}" for usd in bands[month])) for month in quarters]
    table([("month", "5 %", "50 %", "95 %"), *rows], right=frozenset({1, 2, 3}))
    heading("when limits are met (month in 5, 50 and 95 % of the worlds)")
    met = [key for key in drawn.met if drawn.share_met(key)]
    order = sorted(met, key=lambda key: drawn.met[key].mean())
    scope = scope_of([address for address, _ in drawn.met])
    limits = [
        (below(scope, key[0]), key[1], *map(_month, drawn.month_band(key)), f"{100 * drawn.share_met(key):.0f} %")
        for key in order[:_LIMITS]
    ]
    table([("resource", "limit", "5 %", "50 %", "95 %", "met at all"), *limits], right=frozenset({5}))
    if len(order) > _LIMITS:
        say(f"  ... and {len(order) - _LIMITS} more")
    if drawn.count > 1:
        for title, outcome in (("the last month's cost", drawn.usd[-1]), ("the first limit's month", drawn.first_met)):
            heading(f"estimates that decide {title} (rank correlation)")
            _show_what_decides(drawn.inputs, outcome)


def _show_what_decides(inputs: Any, outcome: Any) -> None:
    from innovate_model.analyses.capacity.sensitivity import deciding

    found = deciding(inputs, outcome)
    if not found:
        same = outcome.min() == outcome.max()
        say("  it is the same in every world" if same else f"  none more than chance would in {len(outcome):,} worlds")
    table([(each.estimate, f"{each.rank_correlation:+.2f}") for each in found[:_INFLUENCES]])


def _month(month: int | None) -> str:
    """The calendar's month, so many after this one."""
    from datetime import UTC, datetime

    if month is None:
        return "later"
    now = datetime.now(UTC)
    years, months = divmod(now.month - 1 + month, 12)
    return f"{now.year + years}-{months + 1:02}"


def as_json(found: Capacity, drawn: Worlds | None) -> str:
    """Versioned and stable; numbers of resources as they are, money in worlds as floats."""
    import json

    report: dict[str, Any] = {
        "version": 1,
        "users_per_day": found.users,
        "first": found.sentence,
        "change": None if found.change is None else _change(found.change),
        "changes": [_change(change) for change in found.changes],
        "queues": [queue._asdict() for queue in found.queues],
        "limits": [_use(use) for use in found.uses],
        "not_known": [{"address": item.address, "limit": item.what, "missing": item.missing} for item in found.unknown],
    }
    if drawn is not None:
        report["worlds"] = _worlds(drawn)
    return json.dumps(report, indent=2)


def _use(use: Use) -> dict[str, Any]:
    return {
        "address": use.address,
        "limit": use.what,
        "used": use.used,
        "most": use.most,
        "unit": use.unit,
        "saturates_at_users_per_day": use.saturates_at,
        "because": use.because,
        "lifts": use.lifts,
        "source": use.source,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "path": list(change.path),
        "place": str(change.place) if change.place else "",
        "old": change.old,
        "new": change.new,
        "holds_until_users_per_day": change.holds_until,
        "also": [list(path) for path in change.also],
        "not_lifted": [held._asdict() for held in change.not_lifted],
    }


def _worlds(drawn: Worlds) -> dict[str, Any]:
    """Percentiles 5, 50 and 95; months count from this one, null is after the last."""
    from innovate_model.analyses.capacity.sensitivity import influences

    def decided(outcome: Any) -> Iterable[dict[str, Any]]:
        return [each._asdict() for each in influences(drawn.inputs, outcome)] if drawn.count > 1 else []

    return {
        "count": drawn.count,
        "months": drawn.months,
        "usd_per_month": [[float(usd) for usd in band] for band in drawn.usd_bands()],
        "met": [
            {"address": key[0], "limit": key[1], "months": list(drawn.month_band(key)), "share": drawn.share_met(key)}
            for key in drawn.met
        ],
        "decide_the_last_cost": decided(drawn.usd[-1]),
        "decide_the_first_limit": decided(drawn.first_met),
    }
