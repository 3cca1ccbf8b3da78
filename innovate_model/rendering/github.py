"""Findings as annotations of GitHub Actions: one workflow command per line.

The commands and their properties: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
The escapes are those of the runner's own toolkit (`escapeData`, `escapeProperty`):
https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from innovate_model.finding import Accepted, Finding, Severity
from innovate_model.rendering._rule import Rule
from innovate_model.rendering._visible import visible
from innovate_model.span import Span, path_text

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    checks: Sequence[Rule] = (),
    accepted: Sequence[Accepted] = (),
) -> str:
    """One `::error file=...::message` per finding; nothing at all where there is none, and nothing for what is
    accepted: an annotation asks for a change. See `rendering.Renderer`."""
    return "".join(_annotation(finding) + "\n" for finding in findings)


def _annotation(finding: Finding) -> str:
    properties = _place(finding.span) | {"title": finding.check}
    written = ",".join(f"{key}={_property_escaped(visible(value))}" for key, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {written}::{_data_escaped(_message(finding))}"


def _place(span: Span | None) -> dict[str, str]:
    if span is None:
        return {}
    return {
        "file": span.file,
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.column + span.length),
    }


def _message(finding: Finding) -> str:
    """All that the annotation's box shows; it does not quote, so the address and the related places are spelled out."""
    lines = [finding.message]
    if finding.path:
        lines.append(f"at: {path_text(finding.path)}")
    if finding.suggestion:
        lines.append(f"help: {finding.suggestion}")
    for related in finding.related:
        place = str(related.span) if related.span else path_text(related.path)
        lines.append(f"note: {related.note}" + (f" ({place})" if place else ""))
    return "\n".join(visible(line) for line in lines)


def _data_escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property_escaped(text: str) -> str:
    return _data_escaped(text).replace(":", "%3A").replace(",", "%2C")
