"""YAML in, (line, column, message) out: what the tests of all checks share."""

from collections.abc import Iterator
from dataclasses import dataclass

from innovate_model.checks import Check, all_checks, run
from innovate_model.finding import Finding
from innovate_model.graph import build
from innovate_model.loader import Loaded, load_text

CHECKS = {check.name: check for check in all_checks()}
HEADER = "innovate: 1\n"
ORGANIZATION = "organization: {title: Example, region: us-east-1}\n"

Place = tuple[int, int, str]
"""Line and column, from 1, and a part of the message."""


@dataclass(frozen=True)
class Planted:
    """A fault for the reference model, which the check must find: the path of an attribute (names without dots) and
    the YAML that breaks it there. `found_at`: where the finding stands when that is not the attribute, or something in
    it."""

    path: str
    value: str
    found_at: str = ""


def loaded(text: str) -> Loaded:
    """The model of a text, which may leave out the version and the organisation; they stand behind, so that lines count
    as in the text. It has no fault of its own."""
    tail = HEADER if "organization:" in text.splitlines() or text.startswith("organization:") else HEADER + ORGANIZATION
    result = load_text(text + tail)
    assert not result.findings, result.findings
    return result


def findings(check: Check, text: str) -> list[Finding]:
    """What one check finds in a text."""
    return run(build(loaded(text).model), [check])


def expect(check: str, text: str, *places: Place) -> None:
    """The check finds exactly these, in this order."""
    found = findings(CHECKS[check], text)
    shown = [(finding.span.line, finding.span.column, finding.message) for finding in found if finding.span]
    assert len(shown) == len(found), f"a finding without a place: {found}"
    expected = [
        (line, column, message if part in message else part)
        for (line, column, part), (_, _, message) in zip(places, shown, strict=False)
    ]
    expected += places[len(shown) :]
    assert shown == expected, f"found {shown}, expected {expected}"


def examples(manual: str, title: str) -> Iterator[str]:
    """The YAML blocks under `PASS:` or `FAIL:` in a manual, as they would stand in a file."""
    lines = manual.splitlines()
    for start, line in enumerate(lines):
        if line == f"{title}:":
            block = []
            for below in lines[start + 1 :]:
                if below and not below.startswith("    "):
                    break
                block.append(below[4:])
            yield "\n".join(block).rstrip() + "\n"
