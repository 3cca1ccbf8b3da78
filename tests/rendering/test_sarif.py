"""SARIF, held against the types generated from the OASIS schema."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from innovate_model.finding import Finding, Related, Severity
from innovate_model.rendering._visible import visible
from innovate_model.rendering.sarif import render
from innovate_model.span import Span


def test_whole_log(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """Rules, levels, places, logical names and related places are where SARIF wants them."""
    text = render(findings[:3], sources, checks=["all-well", "tag-state"])
    SarifLog.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    assert run["tool"]["driver"] == {
        "name": "innovate-model",
        "version": version("innovate-model"),
        "rules": [{"id": "all-well"}, {"id": "cidr-overlap"}, {"id": "tag-state"}],
    }
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "cidr-overlap",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "10.0.4.0/22 lies within 10.0.0.0/16.\nhelp: Take a block that no other VPC has."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "models/a.yaml"},
                        "region": {"startLine": 5, "startColumn": 17, "endColumn": 28},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "vpcs.other.cidr_block"}],
                }
            ],
            "relatedLocations": [
                {
                    "id": 1,
                    "message": {"text": "the block that holds it"},
                    "physicalLocation": {
                        "artifactLocation": {"uri": "models/a.yaml"},
                        "region": {"startLine": 3, "startColumn": 17, "endColumn": 28},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "vpcs.main.cidr_block"}],
                }
            ],
        },
        {
            "ruleId": "tag-state",
            "ruleIndex": 2,
            "level": "warning",
            "message": {"text": "50%: unknown, so far"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "models/a.yaml"},
                        "region": {"startLine": 6, "startColumn": 34, "endColumn": 41},
                    }
                }
            ],
        },
        {
            "ruleId": "cidr-overlap",
            "ruleIndex": 1,
            "level": "note",
            "message": {"text": "Not compared with on-premises."},
            "locations": [{"logicalLocations": [{"fullyQualifiedName": 'accounts["dev.eu"].vpcs[0]'}]}],
        },
    ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("models/a.yaml", "models/a.yaml"),
        ("models/a b#1.yaml", "models/a%20b%231.yaml"),
        ("c:x.yaml", "c%3Ax.yaml"),
        ("/srv/ü.yaml", "file:///srv/%C3%BC.yaml"),
    ],
)
def test_file_names_become_uris(file: str, uri: str) -> None:
    """A relative name stays relative, an absolute one becomes a file URI, and no character changes its meaning."""
    log = json.loads(render([Finding("c", "m", span=Span(file, 1, 1))], {}))
    location = log["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


places = st.none() | st.builds(
    Span, st.text(st.characters()), st.integers(1, 99), st.integers(1, 99), st.integers(1, 9)
)
any_text = st.text(st.characters(), min_size=1)
any_finding = st.builds(
    Finding,
    any_text,
    any_text,
    st.sampled_from(Severity),
    st.lists(any_text).map(tuple),
    places,
    any_text,
    st.lists(st.builds(Related, any_text, span=places)).map(tuple),
)


@given(st.lists(any_finding, max_size=3))
def test_any_findings_make_a_valid_log(findings: list[Finding]) -> None:
    """Whatever is found, the log is valid SARIF 2.1.0 and every result points at its rule."""
    text = render(findings, {})
    SarifLog.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [visible(f.check) for f in findings]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_validation_can_fail() -> None:
    """The types refuse a log with a level that SARIF does not have."""
    text = render([Finding("c", "m")], {}).replace('"level": "error"', '"level": "fatal"')
    with pytest.raises(ValidationError):
        SarifLog.model_validate_json(text)


def test_a_lone_surrogate_in_an_id_stays_valid_json() -> None:
    """A check of somebody else's whose id no JSON reader would take is shown as an escape."""
    SarifLog.model_validate_json(render([Finding("odd-\ud800", "odd")], {}))
