"""Findings as SARIF 2.1.0, for code scanning and editors.

The sections named below are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from innovate_model.finding import Finding, Related
from innovate_model.rendering._visible import visible
from innovate_model.rendering.json import dumped
from innovate_model.span import Path, Span, path_text


def render(
    findings: Sequence[Finding], sources: Mapping[str, str], *, colour: bool = False, checks: Sequence[str] = ()
) -> str:
    """One run of one tool; its rules are the checks that ran or found something. See `rendering.Renderer`."""
    rules = sorted({*checks, *(finding.check for finding in findings)})
    index = {check: place for place, check in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "innovate-model",
                "version": version("innovate-model"),
                "rules": [{"id": visible(check)} for check in rules],
            }
        },
        # A Span counts characters; the default of SARIF are UTF-16 code units (section 3.14.17).
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.check]) for finding in findings],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    text = visible(finding.message)
    if finding.suggestion:
        text += f"\nhelp: {visible(finding.suggestion)}"
    result: dict[str, Any] = {
        "ruleId": visible(finding.check),
        "ruleIndex": rule_index,
        "level": finding.severity,  # the words of Severity are those of SARIF's level, section 3.27.10
        "message": {"text": text},
    }
    if location := _location(finding.span, finding.path):
        result["locations"] = [location]
    if finding.related:
        result["relatedLocations"] = [_related(related, number) for number, related in enumerate(finding.related, 1)]
    return result


def _related(related: Related, number: int) -> dict[str, Any]:
    return {"id": number, "message": {"text": visible(related.note)}, **_location(related.span, related.path)}


def _location(span: Span | None, path: Path) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if span:
        region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.length}
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(span.file)}, "region": region}
    if path:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(path_text(path))}]
    return location


def _uri(file: str) -> str:
    """A relative reference for a relative name (code scanning wants them so), a file URI for an absolute one."""
    text = quote(PurePath(file).as_posix(), safe="/", errors="surrogatepass")
    return f"file://{text}" if PurePath(file).is_absolute() else text
