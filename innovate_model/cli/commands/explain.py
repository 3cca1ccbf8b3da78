"""`innovate explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_model, scenarios_option
from innovate_model.cli.printing import fail, heading, paint, table

if TYPE_CHECKING:
    from innovate_model.api import Architecture
    from innovate_model.span import Span


@click.command("explain")
@MODEL
@click.argument("address")
@scenarios_option
def command(model: str, address: str, scenarios: tuple[str, ...]) -> None:
    """Show the final value of everything at ADDRESS, and the place that set it."""
    from innovate_model.span import path_text

    architecture = open_model(model, scenarios)
    try:
        found = architecture.find(address)
        origins = architecture.explain(found)
    except KeyError as error:
        raise fail(str(error)) from None
    heading(f"{found}  ({architecture.model[found].kind})")
    table([_row(path_text(item.path), item.text, item.span) for item in origins] or [_implied(architecture, found)])
    edges = [*architecture.graph.out(found), *architecture.graph.into(found)]
    if edges:
        heading("relations")
        table(
            [(_side(edge.source, found), str(edge.relation), _side(edge.target, found), edge.detail) for edge in edges]
        )


def _row(attribute: str, text: str, span: Span | None) -> tuple[str, str, str]:
    return attribute or "(itself)", text, paint(str(span or ""), fg="bright_black")


def _implied(architecture: Architecture, address: str) -> tuple[str, str, str]:
    """What nobody wrote, an Availability Zone, with the first place that makes it be there."""
    return _row("(itself)", "named by what stands in it", architecture.model.span_of_address(address))


def _side(address: str, here: str) -> str:
    return "(this)" if address == here else address
