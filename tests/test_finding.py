"""Findings and places: how they read, in which order, and where they point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.faults import merge_users
from innovate_model.finding import Finding, Related, Severity, located
from innovate_model.span import Path, Span, parse_path, path_text


class Places:
    """A locator that knows some paths."""

    def __init__(self, **places: Span) -> None:
        self.places = places

    def span_of(self, path: Path) -> Span | None:
        return self.places.get(path_text(path))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("accounts", "dev", "vpcs", "main"), "accounts.dev.vpcs.main"),
        (("routes", "0.0.0.0/0", 2), 'routes["0.0.0.0/0"][2]'),
        (("tags", 'say "x"'), 'tags["say \\"x\\""]'),
        (("a.b",), '["a.b"]'),
    ],
)
def test_a_path_reads_as_people_write_it(path: Path, text: str) -> None:
    """Dots between names, brackets around what holds a dot and around numbers."""
    assert path_text(path) == text


def test_a_span_reads_as_editors_open_it() -> None:
    """file:line:column."""
    assert str(Span("models/a.yaml", 12, 7, 3)) == "models/a.yaml:12:7"


def test_severities_rank_from_the_worst() -> None:
    """An error is worse than a warning, a warning worse than a note."""
    assert sorted(Severity, key=lambda severity: severity.rank) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert Severity.ERROR.rank == 0


def test_a_place_is_looked_up_where_none_is_given() -> None:
    """A place that is known stays; a path is looked up, in what is related too; without either there is none."""
    here, there = Span("a.yaml", 1, 1), Span("b.yaml", 2, 2)
    found = located(
        [
            Finding("c", "looked up", path=("x",), related=(Related("too", ("y",)), Related("nowhere", ("z",)))),
            Finding("c", "given", path=("y",), span=here),
            Finding("c", "nowhere"),
        ],
        Places(x=here, y=there),
    )
    assert [(finding.message, finding.span) for finding in found] == [
        ("nowhere", None),
        ("given", here),
        ("looked up", here),
    ]
    assert [related.span for related in found[2].related] == [there, None]


FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from(["a", "b"]),
        message=st.sampled_from(["x", "y"]),
        path=st.sampled_from([(), ("p",), ("q",)]),
        span=st.none() | st.builds(Span, st.sampled_from(["1", "2"]), st.integers(1, 2), st.integers(1, 2)),
    ),
    max_size=8,
)


@given(FINDINGS, st.randoms())
def test_findings_come_in_reading_order_each_once(findings: list[Finding], random: object) -> None:
    """Whatever order and number they were found in: file, line, column, then check, message and path."""
    expected = located(findings, Places())
    shuffled = [*findings, *findings]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert located(shuffled, Places()) == expected
    assert expected == sorted(set(findings), key=lambda finding: finding.sort_key)


@given(FINDINGS)
def test_merging_users_loses_no_fault(findings: list[Finding]) -> None:
    """What differs in check, place or message stays apart; what is one fault of one place names all its users."""
    merged = merge_users(findings)
    assert {(f.check, f.span, f.message) for f in merged} == {(f.check, f.span, f.message) for f in findings}
    placed = [finding for finding in merged if finding.span]
    assert len(placed) == len({(f.check, f.span, f.message) for f in placed})
    for finding in placed:
        users = {
            f.path
            for f in findings
            if f.path and (f.check, f.span, f.message) == (finding.check, finding.span, finding.message)
        }
        assert len(finding.related) == (len(users) if len(users) > 1 else 0)


@given(st.lists(st.text(st.characters()) | st.integers(0, 99), min_size=1, max_size=4).map(tuple))
def test_a_path_can_be_read_back(path: Path) -> None:
    """What a report prints behind a place is an address that a suppression understands."""
    assert parse_path(path_text(path)) == path


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a[", "a[x]", 'a["b"', 'a"b', "[0]x"])
def test_what_is_no_path(text: str) -> None:
    """None, and nothing guessed."""
    assert parse_path(text) is None
