"""The report in words and as data. Same comparison, same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.drift import Drift
from innovate_model.aws.snapshot import Snapshot
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.span import Path, at, path_text

FORMAT = "innovate-model drift 1"
_SHOWN = 60
"""Characters of a value in a table."""


def as_json(designed: Model, snapshot: Snapshot, found: Drift) -> bytes:
    """drift.json: every list in the order of addresses; `place` is file:line:column of the design."""
    difference, ids = found.difference, found.observed.ids
    document: dict[str, Any] = {
        "format": FORMAT,
        "collected_at": snapshot.collected_at,
        "has_drift": difference.has_drift,
        "is_complete": difference.is_complete,
        "summary": _counts(found),
        "missing": [
            {"address": each, "kind": designed[each].kind, "place": _place(designed, each)}
            for each in difference.missing
        ],
        "unmanaged": [
            {"address": each, "kind": found.observed.model[each].kind, "aws_id": ids.get(each, "")}
            for each in difference.unmanaged
        ],
        "changed": [
            {
                "address": each.address,
                "kind": designed[each.address].kind,
                "aws_id": ids.get(each.address, ""),
                "attribute": path_text(each.attribute),
                "designed": each.designed,
                "observed": each.observed,
                "place": _place(designed, each.address, each.attribute),
            }
            for each in difference.changed
        ],
        "not_checked": [
            {**each.to_json(), **({"place": _place(designed, each.address)} if each.address else {})}
            for each in difference.not_checked
        ],
        "left_out": dict(found.observed.left_out),
        "compared": {kind: list(names) for kind, names in difference.compared.items()},
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def as_markdown(designed: Model, snapshot: Snapshot, found: Drift) -> bytes:
    """drift.md: one aligned table for each kind of difference, the gaps folded by reason."""
    return ("\n".join(_lines(designed, snapshot, found)) + "\n").encode()


def _lines(designed: Model, snapshot: Snapshot, found: Drift) -> Iterator[str]:
    difference = found.difference
    yield "# Drift"
    yield ""
    accounts = f"{len(snapshot.accounts)} account{'' if len(snapshot.accounts) == 1 else 's'}"
    places = f"{accounts}, {', '.join(snapshot.regions)}"
    yield f"Design against AWS as of {snapshot.collected_at} ({places})."
    yield ""
    counts = [f"**{count}** {name.replace('_', ' ')}" for name, count in _counts(found).items()]
    yield ", ".join(counts) + "."
    if difference.missing:
        rows = [(designed[each].kind, each, _place(designed, each)) for each in difference.missing]
        yield from _section("Missing", "Designed, and not in AWS.", ("kind", "address", "designed at"), rows)
    if difference.unmanaged:
        observed, ids = found.observed.model, found.observed.ids
        rows = [(observed[each].kind, each, ids.get(each, "")) for each in difference.unmanaged]
        yield from _section("Unmanaged", "In AWS, and in no design.", ("kind", "address", "AWS id"), rows)
    if difference.changed:
        changes = [
            (
                each.address,
                path_text(each.attribute),
                _value(each.designed),
                _value(each.observed),
                _place(designed, each.address, each.attribute),
            )
            for each in difference.changed
        ]
        head: Sequence[str] = ("address", "attribute", "designed", "observed", "designed at")
        yield from _section("Changed", "In both, and not the same.", head, changes)
    if difference.not_checked:
        text = "Could not be compared, and so neither agrees nor differs; what was never designed may be there, too."
        head = ("designed", "what", "reason", "for example")
        yield from _section("Not checked", text, head, list(_folded(difference.not_checked)))
    if found.observed.left_out:
        made = [(str(count), why) for why, count in found.observed.left_out.items()]
        yield from _section("Left out", "What AWS makes by itself.", ("count", "what"), made)


def _section(title: str, text: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", text, "")
    cells = [[_cell(each) for each in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(head), *cells]) for column in range(len(head))]
    for row in (list(head), ["-" * width for width in widths], *cells):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def _folded(gaps: Iterable[NotChecked]) -> Iterator[tuple[str, str, str, str]]:
    """Gaps of one kind, attribute and reason in one row, with the number of designed resources that they concern."""
    groups: dict[tuple[str, str, str], list[NotChecked]] = {}
    for gap in gaps:
        attribute = path_text(gap.attribute[:1])
        groups.setdefault((gap.kind, attribute, _reason(gap)), []).append(gap)
    for (kind, attribute, reason), members in groups.items():
        designed = [gap.address for gap in members if gap.address]
        first = members[0]
        what = f"{attribute} of {kind}" if attribute else kind or "everything"
        where = designed[0] if designed else " ".join(each for each in (first.account_id, first.region) if each)
        yield str(len(designed)), what, reason, where


def _reason(gap: NotChecked) -> str:
    """The reason, without an address that differs from gap to gap."""
    words = gap.reason.split(" ")
    sections = [cls.section for cls in types().by_kind.values()]
    return " ".join("its target" if any(f".{each}." in word for each in sections) else word for word in words)


def _counts(found: Drift) -> dict[str, int]:
    difference = found.difference
    return {
        "missing": len(difference.missing),
        "unmanaged": len(difference.unmanaged),
        "changed": len(difference.changed),
        "not_checked": len(difference.not_checked),
    }


def _place(model: Model, address: str, attribute: Path = ()) -> str:
    span = model.span_of(at(address, *attribute))
    return str(span) if span else ""


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _cell(text: str) -> str:
    """Text from a model or from AWS as a cell: nothing in it is markup."""
    plain = " ".join(text.split())
    for mark in "\\`*<|~":
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("](", "]\\(")
