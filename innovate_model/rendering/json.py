"""Findings for programs: one JSON document whose shape only grows while `version` stays the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from innovate_model.finding import Finding, Related, Severity
from innovate_model.span import Span

VERSION = 1
"""Raised when a key is renamed, removed or changes its meaning; new keys may appear without."""


def render(
    findings: Sequence[Finding], sources: Mapping[str, str], *, colour: bool = False, checks: Sequence[str] = ()
) -> str:
    """`{"version", "summary": {severity: count}, "checks": [id], "findings": [...]}`. See `rendering.Renderer`.

    A finding has `check`, `severity`, `message`, `suggestion`, `path` (list of strings and integers), `span` and
    `related` (a list of `note`, `path`, `span`). A span is `file`, `line`, `column`, `length`, counting characters from
    1; it is null where nothing was written.
    """
    document = {
        "version": VERSION,
        "summary": {severity: sum(f.severity is severity for f in findings) for severity in Severity},
        "checks": list(checks),
        "findings": [_finding(finding) for finding in findings],
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


def _related(related: Related) -> dict[str, Any]:
    return {"note": related.note, "path": list(related.path), "span": _span(related.span)}


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length}
