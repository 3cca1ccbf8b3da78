"""Findings as SARIF 2.1.0, for code scanning and editors.

The sections named below are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import PurePath
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from innovate_model.baseline import fingerprint
from innovate_model.finding import Accepted, Finding, Related
from innovate_model.rendering._rule import Rule, address_in
from innovate_model.rendering._visible import visible
from innovate_model.rendering.json import dumped
from innovate_model.span import Path, Span, path_text


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    checks: Sequence[Rule] = (),
    accepted: Sequence[Accepted] = (),
) -> str:
    """One run of one tool; its rules are the checks that ran or found something. See `rendering.Renderer`."""
    told = [*findings, *(each.finding for each in accepted)]
    known = {check.name: check for check in checks}
    rules = sorted({*known, *(finding.check for finding in told)})
    index = {check: place for place, check in enumerate(rules)}
    states = _states(findings, accepted)
    run = {
        "tool": {
            "driver": {
                "name": "innovate-model",
                "version": version("innovate-model"),
                "rules": [_rule(check, known.get(check)) for check in rules],
            }
        },
        # A Span counts characters; the default of SARIF are UTF-16 code units (section 3.14.17).
        "columnKind": "unicodeCodePoints",
        "results": [
            {**_result(finding, index[finding.check]), **state} for finding, state in zip(told, states, strict=True)
        ],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    """A check with its manual; of a fault of the text there is none, so its id must say all."""
    if rule is None:
        return {"id": visible(name)}
    descriptor = {
        "id": visible(name),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _reason(rule)},
        "help": {"text": rule.manual.strip(), "markdown": _markdown(rule.manual.strip())},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": [rule.pillar, *([f"section {rule.section}"] if rule.section else [])],
            "pillar": rule.pillar,
            "section": rule.section,
        },
    }
    address = address_in(rule.manual)
    return {**descriptor, "helpUri": address} if address else descriptor


def _reason(rule: Rule) -> str:
    """The manual before its examples, in one line."""
    return " ".join(_EXAMPLES.split(rule.manual)[0].split())


_EXAMPLES = re.compile(r"^((?:PASS|FAIL):)\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)


def _markdown(manual: str) -> str:
    """The manual with its examples as blocks of YAML."""

    def block(match: re.Match[str]) -> str:
        return f"{match[1]}\n\n```yaml\n{dedent(match[2]).strip()}\n```\n\n"

    return _EXAMPLES.sub(block, manual + "\n").strip()


def _states(findings: Sequence[Finding], accepted: Sequence[Accepted]) -> list[dict[str, Any]]:
    """For each finding, then for each accepted one, whether it is new and why it is accepted.

    Where one result of a run has `suppressions` or a `baselineState`, all have (sections 3.27.23 and 3.27.24). What
    the baseline knows counts as suppressed outside of the source, too: not every reader minds the `baselineState`.
    """
    has_baseline = any(each.by == "baseline" for each in accepted)
    state = {"baselineState": "new"} if has_baseline else {}
    states: list[dict[str, Any]] = [{**state, "suppressions": []} if accepted else {} for _ in findings]
    for each in accepted:
        suppression: dict[str, Any] = {
            "kind": "inSource" if each.by == "suppression" else "external",
            "justification": visible(each.reason),
        }
        if each.span:
            suppression["location"] = _location(each.span, ())
        if each.expires:
            suppression["properties"] = {"expires": each.expires}
        known = {"baselineState": "unchanged"} if each.by == "baseline" else state
        states.append({**known, "suppressions": [suppression]})
    return states


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    text = visible(finding.message)
    if finding.suggestion:
        text += f"\nhelp: {visible(finding.suggestion)}"
    result: dict[str, Any] = {
        "ruleId": visible(finding.check),
        "ruleIndex": rule_index,
        "level": finding.severity,  # the words of Severity are those of SARIF's level, section 3.27.10
        "message": {"text": text},
        "partialFingerprints": {"addressAndMessage/v1": _fingerprint(finding)},
    }
    if location := _location(finding.span, finding.path):
        result["locations"] = [location]
    if finding.related:
        result["relatedLocations"] = [_related(related, number) for number, related in enumerate(finding.related, 1)]
    return result


def _fingerprint(finding: Finding) -> str:
    """By what a finding is known again when its line has moved: its address and what it says."""
    return f"{visible(path_text(finding.path))}:{fingerprint(finding)}"


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
