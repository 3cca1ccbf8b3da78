"""What there is to say of a comparison, in lines: our own words, and between them what comes from a model.

The two are told apart (`Quoted`), because nothing that somebody wrote in a model may become markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innovate_model.analyses.changes import Changes, Side
from innovate_model.analyses.cost import usd_text
from innovate_model.finding import Severity
from innovate_model.rendering._changes.meaning import (
    address_lines,
    cost_lines,
    finding_lines,
    flow_lines,
    radius_lines,
)
from innovate_model.rendering._changes.promised import promise_headline, promise_lines
from innovate_model.rendering._changes.words import Line, Quoted, counted, line
from innovate_model.rendering._changes.written import resource_lines
from innovate_model.resources.organization import Organization


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: `headline` in a few words, `lines` with all of it; `note`: how it was found."""

    title: str
    headline: str
    lines: tuple[Line, ...]
    note: str = ""
    shows_first: int = 0
    """How many lines a summary shows."""
    shows_inner: int = 0
    """And how many below each."""


@dataclass(frozen=True, slots=True)
class Report:
    """`title`: what the model is called; `old` and `new` are the names of the two; `doubts` what makes the comparison
    less than whole; `same`: what was compared and does not differ."""

    title: str
    old: str
    new: str
    differs: bool
    doubts: tuple[Line, ...]
    sections: tuple[Section, ...]
    same: tuple[str, ...]


def report(changes: Changes) -> Report:
    """The comparison in words: what matters most comes first."""
    sections = (
        _promises(changes),
        _flows(changes),
        _findings(changes),
        _resources(changes),
        _radius(changes, "failure"),
        _radius(changes, "compromise"),
        _addresses(changes),
        _cost(changes),
    )
    return Report(
        _title(changes),
        changes.old.name,
        changes.new.name,
        changes.differs,
        tuple(_doubts(changes)),
        tuple(section for section in sections if section.lines),
        tuple(section.title for section in sections if not section.lines and _was_compared(section, changes)),
    )


def _title(changes: Changes) -> str:
    organizations = (one for side in (changes.new, changes.old) for one in side.graph.model.of(Organization))
    return next((one.title for one in organizations), "")


def _was_compared(section: Section, changes: Changes) -> bool:
    """Promises are, where a model makes any."""
    return section.title != "promises" or bool(changes.old.judged.promises or changes.new.judged.promises)


def _doubts(changes: Changes) -> Iterator[Line]:
    for side in (changes.old, changes.new):
        if side.errors:
            yield from _faults(side)
    missing = changes.resources.not_compared
    if missing:
        inner = tuple(line("?", Quoted(address)) for address in missing)
        yield line("!", f"not compared, for these faults: {counted(len(missing), 'resource')}", inner=inner)


def _faults(side: Side) -> Iterator[Line]:
    if not side.graph.model.resources:
        yield line("!", "nothing could be loaded from ", Quoted(side.name), ": nothing can be said of it")
    inner = tuple(
        line("x", f"{each.check}: ", Quoted(each.message), place=str(each.span or "")) for each in side.errors
    )
    yield line(
        "!",
        Quoted(side.name),
        f" has {counted(len(side.errors), 'fault')}: what is said below may be wrong",
        inner=inner,
    )


def _promises(changes: Changes) -> Section:
    lines = tuple(promise_lines(changes))
    return Section("promises", promise_headline(changes), lines, shows_first=5, shows_inner=3)


def _flows(changes: Changes) -> Section:
    counts: dict[str, int] = {}
    for each in changes.flows:
        word = ("" if each.is_certain else "perhaps ") + str(each.turn)
        counts[word] = counts.get(word, 0) + len(each.sources) * len(each.destinations)
    parts = [f"{count} {word}" for word, count in counts.items()]
    own = sum(len(each.sources) * len(each.destinations) for each in changes.flows if each.is_of_new)
    rest = f" ({own} of resources that were added or removed)" if own else ""
    return Section("flows", _listed(parts) + rest, tuple(flow_lines(changes)), shows_first=5)


def _findings(changes: Changes) -> Section:
    found = changes.findings
    by_severity = [
        counted(sum(each.severity is severity for each in found.new), str(severity))
        for severity in Severity
        if any(each.severity is severity for each in found.new)
    ]
    parts = (
        f"{len(found.new)} new ({_listed(by_severity)})" if found.new else "",
        f"{len(found.gone)} gone" if found.gone else "",
        f"{len(found.accepted)} newly accepted" if found.accepted else "",
        f"{len(found.told_again)} no longer accepted" if found.told_again else "",
    )
    return Section("findings", _listed(parts), tuple(finding_lines(changes)), shows_first=5)


def _resources(changes: Changes) -> Section:
    found = changes.resources
    counts = {"added": found.added, "removed": found.removed, "changed": found.changed, "renamed": found.renamed}
    parts = [f"{len(each)} {word}" for word, each in counts.items() if each]
    return Section("resources", _listed(parts), tuple(resource_lines(changes)), shows_first=4, shows_inner=2)


def _radius(changes: Changes, mode: str) -> Section:
    held = [each for each in changes.radii.changed if each.mode == mode]
    grown, shrunk = sum(bool(each.grown) for each in held), sum(bool(each.shrunk) for each in held)
    parts = (f"larger for {grown}" if grown else "", f"smaller for {shrunk}" if shrunk else "")
    asked = (changes.radii.compared or {}).get(mode, 0)
    what = {
        "failure": "compared: the loss of every zone and account, of what changed and what relations came to or left",
        "compromise": "compared: roles and service accounts that changed or of changed programs, what is new or gone",
    }[mode]
    left = f"; {changes.radii.left_out} more were not" if changes.radii.left_out else ""
    note = f"{what} ({asked}{left})"
    return Section(f"blast radius by {mode}", _listed(parts), tuple(radius_lines(changes, mode)), note)


def _addresses(changes: Changes) -> Section:
    found = changes.space
    parts = (
        counted(len(found.new_overlaps), "new overlap") if found.new_overlaps else "",
        counted(len(found.gone_overlaps), "overlap") + " gone" if found.gone_overlaps else "",
        f"other room in {counted(len(found.rooms), 'network')}" if found.rooms else "",
    )
    return Section("addresses", _listed(parts), tuple(address_lines(changes)))


def _cost(changes: Changes) -> Section:
    total = changes.costs.total
    before, after = (usd_text(each.monthly_usd) for each in total.totals)
    at_least = "" if total.is_certain else ", of what is known"
    sign = "+" if changes.usd_more > 0 else ""
    headline = f"{sign}{usd_text(changes.usd_more)} USD a month{at_least} ({before} -> {after})"
    gaps = counted(len(changes.new_gaps), "new gap") if changes.new_gaps else ""
    return Section("cost", _listed((headline, gaps)), tuple(cost_lines(changes)))


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)
