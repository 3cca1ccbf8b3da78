"""SARIF, held against the types generated from the OASIS schema."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from innovate_model.checks import all_checks
from innovate_model.finding import Accepted, Finding, Related, Severity
from innovate_model.rendering._visible import visible
from innovate_model.rendering.sarif import render
from innovate_model.span import Span

from .support import rules


@cache
def schema() -> Draft4Validator:
    """The JSON Schema of SARIF 2.1.0 (see schemas/README.md)."""
    file = Path(__file__).with_name("schemas") / "sarif-2.1.0-rtm.5.json"
    return Draft4Validator(json.loads(file.read_text("utf-8")))


def valid(text: str) -> dict[str, Any]:
    """The only run of a log that the schema and the types made from it accept."""
    log = json.loads(text)
    schema().validate(log)
    SarifLog.model_validate_json(text)
    (run,) = log["runs"]
    return dict(run)


def test_whole_log(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """Rules, levels, places, logical names and related places are where SARIF wants them."""
    text = render(findings[:3], sources, checks=rules("all-well", "tag-state"))
    valid(text)
    (run,) = json.loads(text)["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("innovate-model", version("innovate-model"))
    assert driver["rules"][0] == {
        "id": "all-well",
        "shortDescription": {"text": "It is well."},
        "fullDescription": {"text": "It is well. For a reason: https://example.com/manual."},
        "help": {
            "text": rules("a")[0].manual.strip(),
            "markdown": (
                "It is well.\n\nFor a reason: https://example.com/manual.\n\n"
                "PASS:\n\n```yaml\na: 1\n\nb: 2\n```\n\nFAIL:\n\n```yaml\na: 2\n```"
            ),
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["security", "section 3.1"], "pillar": "security", "section": "3.1"},
        "helpUri": "https://example.com/manual",
    }
    assert [rule["id"] for rule in driver["rules"]] == ["all-well", "cidr-overlap", "tag-state"]
    assert driver["rules"][1] == {"id": "cidr-overlap"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(len(result.pop("partialFingerprints")) == 1 for result in run["results"])
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
    run = valid(text)
    descriptors = run["tool"]["driver"]["rules"]
    ids = [descriptors[result["ruleIndex"]]["id"] for result in run["results"]]
    assert ids == [visible(f.check) for f in findings]
    assert ids == [result["ruleId"] for result in run["results"]]


def test_what_is_accepted_is_a_suppressed_result(findings: Sequence[Finding], accepted: Sequence[Accepted]) -> None:
    """With its justification, and as unchanged where a baseline knows it; then every result says whether it is new."""
    run = valid(render(findings[:1], {}, checks=rules("tag-state"), accepted=accepted))
    states = [(item["ruleId"], item["baselineState"], item["suppressions"]) for item in run["results"]]
    place = {
        "artifactLocation": {"uri": "models/b.yaml"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 12},
    }
    assert states == [
        ("cidr-overlap", "new", []),
        (
            "tag-state",
            "new",
            [
                {
                    "kind": "inSource",
                    "justification": "It is emptied in spring",
                    "location": {"physicalLocation": place},
                    "properties": {"expires": "2027-04-01"},
                }
            ],
        ),
        (
            "cidr-overlap",
            "unchanged",
            [{"kind": "external", "justification": "in the baseline known.json"}],
        ),
    ]
    plain = valid(render(findings, {}))
    assert not any({"baselineState", "suppressions"} & set(result) for result in plain["results"])


def test_a_result_is_known_again_when_its_line_has_moved(findings: Sequence[Finding]) -> None:
    """The fingerprint is made of the address and the message, not of the place."""
    moved = [replace(finding, span=Span("other.yaml", 99, 1)) for finding in findings]
    marks = [
        [result["partialFingerprints"] for result in valid(render(some, {}))["results"]] for some in (findings, moved)
    ]
    assert marks[0] == marks[1]
    assert len({str(mark) for mark in marks[0]}) == len(findings)


def test_validation_can_fail() -> None:
    """The schema and the types refuse a log with a level that SARIF does not have."""
    text = render([Finding("c", "m")], {}).replace('"level": "error"', '"level": "fatal"')
    with pytest.raises(ValidationError):
        SarifLog.model_validate_json(text)
    assert not schema().is_valid(json.loads(text))


def test_every_check_makes_a_valid_rule() -> None:
    """The checks that there are, with their manuals and the first page that these cite."""
    run = valid(render([], {}, checks=all_checks()))
    descriptors = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in descriptors] == [check.name for check in all_checks()]
    assert all("```yaml" in rule["help"]["markdown"] for rule in descriptors)
    cited = [check.name for check in all_checks() if "https://" in check.manual]
    assert [rule["id"] for rule in descriptors if rule.get("helpUri", "").startswith("https://")] == cited


def test_a_lone_surrogate_in_an_id_stays_valid_json() -> None:
    """A check of somebody else's whose id no JSON reader would take is shown as an escape."""
    SarifLog.model_validate_json(render([Finding("odd-\ud800", "odd")], {}))
