"""One small model with four faults, which every format is asked to render."""

from collections.abc import Mapping, Sequence

import pytest

from innovate_model.finding import Accepted, Finding, Related, Severity
from innovate_model.span import Span

SOURCES = {
    "models/a.yaml": (
        "vpcs:\n  main:\n    cidr_block: 10.0.0.0/16\n  other:\n    cidr_block: 10.0.4.0/22\n"
        "    tags: {owner: 日本語チーム, state: brok\N{COMBINING RING ABOVE}en}\n"
        "\tname: x\n"
        "\n\nlast: 1\n"
    )
}

FINDINGS = (
    Finding(
        "cidr-overlap",
        "10.0.4.0/22 lies within 10.0.0.0/16.",
        Severity.ERROR,
        ("vpcs", "other", "cidr_block"),
        Span("models/a.yaml", 5, 17, 11),
        "Take a block that no other VPC has.",
        (Related("the block that holds it", ("vpcs", "main", "cidr_block"), Span("models/a.yaml", 3, 17, 11)),),
    ),
    Finding("tag-state", "50%: unknown, so far", Severity.WARNING, span=Span("models/a.yaml", 6, 34, 7)),
    Finding("cidr-overlap", "Not compared with on-premises.", Severity.NOTE, ("accounts", "dev.eu", "vpcs", 0)),
    Finding("alarm-coverage", "Nothing alarms.", Severity.NOTE, related=(Related("as a whole"),)),
)

ACCEPTED = (
    Accepted(
        Finding("tag-state", "no owner", Severity.WARNING, ("vpcs", "main", "tags"), Span("models/a.yaml", 2, 3, 4)),
        "suppression",
        "old-vpc",
        "It is emptied in spring",
        "2027-04-01",
        Span("models/b.yaml", 3, 5, 7),
    ),
    Accepted(Finding("cidr-overlap", "10.9.0.0/16 twice"), "baseline", "known.json", "in the baseline known.json"),
)


@pytest.fixture
def accepted() -> Sequence[Accepted]:
    return ACCEPTED


@pytest.fixture
def sources() -> Mapping[str, str]:
    return SOURCES


@pytest.fixture
def findings() -> Sequence[Finding]:
    return FINDINGS
