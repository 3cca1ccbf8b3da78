"""`innovate blast`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innovate_model.analyses.blast_radius import BlastRadius, Member
    from innovate_model.analyses.chain import Chain
    from innovate_model.analyses.choke_points import ChokePoints
    from innovate_model.analyses.losses import Choices
    from innovate_model.analyses.ranking import Ranking
    from innovate_model.api import Architecture

COLOURS = {"lost": "red", "down": "red", "degraded": "yellow", "entered": "red", "exposed": "magenta"}
_SHOWN = 40
"""So many ranks are printed; JSON has all."""
_RIGHT = frozenset({0, 1})


@click.command("blast")
@MODEL
@click.argument("addresses", nargs=-1, metavar="[ADDRESS...]")
@click.option("--mode", type=click.Choice(["failure", "compromise"]), default="failure", show_default=True)
@click.option(
    "--any", "k", type=click.IntRange(min=1), metavar="K", help="Lose any K of the addresses, not all of them."
)
@click.option("--why", "whys", multiple=True, metavar="ADDRESS", help="Show only how this one is hit, step by step.")
@click.option("--choke-points", "is_choked", is_flag=True, help="Add what most of an intruder's ways lead through.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(
    model: str,
    addresses: tuple[str, ...],
    mode: Literal["failure", "compromise"],
    k: int | None,
    whys: tuple[str, ...],
    is_choked: bool,
    format_name: str,
    scenarios: tuple[str, ...],
) -> None:
    """Show who stops working when ADDRESS is lost, or what an intruder in it can get at next.

    ADDRESS is a resource, an Availability Zone (us-east-1a), a region (us-east-1) or an account ("account dev").
    Every member comes with the reason that put it there. Without ADDRESS, every resource is ranked by the size of its
    blast radius.
    """
    if k is not None and (mode == "compromise" or whys):
        raise click.UsageError("--any goes with failures alone, and without --why")
    if (whys or k is not None or is_choked) and not addresses:
        raise click.UsageError("name an ADDRESS that is lost or entered")
    if is_choked and mode == "failure":
        raise click.UsageError("--choke-points goes with --mode compromise")
    architecture = open_sound_model(model, scenarios)
    try:
        _answer(architecture, addresses, mode, k, whys, is_choked, format_name == "json")
    except (KeyError, ValueError) as error:
        raise fail(str(error.args[0])) from None


def _answer(
    architecture: Architecture,
    addresses: tuple[str, ...],
    mode: Literal["failure", "compromise"],
    k: int | None,
    whys: tuple[str, ...],
    is_choked: bool,
    is_json: bool,
) -> None:
    if not addresses:
        ranking = architecture.blast_ranking(mode)
        click.echo(ranking_as_json(ranking)) if is_json else show_ranking(ranking)
    elif k is not None:
        choices = architecture.blast_any(k, *addresses)
        click.echo(choices_as_json(choices)) if is_json else show_choices(choices)
    else:
        radius = architecture.blast(*addresses, mode=mode)
        chains = {address: architecture.why(radius, address) for address in map(architecture.find, whys)}
        chokes = architecture.choke_points(*addresses) if is_choked else None
        if is_json:
            click.echo(as_json(radius, chains, chokes))
        elif chains:
            for address, chain in chains.items():
                show_chain(address, chain, mode)
        else:
            show(radius)
        if chokes is not None and not is_json:
            show_choke_points(chokes)


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
    if radius.not_followed:
        heading("not followed")
        for sentence in radius.not_followed:
            say(f"  {below(scope, sentence)}")
    counts: dict[str, int] = {}
    for member in radius.members:
        counts[member.state] = counts.get(member.state, 0) + 1
    heading("  ".join(f"{count} {state}" for state, count in counts.items()))


def show_chain(address: str, chain: Chain, mode: str) -> None:
    """The steps to one member, each with the place that says so; of an intruder's way the costs too."""
    if not chain.links:
        heading(f"nothing happens to {address}")
        return
    scope = scope_of(link.member.address for link in chain.links)
    price = f", cost {chain.cost}" if mode == "compromise" else ""
    heading(f"why {below(scope, address)}{price}" + (f", in {scope}" if scope else ""))
    rows = []
    for number, link in enumerate(chain.links, 1):
        state, _, name, reason = _row(link.member, scope)
        cost = (str(link.member.cost),) if mode == "compromise" else ()
        place = paint(str(link.span) if link.span else "not written in one place", fg="bright_black")
        rows.append((str(number), *cost, state, name, reason, place))
    table(rows, right=frozenset({0, 1}) if mode == "compromise" else frozenset({0}))
    if mode == "compromise":
        from innovate_model.analyses.intruding import COSTS

        say(f"  a step costs: {', '.join(f'{move} {cost}' for move, cost in COSTS.items())}")


