"""Findings of an earlier day: known again, counted, and told when they are gone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model import api
from innovate_model.baseline import Baseline, NoBaseline, baseline_of, compare, key_of, outdated, parse, written
from innovate_model.finding import Finding, Severity
from innovate_model.span import Span

A = Finding("c", "a is wrong", path=("vpcs", "a"), span=Span("m.yaml", 3, 1))
B = Finding("c", "b is wrong", path=("vpcs", "b"), span=Span("m.yaml", 9, 1))

words = st.text(st.characters(), max_size=8)
any_findings = st.lists(st.builds(Finding, words, words, path=st.lists(words, max_size=2).map(tuple)), max_size=6)


@given(any_findings, st.randoms())
def test_what_was_written_is_known_and_its_bytes_are_stable(findings: list[Finding], random: object) -> None:
    """Whatever the text of a finding: nothing is new, nothing is gone, and the order of findings does not matter."""
    text = written(baseline_of(findings))
    assert text.isascii()
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    same_messages = {key_of(finding): finding.message for finding in findings}
    assert written(Baseline("", baseline_of(shuffled).counts, same_messages)) == text
    compared = compare(findings, parse(text, "b.json"))
    assert (compared.new, len(compared.known), dict(compared.gone)) == ((), len(findings), {})


def test_a_line_that_moved_is_no_news() -> None:
    """Neither in the place of a finding nor in a place that its message names; another address or another word is."""
    said = Finding("c", "the same as m.yaml:3:4", path=("vpcs", "a"), span=Span("m.yaml", 3, 1))
    moved = Finding("c", "the same as m.yaml:13:4", path=("vpcs", "a"), span=Span("m.yaml", 13, 1))
    assert compare([moved], baseline_of([said])).new == ()
    for other in (
        Finding("c", "the same as n.yaml:3:4", path=("vpcs", "a")),
        Finding("c", said.message, path=("vpcs", "b")),
        Finding("d", said.message, path=("vpcs", "a")),
    ):
        assert compare([other], baseline_of([said])).new == (other,)


def test_equal_findings_are_counted() -> None:
    """A second one like an accepted one is new, and one less is told."""
    baseline = baseline_of([A, A], "b.json")
    assert compare([A, A, A], baseline).new == (A,)
    compared = compare([A], baseline)
    note = outdated(compared.gone, baseline)
    assert (note.severity, note.message) == (
        Severity.NOTE,
        "the baseline b.json can shrink: 1 finding no longer occurs",
    )
    assert [related.note for related in note.related] == ["c at vpcs.a: a is wrong"]


def test_many_that_are_gone_are_cut() -> None:
    """A note that a person can read."""
    many = [Finding("c", str(number)) for number in range(50)]
    baseline = baseline_of(many, "b.json")
    note = outdated(compare([], baseline).gone, baseline)
    assert "50 findings no longer occur" in note.message
    assert note.related[-1].note == "and 30 more"


def test_who_accepts_is_the_file() -> None:
    """And the finding itself is kept."""
    (known,) = compare([A, B], baseline_of([A], "b.json")).known
    assert (known.finding, known.by, known.name) == (A, "baseline", "b.json")


GOOD = json.loads(written(baseline_of([A, B])))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "does not say"),
        ('{"version": "2.1.0", "runs": []}', "does not say"),
        (json.dumps({**GOOD, "version": 2}), "version 2, which is not known here"),
        (json.dumps({**GOOD, "findings": {}}), "`findings` must be a list"),
        (json.dumps({**GOOD, "findings": [3]}), "finding 1 is no mapping"),
        (json.dumps({**GOOD, "findings": [{"check": "c"}]}), "finding 1 needs the texts"),
        (json.dumps({**GOOD, "findings": [{**GOOD["findings"][0], "count": 0}]}), "a `count` from 1"),
    ],
)
def test_what_is_no_baseline_says_why(text: str, words: str) -> None:
    """In a sentence that names the file."""
    with pytest.raises(NoBaseline, match=words) as error:
        parse(text, "b.json")
    assert str(error.value).startswith("b.json")


def test_python_reads_the_file_that_the_command_line_wrote(tmp_path: Path) -> None:
    """By its name, too."""
    model = api.load_text(
        "innovate: 1\naccounts: {a: {account_id: '1', region: us-east-1}}\n".replace("'1'", "123456789012")
    )
    vpc = model.what_if("accounts: {a: {vpcs: {main: {cidr_block: 10.0.0.0/16}}}}")
    file = tmp_path / "b.json"
    file.write_text(written(vpc.baseline()))
    assert vpc.check() != []
    assert (vpc.check(baseline=file), len(vpc.check(baseline=str(file)).accepted)) == ([], 1)
    assert [finding.check for finding in model.check(baseline=file)] == ["baseline-outdated"]
    with pytest.raises(NoBaseline, match="there is no"):
        vpc.check(baseline=tmp_path / "none")
