"""`innovate resilience`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, table

if TYPE_CHECKING:
    from innovate_model.analyses.resilience import Resilience, ServiceResilience

_SHOWN = 20
"""So many larger cut sets of a service are printed; JSON has all."""
_DEEPEST = 4


@click.command("resilience")
@MODEL
@click.argument("services", nargs=-1, metavar="[SERVICE...]")
@click.option(
    "--most",
    type=click.IntRange(1, _DEEPEST),
    default=2,
    show_default=True,
    help="How many losses at once to look at.",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(model: str, services: tuple[str, ...], most: int, format_name: str, scenarios: tuple[str, ...]) -> None:
    """Show what takes SERVICE down, alone or together, and how available AWS's agreements make it.

    SERVICE is any resource; without it, all that people use: applications, distributions, load balancers that face the
    internet, and deployments behind load balancers. Exit code 0: answered; 2: could not run.
    """
    architecture = open_sound_model(model, scenarios)
    try:
        answer = architecture.resilience(*services, most=most)
    except KeyError as error:
        raise fail(str(error)) from None
    if format_name == "json":
        click.echo(as_json(answer))
    else:
        show(answer)


def show(answer: Resilience) -> None:
    """Service by service, then what the availabilities rest on."""
    from innovate_model.analyses.availability import ASSUMPTION

    if not answer.services:
        say("the model has nothing that people use: name a SERVICE")
        return
    for each in answer.services:
        _show_service(each)
    heading("assumed of every availability")
    say(f"  {ASSUMPTION}")
    say("  an agreement promises credits: it is no measurement, and AWS may do better")


def _show_service(each: ServiceResilience) -> None:
    parts = each.service.split(".")
    scope = ".".join(parts[:2]) if parts[0] == "accounts" else ""
    up = each.availability
    down = f": {up.minutes_down:.0f} minutes down in 30 days" if up.is_known else ""
    heading(f"{each.kind} {below(scope, each.service)}" + (f", in {scope}" if scope else ""))
    says = "agreements add up to" if up.is_known else "available"
    say(f"  {says} {paint(str(up), bold=True)}{down}")
    table([_part(scope, p.addresses, p.level.percent, p.level.what, p.level.date) for p in up.parts], indent=4)
    if up.not_known:
        names = ", ".join(below(scope, address) for address, _ in up.not_known)
        say(f"    without a figure: {names}")
    alone = each.single_points
    say(f"  {len(alone)} alone take it down" + (":" if alone else ""))
    table([(paint(below(scope, name), fg="red"),) for name in alone], indent=4)
    together = [" + ".join(below(scope, name) for name in cut.losses) for cut in each.together]
    if each.most > 1:
        say(f"  {len(together)} sets of up to {each.most} take it down together" + (":" if together else ""))
    table([(text,) for text in together[:_SHOWN]], indent=4)
    if len(together) > _SHOWN:
        say(f"    ... and {len(together) - _SHOWN} more")


def _part(scope: str, addresses: tuple[str, ...], percent: str, what: str, date: str) -> tuple[str, ...]:
    names = ", ".join(below(scope, address) for address in addresses)
    return f"{percent} %", names, paint(f"{what}, {date or 'no date'}", fg="bright_black")


def as_json(answer: Resilience) -> str:
    """Versioned and stable; availabilities from 0 to 1."""
    import json

    from innovate_model.analyses.availability import ASSUMPTION

    services = [_service_as_data(each) for each in answer.services]
    return json.dumps({"version": 1, "assumed": ASSUMPTION, "services": services}, indent=2)


def _service_as_data(each: ServiceResilience) -> dict[str, object]:
    up = each.availability
    known = {
        "low": float(up.low),
        "high": float(up.high),
        "is_at_most": up.is_at_most,
        "minutes_down_in_30_days": up.minutes_down,
    }
    return {
        "service": each.service,
        "kind": each.kind,
        "availability": known if up.is_known else None,
        "parts": [
            {
                "addresses": list(part.addresses),
                "percent": part.level.percent,
                "what": part.level.what,
                "page": part.level.page,
                "date": part.level.date,
                "origin": part.level.origin,
            }
            for part in up.parts
        ],
        "without_a_figure": [{"address": address, "reason": reason} for address, reason in up.not_known],
        "cut_sets": [list(cut.losses) for cut in each.cuts],
        "most": each.most,
    }
