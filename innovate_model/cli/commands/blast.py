"""`innovate blast`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innovate_model.analyses.blast_radius import BlastRadius, Member

COLOURS = {"lost": "red", "down": "red", "degraded": "yellow", "entered": "red", "exposed": "magenta"}


@click.command("blast")
@MODEL
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@click.option("--mode", type=click.Choice(["failure", "compromise"]), default="failure", show_default=True)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(model: str, addresses: tuple[str, ...], mode: str, format_name: str, scenarios: tuple[str, ...]) -> None:
    """Show who stops working when ADDRESS is lost, or what an intruder in it can get at next.

    Every member comes with the reason that put it there.
    """
    architecture = open_sound_model(model, scenarios)
    try:
        radius = architecture.blast(*addresses, mode="compromise" if mode == "compromise" else "failure")
    except KeyError as error:
        raise fail(str(error)) from None
    if format_name == "json":
        click.echo(as_json(radius))
    else:
        show(radius)


def show(radius: BlastRadius, most: int = 0) -> None:
    """The members by account, in each nearest first; `most` cuts the list (0: all) and says so."""
    members = radius.members[:most] if most else radius.members
    scope = scope_of(member.address for member in members)
    for group in [members] if scope else _by_account(members):
        inner = scope_of(member.address for member in group)
        if inner:
            heading(f"in {inner}")
        table([_row(member, inner) for member in group])
    if len(members) < len(radius.members):
        say(f"  ... and {len(radius.members) - len(members)} more")
    if radius.not_known:
        heading("not known")
        for sentence in radius.not_known:
            say(f"  {below(scope, sentence)}")
    counts: dict[str, int] = {}
    for member in radius.members:
        counts[member.state] = counts.get(member.state, 0) + 1
    heading("  ".join(f"{count} {state}" for state, count in counts.items()))


def _by_account(members: Sequence[Member]) -> list[list[Member]]:
    """The members of each account, in the order of the first of each; what stands in none comes first."""
    groups: dict[str, list[Member]] = {"": []}
    for member in members:
        parts = member.address.split(".")
        groups.setdefault(parts[1] if parts[0] == "accounts" else "", []).append(member)
    return [group for group in groups.values() if group]


def _row(member: Member, scope: str) -> tuple[str, ...]:
    state = paint(str(member.state), fg=COLOURS[member.state])
    return state, member.kind, below(scope, member.address), paint(below(scope, member.reason), fg="bright_black")


def as_json(radius: BlastRadius) -> str:
    """Versioned and stable."""
    import json

    members = [
        {"address": m.address, "kind": m.kind, "state": m.state, "distance": m.distance, "reason": m.reason}
        for m in radius.members
    ]
    return json.dumps({"version": 1, "members": members, "not_known": list(radius.not_known)}, indent=2)
