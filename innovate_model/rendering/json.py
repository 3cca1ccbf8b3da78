"""Findings for programs: one JSON document whose shape only grows while `version` stays the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from innovate_model.finding import Accepted, Finding, Related, Severity
from innovate_model.rendering._rule import Rule
from innovate_model.span import Span

VERSION = 1
"""Raised when a key is renamed, removed or changes its meaning; new keys may appear without."""


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    checks: Sequence[Rule] = (),
    accepted: Sequence[Accepted] = (),
) -> str:
    """`{"version", "summary": {severity: count}, "checks": [id], "findings": [...], "accepted": [...]}`. See
    `rendering.Renderer`.

    A finding has `check`, `severity`, `message`, `suggestion`, `path` (list of strings and integers), `span` and
    `related` (a list of `note`, `path`, `span`). A span is `file`, `line`, `column`, `length`, counting characters from
    1; it is null where nothing was written. What is accepted is a finding, too, with `accepted`: `by` (suppression or
    baseline), `name`, `reason`, `expires` (a date or ""), `span`.
    """
    document = {
        "version": VERSION,
        "summary": {severity: sum(f.severity is severity for f in findings) for severity in Severity},
        "checks": [check.name for check in checks],
        "findings": [_finding(finding) for finding in findings],
        "accepted": [_accepted(each) for each in accepted],
    }
    return dumped(document)


def dumped(document: dict[str, Any]) -> str:
    """JSON in ASCII, so that no terminal or locale can misread it."""
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "path": list(finding.path),
        "span": _span(finding.span),
        "related": [_related(related) for related in finding.related],
    }


def _accepted(accepted: Accepted) -> dict[str, Any]:
    why = {
        "by": accepted.by,
        "name": accepted.name,
        "reason": accepted.reason,
        "expires": accepted.expires,
        "span": _span(accepted.span),
    }
    return {**_finding(accepted.finding), "accepted": why}


def _related(related: Related) -> dict[str, Any]:
    return {"note": related.note, "path": list(related.path), "span": _span(related.span)}


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length}
