"""`innovate reach`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from innovate_model.analyses.flow import Hop, Trace
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
@click.option(
    "--ports",
    metavar="PORTS",
    help="tcp/5432, udp/53, icmp; else what B listens on, or its security groups admit.",
)
@click.option(
    "--expect",
    type=click.Choice(["reachable", "blocked"]),
    help="Exit 1 if the answer is another one, between any pair of endpoints.",
)
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

    A and B may have several endpoints: interfaces in several subnets, IP versions, parts of the internet that rules
    name. The answer is "reachable" if one pair of them works, with a count where not all do. --expect wants all of them
    to end as it says, as the promise `always` does; to let one suffice, name it: `--to instances.app-a`.

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
    if expect is not None and not (answer.verdict == expect and answer.is_unanimous):
        found = (
            str(answer.verdict) if answer.verdict != expect else f"for {answer.agreeing} of {len(answer.traces)} pairs"
        )
        title = paint("not as expected", fg="red", bold=True)
        click.echo(f"{title}: {expect} was expected, and it is {found}", err=True)
        raise click.exceptions.Exit(1)


def show(architecture: Architecture, answer: Answer) -> None:
    """The verdict, then the way there and back, or what blocks it."""
    verdict = paint(str(answer.verdict), fg=_COLOURS[answer.verdict], bold=True)
    say(f"{answer.source} -> {answer.destination}: {verdict}{f', {answer.note}' if answer.note else ''}")
    for sentence in answer.remarks() if answer.blocking else answer.sentences()[1:]:
        say(f"  {sentence}")
    say(f"  one such flow: {answer.witness.flow}")
    _way(architecture, "the way there", answer.witness.hops)
    _way(architecture, "the answer's way back", answer.witness.return_hops)
    if answer.blocking:
        _remedies(answer.witness)


def _way(architecture: Architecture, title: str, hops: tuple[Hop, ...]) -> None:
    scope = scope_of(hop.component for hop in hops)
    if hops:
        heading(title + (f", in {scope}" if scope else ""))
        table([_row(architecture, hop, scope) for hop in hops], indent=2)


def _row(architecture: Architecture, hop: Hop, scope: str) -> tuple[str, ...]:
    marks = {None: paint("·", fg="green"), "INSUFFICIENT_INFO": paint("?", fg="yellow")}
    mark = marks.get(hop.stops, paint("x", fg="red"))
    span = architecture.model.span_of(hop.path) if hop.path else None
    return mark, below(scope, hop.component), below(scope, hop.action), paint(str(span or ""), fg="bright_black")


def _remedies(trace: Trace) -> None:
    """What the hops that stop the flow lack, each once; below the ways, for these sentences are long. What the model
    does not say, and a way that was not followed to its end, may add to it."""
    lacking = dict.fromkeys((hop.component, hop.remedy) for hop in trace.blocking if hop.remedy)
    lacking |= dict.fromkeys(
        (hop.component, f"{hop.condition}, if it comes here") for hop in trace.missing if hop.condition
    )
    scope = scope_of(component for component, _ in lacking)
    heading("conditions for it to pass, not advice")
    table([(paint("+", fg="yellow"), below(scope, at), below(scope, what)) for at, what in lacking], indent=2)
    for fact in dict.fromkeys(hop.remedy for hop in trace.missing):
        say(f"  the model does not say {fact}")
    if trace.cut_off_at:
        say(f"  beyond {below(scope, trace.cut_off_at)} the way is not known: more may be needed there")


def _dissent(answer: Answer) -> dict[str, object] | None:
    """A pair that ends otherwise, where there is one."""
    other = answer.dissenting
    if other is None:
        return None
    decided = other.deciding
    return {
        "source_subnet": other.source_subnet,
        "destination_subnet": other.destination_subnet,
        "flow": str(other.flow),
        "disposition": other.disposition,
        "component": decided.component,
        "action": decided.action,
    }


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
            "dissenting": _dissent(answer),
            "flow": str(answer.witness.flow),
            "hops": hops(answer.witness.hops),
            "return_hops": hops(answer.witness.return_hops),
            "missing": list(answer.missing),
            "cut_off_at": answer.witness.cut_off_at,
        },
        indent=2,
    )
