"""JUnit XML, asserted whole and read back by a parser."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.finding import Finding, Severity
from innovate_model.rendering._visible import visible
from innovate_model.rendering.junit import render
from innovate_model.span import Span


def test_whole_report(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """A check that found nothing passes, errors and warnings fail, notes pass and are told."""
    assert (
        render(findings, sources, checks=["tag-state", "cidr-overlap", "all-well", "alarm-coverage"])
        == """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="innovate-model" tests="5" failures="2">
  <testsuite name="alarm-coverage" tests="1" failures="0">
    <testcase classname="alarm-coverage" name="the model">
      <system-out>Nothing alarms.
note: as a whole</system-out>
    </testcase>
  </testsuite>
  <testsuite name="all-well" tests="1" failures="0">
    <testcase classname="all-well" name="no findings" />
  </testsuite>
  <testsuite name="cidr-overlap" tests="2" failures="1">
    <testcase classname="cidr-overlap" name="vpcs.other.cidr_block" file="models/a.yaml" line="5">
      <failure type="error" message="10.0.4.0/22 lies within 10.0.0.0/16.">models/a.yaml:5:17
help: Take a block that no other VPC has.
note: the block that holds it (models/a.yaml:3:17)</failure>
    </testcase>
    <testcase classname="cidr-overlap" name="accounts[&quot;dev.eu&quot;].vpcs[0]">
      <system-out>Not compared with on-premises.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="tag-state" tests="1" failures="1">
    <testcase classname="tag-state" name="models/a.yaml:6:34" file="models/a.yaml" line="6">
      <failure type="warning" message="50%: unknown, so far">models/a.yaml:6:34</failure>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_nothing_run_and_nothing_found_look_different() -> None:
    """Without checks the report holds no test case, with one it holds one that passed."""
    assert 'tests="0"' in render([], {})
    assert fromstring(render([], {}, checks=["a"]).encode()).get("tests") == "1"


@given(st.text(st.characters()), st.sampled_from([Severity.ERROR, Severity.WARNING]))
def test_any_text_makes_well_formed_xml(text: str, severity: Severity) -> None:
    """Markup, controls and half surrogates in a name cannot break the document, and what shows comes back."""
    finding = Finding("c", text, severity, path=("a", text), span=Span(text, 1, 1), suggestion=text)
    root = fromstring(render([finding], {}).encode())
    case, failure = root.find("testsuite/testcase"), root.find("testsuite/testcase/failure")
    assert case is not None
    assert failure is not None
    assert (case.get("file"), failure.get("message"), failure.get("type")) == (visible(text), visible(text), severity)
    assert (root.get("tests"), root.get("failures")) == ("1", "1")
