"""`innovate drift`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from innovate_model.cli.aws import collected, endpoint_option, regions_option, role_option
from innovate_model.cli.opening import MODEL, Folder, open_sound_model, scenarios_option
from innovate_model.cli.printing import fail, heading, paint, say, table

if TYPE_CHECKING:
    from pathlib import Path

    from innovate_model.analyses.difference import NotChecked
    from innovate_model.api import Architecture
    from innovate_model.aws.drift import Drift
    from innovate_model.aws.snapshot import Snapshot

_SHOWN = 60
_GROUPS = 5
"""Kinds that are named in the sentence about what was not checked."""


@click.command("drift")
@MODEL
@click.option(
    "--snapshot",
    "folder",
    type=Folder(),
    help="What `innovate snapshot` wrote; else AWS is asked.",
)
@click.option(
    "--accept-unchecked",
    "accepted",
    multiple=True,
    metavar="KIND[,KIND...]=REASON",
    help="Kinds that need not be checked, and why.",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@regions_option
@role_option
@endpoint_option
@scenarios_option
def command(
    model: str,
    folder: Path | None,
    accepted: tuple[str, ...],
    format_name: str,
    regions: tuple[str, ...],
    role: str,
    endpoint_url: str | None,
    scenarios: tuple[str, ...],
) -> None:
    """Compare MODEL with AWS: what is missing, what nobody designed, what changed, what was not checked.

    Exit code 0: no drift; 1: drift; 2: none seen, but not everything was checked.
    """
    from innovate_model.aws.designed import known_in, regions_of
    from innovate_model.aws.drift import drift
    from innovate_model.aws.snapshot import NotASnapshot, read

    architecture = open_sound_model(model, scenarios)
    reasons = _reasons(accepted)
    try:
        snapshot = read(folder) if folder else None
    except (NotASnapshot, OSError) as error:
        raise fail(str(error)) from None
    if snapshot is None:
        asked = regions or tuple(regions_of(architecture.model))
        snapshot = collected(asked, role, endpoint_url, known_in(architecture.model).accounts)
    found = drift(architecture.model, snapshot)
    difference = found.difference.accepting(reasons)
    if format_name == "json":
        click.echo(as_json(architecture, snapshot), nl=False)
    else:
        show(architecture, found, reasons)
    raise click.exceptions.Exit(1 if difference.has_drift else 0 if difference.is_complete else 2)


def as_json(architecture: Architecture, snapshot: Snapshot) -> str:
    """The `drift.json` that the exporter writes."""
    from pathlib import Path as FilePath
    from tempfile import TemporaryDirectory

    from innovate_model.aws.snapshot import write

    with TemporaryDirectory() as folder:
        write(snapshot, FilePath(folder))
        return architecture.export("drift", snapshot=folder).files["drift.json"].decode()


def _reasons(accepted: tuple[str, ...]) -> dict[str, str]:
    """Kind -> why it need not be checked."""
    from innovate_model.hints import nearest
    from innovate_model.resources import types

    reasons = {}
    for text in accepted:
        kinds, sign, reason = text.partition("=")
        if not sign or not reason.strip():
            raise fail(f"--accept-unchecked {text}: say why", f"--accept-unchecked {kinds}='the reason'")
        for kind in map(str.strip, kinds.split(",")):
            if kind not in types().by_kind:
                raise fail(f"--accept-unchecked {text}: there is no kind `{kind}`", nearest(kind, types().by_kind))
            reasons[kind] = reason.strip()
    return reasons


def show(architecture: Architecture, found: Drift, accepted: dict[str, str], shows_gaps: bool = True) -> None:
    """Missing, unmanaged, changed, and what was not checked, with the place in the design and the id in AWS."""
    difference, ids, model = found.difference, found.observed.ids, architecture.model
    if difference.missing:
        heading("missing in AWS")
        table([(paint("-", fg="red"), model[a].kind, a, _place(architecture, a)) for a in difference.missing])
    if difference.unmanaged:
        heading("in AWS, designed by nobody")
        seen = found.observed.model
        table([(paint("+", fg="green"), seen[a].kind, a, ids.get(a, "")) for a in difference.unmanaged])
    if difference.changed:
        from innovate_model.span import path_text

        heading("changed")
        rows = [
            (
                paint("~", fg="yellow"),
                f"{c.address} {path_text(c.attribute)}",
                f"{_cut(c.designed)} -> {_cut(c.observed)}",
            )
            for c in difference.changed
        ]
        table(rows)
    if shows_gaps:
        _show_gaps(found, accepted)
    counts = (
        f"{len(difference.missing)} missing, {len(difference.unmanaged)} unmanaged, {len(difference.changed)} changed"
    )
    gaps = difference.accepting(accepted).not_checked
    heading(f"{counts}, {len(gaps)} not checked")
    if gaps:
        say(f"  not checked: {_largest_groups(gaps)}")


def _largest_groups(gaps: Sequence[NotChecked]) -> str:
    """The kinds with the most gaps: `18 deployment, 12 namespace, ... and 20 of 7 other kinds`."""
    counts = Counter(gap.kind or "of every kind" for gap in gaps)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    shown, rest = ranked[:_GROUPS], ranked[_GROUPS:]
    words = [f"{count} {kind}" for kind, count in shown]
    more = sum(count for _, count in rest)
    kinds = f"{len(rest)} other kind{'' if len(rest) == 1 else 's'}"
    return ", ".join(words) + (f" and {more} of {kinds}" if rest else "")


def _show_gaps(found: Drift, accepted: dict[str, str]) -> None:
    """Not checked, gathered by kind and reason."""
    counts: dict[tuple[str, str], int] = {}
    for gap in found.difference.not_checked:
        reason = f"{gap.reason} (accepted: {accepted[gap.kind]})" if gap.kind in accepted else gap.reason
        counts[gap.kind or "everything", reason] = counts.get((gap.kind or "everything", reason), 0) + 1
    if counts:
        heading("not checked")
        table([(paint("?", fg="cyan"), f"{n} {kind}", reason) for (kind, reason), n in sorted(counts.items())])


def _place(architecture: Architecture, address: str) -> str:
    return paint(str(architecture.model.span_of_address(address) or ""), fg="bright_black")


def _cut(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
