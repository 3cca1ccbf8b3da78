"""`innovate cost`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import (
    MODEL,
    WAY_IN,
    demand_option,
    open_demand,
    open_sound_model,
    open_usage,
    scenarios_option,
    usage_option,
    users_option,
)
from innovate_model.cli.price_files import on_demand_option, open_prices, prices_option, tell_what_is_not_asked
from innovate_model.cli.printing import below, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Demand
    from innovate_model.analyses.cost import LineItem, LineItems, Total, Usage
    from innovate_model.analyses.cost.line_items import Gap
    from innovate_model.api import Architecture
    from innovate_model.graph import Graph

GROUPS = ("account", "environment", "service", "kind", "region", "resource", "tier", "purchase")
_RIGHT = frozenset({2, 4, 5})


def _grouping(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """One of GROUPS, or a tag."""
    if value not in GROUPS and not value.startswith("tag:"):
        raise click.BadParameter(f"{value!r} is not one of {', '.join(GROUPS)} or tag:NAME", ctx, param)
    return value


@click.command("cost")
@MODEL
@click.option(
    "--by",
    callback=_grouping,
    metavar="GROUP",
    default="account",
    show_default=True,
    help=f"What to sum up by: {', '.join(GROUPS)} or tag:NAME.",
)
@click.option("--items", "shows_items", is_flag=True, help="Every line item, with its price, source and assumption.")
@demand_option
@users_option
@usage_option
@click.option("--usage-template", "template", is_flag=True, help="A usage FILE to fill in: all that is not stated.")
@on_demand_option
@click.option("--hourly", is_flag=True, help="Sums in USD an hour, on the average of a month of 730 hours.")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)
@prices_option
@scenarios_option
def command(
    model: str,
    by: str,
    shows_items: bool,
    demand_file: str | None,
    users: float | None,
    usage_file: str | None,
    template: bool,
    on_demand: bool,
    hourly: bool,
    format_name: str,
    prices: tuple[str, ...],
    scenarios: tuple[str, ...],
) -> None:
    """Say what MODEL costs a month, line by line, and what is not known. What users ask for is counted with --demand or
    --users.

    A usage FILE maps resources, kinds and connections to amounts in a month:

    \b
        nat_gateway: {gb_processed: 300}
        lbs.api: {capacity_unit_hours: {quantity: 1460, reason: two units}}
        lbs.api -> internet: {gb_sent: 120, gb_received: 10}
    """
    from innovate_model.analyses.cost import AS_WRITTEN, ON_DEMAND

    architecture = open_sound_model(model, scenarios)
    demand = None if demand_file is None and users is None else open_demand(model, demand_file, users)
    usage = open_usage(architecture, usage_file)
    terms = ON_DEMAND if on_demand else AS_WRITTEN
    book = open_prices(prices)
    bill = architecture.cost(usage, demand, terms, book)
    if book is not None:
        tell_what_is_not_asked(book, architecture.graph)
    if template:
        show_template(bill, architecture.graph, usage)
        return
    if demand is not None:
        tell_what_is_held_back(architecture, demand)
    if format_name != "table":
        click.echo(_as_text(bill, format_name, by), nl=False)
        return
    if shows_items:
        show_items(bill)
        show_free(bill)
    show(bill, by, hourly)


def tell_what_is_held_back(architecture: Architecture, demand: Demand) -> None:
    """On standard error: that users lead to nothing, or that not everything runs that they ask for, as limits are
    met."""
    held = architecture.capacity(demand)
    met = held.met
    if held.lost:
        click.echo(f"note: the demand reaches no application, and the bill counts none of it: {held.lost}", err=True)
        click.echo(f"      {WAY_IN}", err=True)
    elif met:
        one = len(met) == 1
        what = "1 limit is too little" if one else f"{len(met)} limits are too little"
        hint = "the bill is that of what may run; innovate capacity says what holds more"
        click.echo(f"note: {what} for this demand: {hint}", err=True)


def _as_text(bill: LineItems, format_name: str, by: str) -> str:
    if format_name == "json":
        from innovate_model.rendering._bill.json import as_json

        return as_json(bill, by) + "\n"
    from innovate_model.rendering._bill.csv import as_csv

    return as_csv(bill)


def show(bill: LineItems, by: str, hourly: bool = False) -> None:
    """Sums by group, the total, and what is missing in it."""
    show_groups(bill, by, hourly)
    show_gaps(bill)


def show_groups(bill: LineItems, by: str, hourly: bool = False) -> None:
    """Sums by group, largest first, and the total."""
    from innovate_model.analyses.cost.line_items import NONE

    groups = sorted(bill.by(by).items(), key=lambda group: -group[1].total.monthly_usd)
    rows = [
        (
            f"(no {by})" if name == NONE else name,
            _sum(part.total, hourly),
            "at least" if part.total.is_at_least else "",
        )
        for name, part in groups
        if part.total.monthly_usd or part.total.is_at_least
    ]
    heading(f"USD {'an hour' if hourly else 'a month'}, by {by}")
    table(rows, right=frozenset({1}))
    total = bill.total
    at_least = "at least " if total.is_at_least else ""
    said = f"{at_least}USD {_sum(total, True)} an hour" if hourly else str(total)
    say(f"  {paint(said, bold=True)}, at the prices of {bill.date}")
    _say_what_is_uncertain(bill, hourly)


def _say_what_is_uncertain(bill: LineItems, hourly: bool) -> None:
    """How much of the total is no more than likely, so that one in which nothing is missing does not look exact."""
    if bill.uncertain.monthly_usd:
        usd = _sum(bill.uncertain, hourly)
        say(f"  USD {usd} of it at prices of low confidence: a moment of the market, derived, or one doubtful copy")


def _sum(total: Total, hourly: bool) -> str:
    from innovate_model.analyses.cost import usd_text

    return f"{total.hourly_usd:,.4f}" if hourly else usd_text(total.monthly_usd)


def show_gaps(bill: LineItems) -> None:
    """What is not in the total, counted by reason; what was stated and is not counted, one by one."""
    from innovate_model.analyses.cost.line_items import Standing

    counts: dict[tuple[str, str, str], int] = {}
    stated = [gap for gap in bill.gaps if gap.standing in (Standing.UNUSED_USAGE, Standing.NO_WAY)]
    for gap in bill.gaps:
        key = str(gap.standing), gap.what, _price_that_is_missing(gap)
        counts[key] = counts.get(key, 0) + 1
    if counts:
        heading("not in the total")
        rows = [(*key, f"{count} resource{'' if count == 1 else 's'}") for key, count in sorted(counts.items())]
        table([(standing, what, count, missing) for standing, what, missing, count in rows])
    if any(gap.missing for gap in bill.gaps):
        say("  A price that is missing can be stated in a file of --prices.")
    if stated:
        heading("stated, and not as it was stated in the total")
        table([(gap.subject.address, gap.what, gap.reason) for gap in stated])


def _price_that_is_missing(gap: Gap) -> str:
    """Its id and region; any of several will do."""
    missing = gap.missing
    return f"{' or '.join(missing.ids)} in {missing.region or 'no region'}" if missing and missing.ids else ""


def show_template(bill: LineItems, graph: Graph, usage: Usage | None) -> None:
    """A usage file with every measure that is not stated, by kind, each behind a `#`."""
    from innovate_model.analyses.cost.unstated import unstated

    click.echo(
        "# What flows and is stored in a month. A kind is each of its resources; an address in its place is one."
    )
    click.echo("# Take the # from the lines that you know, and from those that they stand under.")
    kind = ""
    for wanted in unstated(bill, graph, usage):
        if wanted.kind != kind:
            kind = wanted.kind
            click.echo(f"# {kind}:")
        first, *others = wanted.addresses
        of = f"{len(wanted.addresses)} of them" if others else first
        click.echo(f"#   {wanted.measure}: 0 # {', '.join(wanted.of)}; {of}")


def show_items(bill: LineItems) -> None:
    """Every line item."""
    from innovate_model.analyses.cost import usd_text

    scope = scope_of(item.subject.address for item in bill.items)
    heading("line items" + (f", in {scope}" if scope else ""))
    table(
        [
            (
                below(scope, item.subject.address),
                item.what,
                f"{item.quantity.normalize():f}",
                item.unit,
                f"{item.usd_per_unit.normalize():f}",
                usd_text(item.monthly_usd),
                paint(f"{item.assumption} [{_source(item)}]", fg="bright_black"),
            )
            for item in bill.items
        ],
        right=_RIGHT,
    )


def _source(item: LineItem) -> str:
    return f"{item.source}, {item.date}" + (", low confidence" if item.is_uncertain else "")


def show_free(bill: LineItems) -> None:
    """What AWS asks nothing for, counted by kind, with the reason."""
    counts: dict[tuple[str, str], int] = {}
    for free in bill.free:
        counts[free.subject.kind, free.reason] = counts.get((free.subject.kind, free.reason), 0) + 1
    if counts:
        heading("free")
        rows = sorted(counts.items())
        table([(f"{count} {kind}", "0.00", paint(reason, fg="bright_black")) for (kind, reason), count in rows])
