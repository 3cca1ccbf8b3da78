"""Colours and words: one style per tone and per relation. The group colours are those of the AWS architecture icons'
groups (https://aws.amazon.com/architecture/icons/): account pink, VPC purple, zone and private subnet teal, public
subnet green."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.views.view import Tone

INK = "#1B2430"
MUTED = "#55606E"
HAIRLINE = "#C9D1DA"
PAPER = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class ToneStyle:
    """How a box of one tone looks; `words` is its line in the legend ("" keeps it out)."""

    stroke: str
    fill: str
    words: str = ""
    dash: str = ""
    stroke_width: float = 1.2
    ink: str = ""
    """The colour of its label; "": the stroke's."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How the arrows of one relation look."""

    stroke: str
    dash: str = ""


TONES: dict[Tone, ToneStyle] = {
    Tone.GROUP: ToneStyle("none", "none"),
    Tone.PLAIN: ToneStyle(HAIRLINE, PAPER, stroke_width=1),
    Tone.ORGANIZATION: ToneStyle("#232F3E", "#FBFCFD", "Organization", stroke_width=1.6),
    Tone.UNIT: ToneStyle("#7D8998", "#F3F5F7", "Organizational unit", ink="#3D4856"),
    Tone.ACCOUNT: ToneStyle("#D6246E", "#FFFFFF", "AWS account", stroke_width=1.6),
    Tone.REGION: ToneStyle("#00A4A6", "#FFFFFF", "Region", dash="3 3", ink="#006A6C"),
    Tone.VPC: ToneStyle("#8C4FFF", "#FFFFFF", "VPC", stroke_width=1.6),
    Tone.ZONE: ToneStyle("#147EBA", "none", "Availability Zone", dash="6 4", ink="#0E6090"),
    Tone.PUBLIC: ToneStyle("#7AA116", "#F1F6E4", "Public tier (route to the internet gateway)", ink="#55710D"),
    Tone.APP: ToneStyle("#00979A", "#E4F4F5", "Private tier", ink="#006A6C"),
    Tone.DATA: ToneStyle("#3B5BDB", "#E9EDFC", "Isolated tier (no route out)"),
    Tone.EDGE: ToneStyle("#ED7100", "#FEF3E7", "Edge and origins, outside the VPC", ink="#A04A00"),
    Tone.CLUSTER: ToneStyle("#ED7100", "#FFFDFA", "EKS cluster", stroke_width=1.6, ink="#A04A00"),
    Tone.NAMESPACE: ToneStyle("#326CE5", "#F2F6FE", "Kubernetes namespace", ink="#1F4FB8"),
    Tone.STAGE: ToneStyle("#B4BDC8", "none", dash="6 4", stroke_width=1, ink="#3D4856"),
    Tone.GATE: ToneStyle("#BF8A00", "#FFF6DA", "Gate: waits for a person", stroke_width=1.6, ink="#6E5000"),
    Tone.POLICY: ToneStyle("#BF0816", "#FDECEC", "Policy, on what it binds"),
    Tone.ELSEWHERE: ToneStyle("#7A1FA2", "#FFFFFF", "Elsewhere in AWS", dash="5 3"),
    Tone.OUTSIDE: ToneStyle("#7D8998", "#FFFFFF", "Outside AWS", dash="2 3", ink="#3D4856"),
}

_RELATIONS: dict[str, LineStyle] = {
    "traffic": LineStyle("#1B2430"),
    "egress": LineStyle("#C45500"),
    "private access": LineStyle("#00777A"),
    "attachment": LineStyle("#6B2FE0"),
    "replication": LineStyle("#2745C4", "7 4"),
    "logs": LineStyle("#5F6B7A", "3 3"),
    "metrics and traces": LineStyle("#2745C4"),
    "promotion": LineStyle("#1B2430"),
    "deployment": LineStyle("#00777A"),
    "alarms": LineStyle("#B80F4F"),
    "findings": LineStyle("#B80F4F", "7 4"),
    "access": LineStyle("#4F7A0B", "3 3"),
}
_OTHERS = (
    LineStyle("#8A5A00", "9 3 2 3"),
    LineStyle("#0B6E99", "9 3 2 3"),
    LineStyle("#7A1FA2", "9 3 2 3"),
    LineStyle("#4A4A4A", "9 3 2 3"),
)


def line_styles(relations: frozenset[str]) -> dict[str, LineStyle]:
    """A style for each relation: the known ones always look alike; the others take further colours in alphabetical
    order."""
    others = sorted(relations - _RELATIONS.keys())
    known = {relation: style for relation, style in _RELATIONS.items() if relation in relations}
    return known | {relation: _OTHERS[index % len(_OTHERS)] for index, relation in enumerate(others)}
