"""Findings as JUnit XML, the dialect that GitLab, Jenkins and Azure DevOps read (https://github.com/testmoapp/junitxml).

One suite per check. A finding is a test case: an error or a warning failed, a note passed and says so in its output,
and what a suppression or a baseline accepts was skipped, with the reason.
The place of a finding is the first line of its text, as the schema that Jenkins publishes has no attributes for it
(https://github.com/jenkinsci/xunit-plugin, junit-10.xsd).
Readers know a test case by its class and name, and keep one of two that share both: where a check says several things
of one place, the name holds what is said, and a number if that is the same, too.
A check that ran and found nothing is a test case that passed, so that an empty report and a clean one look different.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from itertools import count as count_from
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from innovate_model.finding import Accepted, Finding, Severity
from innovate_model.rendering._rule import Rule
from innovate_model.rendering._visible import visible
from innovate_model.span import path_text


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    checks: Sequence[Rule] = (),
    accepted: Sequence[Accepted] = (),
) -> str:
    """`<testsuites>` with one `<testsuite>` per check that ran or found something. See `rendering.Renderer`."""
    root = Element("testsuites", name="innovate-model")
    by_check: dict[str, list[Finding | Accepted]] = {check.name: [] for check in checks}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    for each in accepted:
        by_check.setdefault(each.finding.check, []).append(each)
    for check in sorted(by_check):
        _append_suite(root, check, by_check[check])
    _count(root, "*/testcase")
    indent(root)
    # ElementTree would declare the encoding of the locale; the text is for UTF-8.
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _count(holder: Element, cases: str) -> None:
    holder.set("tests", str(len(holder.findall(cases))))
    holder.set("failures", str(len(holder.findall(f"{cases}/failure"))))
    holder.set("errors", "0")


def _append_suite(root: Element, check: str, findings: list[Finding | Accepted]) -> None:
    suite = SubElement(root, "testsuite", name=visible(check))
    for finding, name in zip(findings, _names(findings), strict=True):
        _append_case(suite, finding, name)
    if not findings:
        SubElement(suite, "testcase", classname=visible(check), name="no findings")
    _count(suite, "testcase")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))


def _names(findings: Sequence[Finding | Accepted]) -> list[str]:
    """What each is called in its suite: no two the same."""
    each = [told.finding if isinstance(told, Accepted) else told for told in findings]
    places = [visible(_place(finding)) for finding in each]
    shared = {place for place, count in Counter(places).items() if count > 1}
    longer = (
        f"{place}: {visible(finding.message)}" if place in shared else place
        for finding, place in zip(each, places, strict=True)
    )
    names: dict[str, None] = {}
    for name in longer:
        numbered = (f"{name} ({number})" for number in count_from(2))
        names[next(free for free in chain([name], numbered) if free not in names)] = None
    return list(names)


def _place(finding: Finding) -> str:
    return path_text(finding.path) or (str(finding.span) if finding.span else "the model")


def _append_case(suite: Element, told: Finding | Accepted, name: str) -> None:
    finding = told.finding if isinstance(told, Accepted) else told
    case = SubElement(suite, "testcase", classname=visible(finding.check), name=name)
    details = "\n".join(visible(line) for line in _details(finding))
    if isinstance(told, Accepted):
        reason = "suppressed" if told.by == "suppression" else "accepted"
        until = f" (until {told.expires})" if told.expires else ""
        skipped = SubElement(case, "skipped", message=visible(f"{reason}{until}: {told.reason}"))
        skipped.text = f"{visible(finding.message)}\n{details}".rstrip("\n")
    elif finding.severity is Severity.NOTE:
        SubElement(case, "system-out").text = f"{visible(finding.message)}\n{details}".rstrip("\n")
    else:
        failure = SubElement(case, "failure", type=finding.severity, message=visible(finding.message))
        failure.text = details


def _details(finding: Finding) -> list[str]:
    lines = [str(finding.span)] if finding.span else []
    if finding.suggestion:
        lines.append(f"help: {finding.suggestion}")
    for related in finding.related:
        place = str(related.span) if related.span else path_text(related.path)
        lines.append(f"note: {related.note}" + (f" ({place})" if place else ""))
    return lines
