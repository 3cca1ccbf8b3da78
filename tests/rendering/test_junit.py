"""JUnit XML, asserted whole and read back by a parser."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.finding import Accepted, Finding, Severity
from innovate_model.rendering._visible import visible
from innovate_model.rendering.junit import render
from innovate_model.span import Span

from .support import rules


def test_whole_report(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """A check that found nothing passes, errors and warnings fail, notes pass and are told."""
    assert (
        render(findings, sources, checks=rules("tag-state", "cidr-overlap", "all-well", "alarm-coverage"))
        == """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="innovate-model" tests="5" failures="2" errors="0">
  <testsuite name="alarm-coverage" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="alarm-coverage" name="the model">
      <system-out>Nothing alarms.
note: as a whole</system-out>
    </testcase>
  </testsuite>
  <testsuite name="all-well" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="all-well" name="no findings" />
  </testsuite>
  <testsuite name="cidr-overlap" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="cidr-overlap" name="vpcs.other.cidr_block">
      <failure type="error" message="10.0.4.0/22 lies within 10.0.0.0/16.">models/a.yaml:5:17
help: Take a block that no other VPC has.
note: the block that holds it (models/a.yaml:3:17)</failure>
    </testcase>
    <testcase classname="cidr-overlap" name="accounts[&quot;dev.eu&quot;].vpcs[0]">
      <system-out>Not compared with on-premises.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="tag-state" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="tag-state" name="models/a.yaml:6:34">
      <failure type="warning" message="50%: unknown, so far">models/a.yaml:6:34</failure>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_nothing_run_and_nothing_found_look_different() -> None:
    """Without checks the report holds no test case, with one it holds one that passed."""
    assert 'tests="0"' in render([], {})
    assert fromstring(render([], {}, checks=rules("a")).encode()).get("tests") == "1"


@given(st.text(st.characters()), st.sampled_from([Severity.ERROR, Severity.WARNING]))
def test_any_text_makes_well_formed_xml(text: str, severity: Severity) -> None:
    """Markup, controls and half surrogates in a name cannot break the document, and what shows comes back."""
    finding = Finding("c", text, severity, path=("a", text), span=Span(text, 1, 1), suggestion=text)
    root = fromstring(render([finding], {}).encode())
    case, failure = root.find("testsuite/testcase"), root.find("testsuite/testcase/failure")
    assert case is not None
    assert failure is not None
    assert (failure.get("message"), failure.get("type")) == (visible(text), severity)
    assert (root.get("tests"), root.get("failures")) == ("1", "1")


def test_what_is_accepted_was_skipped(accepted: Sequence[Accepted]) -> None:
    """Not failed, and not silently passed: the reason is what the report shows."""
    root = fromstring(render([], {}, accepted=accepted).encode())
    reasons = {case.get("classname"): case.find("skipped") for case in root.iter("testcase")}
    messages = {check: skipped.get("message") for check, skipped in reasons.items() if skipped is not None}
    assert messages == {
        "cidr-overlap": "accepted: in the baseline known.json",
        "tag-state": "suppressed (until 2027-04-01): It is emptied in spring",
    }
    assert [(suite.get("failures"), suite.get("skipped")) for suite in root.iter("testsuite")] == [("0", "1")] * 2


def test_no_two_test_cases_have_one_name() -> None:
    """Jenkins and GitLab would show one of them: what is said tells them apart, then a number."""
    said = [Finding("c", message, path=("a", "b")) for message in ("one", "two", "two")]
    accepted = [Accepted(Finding("c", "three", path=("a", "b")), "suppression", "s", "why")]
    alone = Finding("c", "one", path=("a", "c"))
    text = render([*said, alone], {}, accepted=accepted)
    names = [case.get("name") for case in fromstring(text.encode()).iter("testcase")]
    assert names == ["a.b: one", "a.b: two", "a.b: two (2)", "a.c", "a.b: three"]
    schema().validate(text)


some_findings = st.builds(
    Finding, st.sampled_from("cd"), st.sampled_from(["m", "m (2)", "n\x1b"]), path=st.just(()) | st.just(("a",))
)


@given(st.lists(some_findings, max_size=8))
def test_names_are_unique_whatever_is_found(findings: list[Finding]) -> None:
    """Messages that look like a number behind another one are no way around it."""
    cases = list(fromstring(render(findings, {}).encode()).iter("testcase"))
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == len(findings)


@cache
def schema() -> xmlschema.XMLSchema:
    """The XML Schema of JUnit reports (see schemas/README.md)."""
    return xmlschema.XMLSchema(Path(__file__).with_name("schemas") / "junit-10.xsd")


def test_the_report_is_valid(findings: Sequence[Finding], accepted: Sequence[Accepted]) -> None:
    """Against the schema that Jenkins publishes."""
    schema().validate(render(findings, {}, checks=rules("all-well", "tag-state"), accepted=accepted))
    schema().validate(render([], {}))


def test_the_schema_can_refuse(findings: Sequence[Finding]) -> None:
    """A test case without a name is not valid."""
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema().validate(render(findings, {}).replace(' name="vpcs.other.cidr_block"', ""))
