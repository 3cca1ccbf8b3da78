"""The JSON document: all that a finding holds, under names that do not change within a version."""

import json
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.finding import Accepted, Finding, Severity
from innovate_model.rendering.json import render

from .support import rules


def test_whole_document(findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """A place, a related place, a path with a number and the lack of each are written out."""
    document = json.loads(render(findings[::2], sources, checks=rules("cidr-overlap")))
    assert document == {
        "version": 1,
        "summary": {"error": 1, "warning": 0, "note": 1},
        "checks": ["cidr-overlap"],
        "findings": [
            {
                "check": "cidr-overlap",
                "severity": "error",
                "message": "10.0.4.0/22 lies within 10.0.0.0/16.",
                "suggestion": "Take a block that no other VPC has.",
                "path": ["vpcs", "other", "cidr_block"],
                "span": {"file": "models/a.yaml", "line": 5, "column": 17, "length": 11},
                "related": [
                    {
                        "note": "the block that holds it",
                        "path": ["vpcs", "main", "cidr_block"],
                        "span": {"file": "models/a.yaml", "line": 3, "column": 17, "length": 11},
                    }
                ],
            },
            {
                "check": "cidr-overlap",
                "severity": "note",
                "message": "Not compared with on-premises.",
                "suggestion": "",
                "path": ["accounts", "dev.eu", "vpcs", 0],
                "span": None,
                "related": [],
            },
        ],
        "accepted": [],
    }


def test_what_is_accepted_is_told_with_who_accepts_it(accepted: Sequence[Accepted]) -> None:
    """A whole finding each, and why it is none of the findings; the summary does not count it."""
    document = json.loads(render([], {}, accepted=accepted))
    assert document["summary"] == {"error": 0, "warning": 0, "note": 0}
    assert [(item["check"], item["severity"], item["accepted"]) for item in document["accepted"]] == [
        (
            "tag-state",
            "warning",
            {
                "by": "suppression",
                "name": "old-vpc",
                "reason": "It is emptied in spring",
                "expires": "2027-04-01",
                "span": {"file": "models/b.yaml", "line": 3, "column": 5, "length": 7},
            },
        ),
        (
            "cidr-overlap",
            "error",
            {
                "by": "baseline",
                "name": "known.json",
                "reason": "in the baseline known.json",
                "expires": "",
                "span": None,
            },
        ),
    ]


def test_nothing_found_is_a_document_too() -> None:
    """A clean model gives the same keys with nothing in them."""
    assert render([], {}) == (
        '{\n  "version": 1,\n  "summary": {\n    "error": 0,\n    "warning": 0,\n    "note": 0\n  },\n'
        '  "checks": [],\n  "findings": [],\n  "accepted": []\n}\n'
    )


@given(st.text(st.characters()), st.sampled_from(Severity))
def test_text_survives_exactly(text: str, severity: Severity) -> None:
    """Unlike a person's report, the document gives back every character of the model as it was, in plain ASCII."""
    written = render([Finding("c", text, severity, path=(text, 3))], {})
    assert written.isascii()
    finding = json.loads(written)["findings"][0]
    assert (finding["message"], finding["severity"], finding["path"]) == (text, severity, [text, 3])
