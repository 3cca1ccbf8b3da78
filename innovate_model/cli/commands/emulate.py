"""`innovate emulate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, fail, heading, paint, say, scope_of, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innovate_model.emulation.asking import Emulation, Reply

_COLOURS = {"open": "green", "no return": "yellow", "blocked": "red", "not mimicked": "cyan"}


@click.command("emulate")
@MODEL
@click.option(
    "--probe",
    "probes",
    nargs=3,
    multiple=True,
    metavar="A B PORT",
    help="Try a session from A to B, on a port such as tcp/5432 or udp/53; may be repeated. A and B are as for "
    "`reach`: a resource, a part of the network, an IP address, or `internet`.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Without --probe: make at most N connections, for an even sample of the questions if they take more.  "
    "[default: 10000]",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(
    model: str,
    probes: tuple[tuple[str, str, str], ...],
    most: int | None,
    format_name: str,
    scenarios: tuple[str, ...],
) -> None:
    """Build MODEL's network in this machine's Linux kernel, and try real connections in it.

    `reach` works out what AWS's rules mean; `emulate` is a second opinion that shares no code with it. Subnets become
    bridges, route tables the kernel's routing tables, security groups and network ACLs nftables rules, gateways and
    hosts network namespaces, and sockets say whether a session works. Nothing of it is left afterwards, nothing leaves
    the machine, and AWS is not asked.

    Each session ends in one of four ways. open: the other end took it, and its answer came back. no return: it
    arrived, and the answer did not come back. blocked: it did not arrive. not mimicked: something decides that no
    namespace can stand for, or that the model does not say; the reason is told, and nothing is guessed.

    A and B may have several interfaces, which are all tried: `open (2), blocked (1)` counts them, and the first word
    is the answer, because one way that works is enough. A caller's ports are tried wherever a network ACL tells them
    apart; a session is open if it is from all of them. Without --probe, every two ends of the model are tried, on the
    ports that the security groups of the called one name; NAT gateways, which take no sessions, are left out.

    It needs Linux with user namespaces, and the programs `unshare`, `ip` and `nft` (Debian: apt-get install
    util-linux iproute2 nftables), but not root.

    Exit code 0: tried; 2: could not run.
    """
    architecture = open_sound_model(model, scenarios)
    from innovate_model.emulation.laboratory import NotPossible

    try:
        emulation = architecture.emulate(*probes, most=most)
    except (KeyError, ValueError) as error:
        raise fail(str(error)) from None
    except NotPossible as error:
        raise fail(str(error), error.mend) from None
    if format_name == "json":
        click.echo(as_json(emulation))
    else:
        show(emulation, everything=bool(probes))


def show(emulation: Emulation, everything: bool) -> None:
    """The replies, all of them or those that are not blocked, then what was not mimicked and what never is."""
    shown = [reply for reply in emulation.replies if everything or reply.outcome != "blocked"]
    scope = scope_of(end for reply in shown for end in (reply.question.source, reply.question.destination))
    if scope:
        heading(f"in {scope}")
    table([_row(reply, scope) for reply in shown])
    _summary(emulation)
    reasons = dict.fromkeys(reason for reply in shown for reason in reply.reasons)
    _sentences("why not", [below(scope, reason) for reason in reasons])
    _sentences("what this emulation does not mimic", emulation.limits)


def _row(reply: Reply, scope: str) -> tuple[str, ...]:
    asked = reply.question
    outcome = paint(str(reply.outcome), fg=_COLOURS[reply.outcome])
    counts = ", ".join(f"{outcome} ({count})" for outcome, count in reply.counts) if len(reply.sessions) > 1 else ""
    arrow = f"{below(scope, asked.source)} -> {below(scope, asked.destination)}"
    return outcome, arrow, str(asked.ports), paint(counts, fg="bright_black")


def _summary(emulation: Emulation) -> None:
    counts: dict[str, int] = {}
    for reply in emulation.replies:
        counts[reply.outcome] = counts.get(reply.outcome, 0) + 1
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in _COLOURS if outcome in counts) or "nothing to try"
    heading(f"{told}: {emulation.knocks} connections among {emulation.namespaces} namespaces")
    if emulation.left_out:
        say(f"  a sample: {emulation.left_out} further questions were left out, for which --most is too few")


def _sentences(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        heading(title)
        for sentence in sentences:
            say(f"  {sentence}")


def as_json(emulation: Emulation) -> str:
    """Versioned and stable."""
    import json

    replies = [
        {
            "source": reply.question.source,
            "destination": reply.question.destination,
            "ports": str(reply.question.ports),
            "outcome": reply.outcome,
            "sessions": [
                {
                    "source_ip": one.source_ip,
                    "source_ports": one.source_ports,
                    "dialled": one.dialled,
                    "outcome": one.outcome,
                    "why": one.why,
                }
                for one in reply.sessions
            ],
        }
        for reply in emulation.replies
    ]
    return json.dumps(
        {
            "version": 1,
            "replies": replies,
            "namespaces": emulation.namespaces,
            "connections": emulation.knocks,
            "left_out": emulation.left_out,
            "limits": list(emulation.limits),
        },
        indent=2,
    )
