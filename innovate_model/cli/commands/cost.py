"""`innovate cost`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_prices, open_sound_model, prices_option, scenarios_option
from innovate_model.cli.printing import below, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from innovate_model.analyses.cost import LineItems

GROUPS = ("account", "environment", "service", "kind", "region", "resource")
_RIGHT = frozenset({2, 4, 5})


@click.command("cost")
@MODEL
@click.option("--by", type=click.Choice(GROUPS), default="account", show_default=True, help="What to sum up by.")
@click.option("--items", "shows_items", is_flag=True, help="Every line item, with its price, source and assumption.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@prices_option
@scenarios_option
def command(
    model: str, by: str, shows_items: bool, format_name: str, prices: str | None, scenarios: tuple[str, ...]
) -> None:
    """Say what MODEL costs a month, line by line, and what is not known."""
    bill = open_sound_model(model, scenarios).cost(prices=open_prices(prices))
    if format_name == "json":
        click.echo(as_json(bill))
        return
    if shows_items:
        show_items(bill)
        show_free(bill)
    show(bill, by)


def show(bill: LineItems, by: str) -> None:
    """Sums by group, the total, and what is missing in it."""
    show_groups(bill, by)
    show_gaps(bill)


def show_groups(bill: LineItems, by: str) -> None:
    """Sums by group, largest first, and the total."""
    from innovate_model.analyses.cost import usd_text
    from innovate_model.analyses.cost.line_items import NONE

    groups = sorted(bill.by(by).items(), key=lambda group: -group[1].total.monthly_usd)
    rows = [
        (
            f"(no {by})" if name == NONE else name,
            usd_text(part.total.monthly_usd),
            "at least" if part.total.is_at_least else "",
        )
        for name, part in groups
    ]
    heading(f"USD a month, by {by}")
    table([row for row in rows if row[1] != "0.00" or row[2]], right=frozenset({1}))
    say(f"  {paint(str(bill.total), bold=True)}, on demand, at the prices of {bill.date}")


def show_gaps(bill: LineItems) -> None:
    """What is not in the total, counted by reason."""
    counts: dict[tuple[str, str], int] = {}
    for gap in bill.gaps:
        counts[str(gap.standing), gap.what] = counts.get((str(gap.standing), gap.what), 0) + 1
    if counts:
        heading("not in the total")
        rows = sorted(counts.items())
        table([(*what, f"{count} resource{'' if count == 1 else 's'}") for what, count in rows])


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
                paint(f"{item.assumption} [{item.source}, {item.date}]", fg="bright_black"),
            )
            for item in bill.items
        ],
        right=_RIGHT,
    )


def show_free(bill: LineItems) -> None:
    """What AWS asks nothing for, counted by kind, with the reason."""
    counts: dict[tuple[str, str], int] = {}
    for free in bill.free:
        counts[free.subject.kind, free.reason] = counts.get((free.subject.kind, free.reason), 0) + 1
    if counts:
        heading("free")
        rows = sorted(counts.items())
        table([(f"{count} {kind}", "0.00", paint(reason, fg="bright_black")) for (kind, reason), count in rows])


def as_json(bill: LineItems) -> str:
    """Versioned and stable; money as decimal text."""
    import json

    items = [
        {
            "address": item.subject.address,
            "service": item.service,
            "what": item.what,
            "quantity": str(item.quantity),
            "unit": item.unit,
            "usd_per_unit": str(item.usd_per_unit),
            "usd_per_month": str(item.monthly_usd),
            "source": item.source,
            "date": item.date,
            "confidence": item.confidence,
            "assumption": item.assumption,
        }
        for item in bill.items
    ]
    gaps = [
        {"address": gap.subject.address, "what": gap.what, "standing": str(gap.standing), "reason": gap.reason}
        for gap in bill.gaps
    ]
    free = [{"address": each.subject.address, "reason": each.reason} for each in bill.free]
    total = {"usd_per_month": str(bill.total.monthly_usd), "is_at_least": bill.total.is_at_least}
    report = {"version": 1, "date": bill.date, "total": total, "items": items, "not_counted": gaps, "free": free}
    return json.dumps(report, indent=2)
