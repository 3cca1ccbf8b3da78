"""`innovate explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_model, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, table

if TYPE_CHECKING:
    from innovate_model.api import Architecture
    from innovate_model.edge import Edge
    from innovate_model.span import Span


@click.command("explain")
@MODEL
@click.argument("address", required=False)
@click.option(
    "--expand",
    "expands",
    is_flag=True,
    help="Write it out as YAML instead: overlays, blueprints, families carried out.",
)
@scenarios_option
def command(model: str, address: str | None, expands: bool, scenarios: tuple[str, ...]) -> None:
    """Show the final value of everything at ADDRESS, and the place that set it.

    With --expand, ADDRESS may be left out: the YAML of the whole model loads as a model of its own.
    """
    if expands:
        click.echo(_expanded(open_sound_model(model, scenarios), address), nl=False)
        return
    if address is None:
        raise click.UsageError("Missing argument 'ADDRESS' (or --expand, for the whole model).")
    _explain(open_model(model, scenarios), address)


def _expanded(architecture: Architecture, address: str | None) -> str:
    try:
        return architecture.expand(address or "")
    except KeyError as error:
        raise fail(str(error)) from None


def _explain(architecture: Architecture, address: str) -> None:
    from innovate_model.span import path_text

    try:
        found = architecture.find(address)
        origins = architecture.explain(found)
    except KeyError as error:
        raise fail(str(error)) from None
    heading(f"{found}  ({architecture.model[found].kind})")
    table([_row(path_text(item.path), item.text, item.span) for item in origins] or [_implied(architecture, found)])
    edges = [*architecture.graph.out(found), *architecture.graph.into(found)]
    if edges:
        ends = [end for edge in edges for end in (edge.source, edge.target)]
        scope = _scope(found, ends)
        heading("relations" + (f", in {scope}" if scope else ""))
        table([_relation(edge, found, scope) for edge in edges])


def _row(attribute: str, text: str, span: Span | None) -> tuple[str, str, str]:
    return attribute or "(itself)", text, paint(str(span or ""), fg="bright_black")


def _implied(architecture: Architecture, address: str) -> tuple[str, str, str]:
    """What nobody wrote: an Availability Zone, with the first place that makes it be there; what AWS told."""
    if address not in architecture.model.implied:
        return _row("(itself)", "observed in AWS: --expand shows its values", None)
    return _row("(itself)", "named by what stands in it", architecture.model.span_of_address(address))


def _relation(edge: Edge, here: str, scope: str) -> tuple[str, ...]:
    sides = ("(this)" if end == here else below(scope, end) for end in (edge.source, edge.target))
    source, target = sides
    return source, str(edge.relation), target, below(scope, edge.detail)


def _scope(here: str, ends: list[str]) -> str:
    """What the address stands in, or the address itself where that is at the top; "" where nothing else is there."""
    parts = here.split(".")
    scope = ".".join(parts[:-2] or parts)
    return scope if any(end.startswith(scope + ".") and end != here for end in ends) else ""
