"""`innovate reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from innovate_model.analyses.flow import Hop
    from innovate_model.analyses.reachability import Answer
    from innovate_model.api import Architecture

_COLOURS = {"reachable": "green", "blocked": "red", "not known": "yellow"}


@click.command("reach")
@MODEL
@click.option("--from", "source", required=True, metavar="A", help="A resource, an IP address, or `internet`.")
@click.option(
    "--to",
    "destination",
    required=True,
    metavar="B",
    help="The same, or an AWS service such as com.amazonaws.us-east-1.s3.",
)
@click.option("--ports", metavar="PORTS", help="tcp/5432, udp/53, icmp; else what the destination admits.")
@click.option("--expect", type=click.Choice(["reachable", "blocked"]), help="Exit 1 if the answer is another one.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(
    model: str,
    source: str,
    destination: str,
    ports: str | None,
    expect: str | None,
    format_name: str,
    scenarios: tuple[str, ...],
) -> None:
    """Say whether A can open a session to B, with every hop, or with everything that blocks it.

    Exit code 0: answered; 1: not as expected; 2: could not run.
    """
    architecture = open_sound_model(model, scenarios)
    try:
        answer = architecture.reach(source, destination, ports)
    except (KeyError, ValueError) as error:
        raise fail(str(error)) from None
    if format_name == "json":
        click.echo(as_json(architecture, answer))
    else:
        show(architecture, answer)
    if expect is not None and answer.verdict != expect:
        click.echo(f"{paint('not as expected', fg='red', bold=True)}: {expect} was, {answer.verdict} it is", err=True)
        raise click.exceptions.Exit(1)


def show(architecture: Architecture, answer: Answer) -> None:
    """The verdict, then the way there and back, or what blocks it."""
    verdict = paint(str(answer.verdict), fg=_COLOURS[answer.verdict], bold=True)
    say(f"{answer.source} -> {answer.destination}: {verdict}")
    for sentence in answer.sentences()[1:]:
        if not answer.blocking or sentence == answer.assumption:
            say(f"  {sentence}")
    say(f"  one such flow: {answer.witness.flow}")
    _way(architecture, "the way there", answer.witness.hops)
    _way(architecture, "the answer's way back", answer.witness.return_hops)
    _remedies(answer.blocking)


def _way(architecture: Architecture, title: str, hops: tuple[Hop, ...]) -> None:
    scope = scope_of(hop.component for hop in hops)
    if hops:
        heading(title + (f", in {scope}" if scope else ""))
        table([_row(architecture, hop, scope) for hop in hops], indent=2)


def _row(architecture: Architecture, hop: Hop, scope: str) -> tuple[str, ...]:
    mark = paint("x", fg="red") if hop.stops else paint("·", fg="green")
    span = architecture.model.span_of(hop.path) if hop.path else None
    return mark, below(scope, hop.component), below(scope, hop.action), paint(str(span or ""), fg="bright_black")


def _remedies(hops: tuple[Hop, ...]) -> None:
    """What the hops that stop the flow lack, each once; below the ways, for these sentences are long."""
    lacking = dict.fromkeys((hop.component, hop.remedy) for hop in hops if hop.remedy)
    scope = scope_of(component for component, _ in lacking)
    if lacking:
        heading("conditions for it to pass, not advice")
        table([(paint("+", fg="yellow"), below(scope, at), below(scope, what)) for at, what in lacking], indent=2)


def as_json(architecture: Architecture, answer: Answer) -> str:
    """Versioned and stable."""
    import json

    def hops(way: tuple[Hop, ...]) -> list[dict[str, object]]:
        return [
            {
                "component": hop.component,
                "action": hop.action,
                "stops": hop.stops,
                "remedy": hop.remedy,
                "place": str(architecture.model.span_of(hop.path) or "") if hop.path else "",
            }
            for hop in way
        ]

    return json.dumps(
        {
            "version": 1,
            "source": answer.source,
            "destination": answer.destination,
            "ports": [str(ports) for ports in answer.ports],
            "verdict": answer.verdict,
            "disposition": answer.witness.disposition,
            "pairs": len(answer.traces),
            "agreeing": answer.agreeing,
            "flow": str(answer.witness.flow),
            "hops": hops(answer.witness.hops),
            "return_hops": hops(answer.witness.return_hops),
            "missing": list(answer.missing),
        },
        indent=2,
    )
