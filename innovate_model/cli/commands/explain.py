"""`innovate explain`."""

from __future__ import annotations

import click

from innovate_model.cli.opening import MODEL, open_model, scenarios_option
from innovate_model.cli.printing import fail, heading, paint, table


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
    table([(path_text(item.path), item.text, paint(str(item.span or ""), fg="bright_black")) for item in origins])
    edges = [*architecture.graph.out(found), *architecture.graph.into(found)]
    if edges:
        heading("relations")
        table(
            [(_side(edge.source, found), str(edge.relation), _side(edge.target, found), edge.detail) for edge in edges]
        )


def _side(address: str, here: str) -> str:
    return "(this)" if address == here else address