def show_choke_points(chokes: ChokePoints) -> None:
    """What cuts most pairs of a door and content first; last steps to one thing alone are left out."""
    wide = [point for point in chokes.points if len(point.pairs) > 1]
    scope = scope_of(target for _, target in chokes.connected)
    heading(f"choke points between the entered and content ({len(chokes.connected)} pairs)")
    rows = [(str(len(p.pairs)), "step" if p.step else "resource", below(scope, str(p))) for p in wide[:_SHOWN]]
    table(rows, right=frozenset({0}))
    if not wide:
        say("  none: no resource and no step cuts two pairs")


def show_choices(choices: Choices) -> None:
    """Each choice with what it does, then every resource that stops under one of them."""
    rows = [
        (str(len(choice.radius.down)), "down", str(len(choice.radius.degraded)), "degraded", " + ".join(choice.lost))
        for choice in choices.choices
    ]
    heading(choices.sentence)
    table(rows, right=frozenset({0, 2}))
    down = [(member, choice) for member, choice in choices.members if member.state == "down"]
    scope = scope_of(member.address for member, _ in down)
    if down:
        heading("down at worst" + (f", in {scope}" if scope else ""))
        table([(*_row(member, scope)[1:], f"when {' + '.join(choice.lost)} is lost") for member, choice in down])
    else:
        heading("nothing is down under any of them")


def show_ranking(ranking: Ranking) -> None:
    """The largest radii first; how many resources hit nobody is counted."""
    hitting = [rank for rank in ranking.ranks if rank.down or rank.degraded]
    heading(ranking.counted)
    table([(str(r.down), str(r.degraded), r.kind, r.address) for r in hitting[:_SHOWN]], right=_RIGHT)
    if len(hitting) > _SHOWN:
        say(f"  ... and {len(hitting) - _SHOWN} more")
    say(f"  {len(ranking) - len(hitting)} others hit nobody")


def _by_account(members: Sequence[Member]) -> list[list[Member]]:
    """The members of each account, in the order of the first of each; what stands in none comes first."""
    groups: dict[str, list[Member]] = {"": []}
    for member in members:
        parts = member.address.split(".")
        groups.setdefault(parts[1] if parts[0] == "accounts" else "", []).append(member)
    return [group for group in groups.values() if group]


def _row(member: Member, scope: str) -> tuple[str, str, str, str]:
    state = paint(str(member.state), fg=COLOURS[member.state])
    return state, member.kind, below(scope, member.address), paint(below(scope, member.reason), fg="bright_black")


def as_json(radius: BlastRadius, chains: dict[str, Chain] | None = None, chokes: ChokePoints | None = None) -> str:
    """Versioned and stable; `chains` and `choke_points` where they were asked for."""
    import json

    members = [
        {"address": m.address, "kind": m.kind, "state": m.state, "distance": m.distance, "reason": m.reason}
        for m in radius.members
    ]
    report: dict[str, object] = {
        "version": 1,
        "members": members,
        "not_known": list(radius.not_known),
        "not_followed": list(radius.not_followed),
    }
    if chains:
        report["chains"] = [_chain_as_data(address, chain) for address, chain in chains.items()]
    if chokes is not None:
        report["choke_points"] = [
            {"address": p.address, "step": p.step.reason if p.step else None, "pairs": [list(pair) for pair in p.pairs]}
            for p in chokes.points
        ]
    return json.dumps(report, indent=2)


def _chain_as_data(address: str, chain: Chain) -> dict[str, object]:
    links = [
        {
            "address": link.member.address,
            "state": link.member.state,
            "reason": link.member.reason,
            "after": list(link.member.after),
            "cost": link.member.cost,
            "place": str(link.span) if link.span else None,
        }
        for link in chain.links
    ]
    return {"address": address, "links": links}


def choices_as_json(choices: Choices) -> str:
    """Versioned and stable: every choice, and each resource's worst state."""
    import json

    listed = [
        {
            "lost": list(choice.lost),
            "down": [member.address for member in choice.radius.down],
            "degraded": [member.address for member in choice.radius.degraded],
        }
        for choice in choices.choices
    ]
    worst = [
        {"address": m.address, "kind": m.kind, "state": m.state, "reason": m.reason, "lost": list(choice.lost)}
        for m, choice in choices.members
    ]
    return json.dumps({"version": 1, "any": choices.k, "choices": listed, "worst": worst}, indent=2)


def ranking_as_json(ranking: Ranking) -> str:
    """Versioned and stable: every resource."""
    import json

    ranks = [{"address": r.address, "kind": r.kind, "down": r.down, "degraded": r.degraded} for r in ranking.ranks]
    return json.dumps({"version": 1, "counted": ranking.counted, "ranks": ranks}, indent=2)
