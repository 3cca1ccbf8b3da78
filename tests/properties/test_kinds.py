"""Every kind of promise carries a manual whose examples are true."""

from pathlib import Path

import pytest

from innovate_model.checks import all_checks
from innovate_model.properties import Kind, Verdict, kind_names, kinds
from innovate_model.registry import module_names
from innovate_model.resources.attributes import attributes

from ..checks.support import examples
from .support import architecture, proven

by_kind = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)


def test_every_file_is_a_kind() -> None:
    """The kinds are the files of the folder, and carry their names; none is named as a check."""
    files = [name for name in module_names("innovate_model.properties") if not name.startswith("_")]
    assert [kind.name for kind in kinds()] == files == list(kind_names())
    assert set(files) == {"always", "at_most", "contains", "isolated", "never", "survives"}
    assert not set(files) & {check.name for check in all_checks()}


@by_kind
def test_has_a_test_of_its_own(kind: Kind) -> None:
    """One file and one test."""
    assert Path(__file__).with_name(f"test_{kind.name}.py").exists()


@by_kind
def test_manual_opens_with_one_sentence(kind: Kind) -> None:
    """The summary is one sentence, which lists show on a line."""
    assert kind.summary.endswith(".")
    assert len(kind.summary) <= 120


@by_kind
def test_every_key_is_described(kind: Kind) -> None:
    """For editors and `innovate list properties KIND`."""
    assert all(attribute.manual.endswith(".") for attribute in attributes(kind.body))


@by_kind
def test_passing_examples(kind: Kind) -> None:
    """Each PASS block of the manual is a model without fault, and its promises hold."""
    blocks = list(examples(kind.manual, "PASS"))
    assert blocks
    for block in blocks:
        found = proven(block)
        assert [(proof.promise.kind, proof.verdict) for proof in found] == [(kind.name, Verdict.HOLDS)], block


@by_kind
def test_failing_examples(kind: Kind) -> None:
    """In each FAIL block the promise is broken, for a reason with a place, and something is said that would help."""
    blocks = list(examples(kind.manual, "FAIL"))
    assert blocks
    for block in blocks:
        (proof,) = proven(block)
        assert (proof.promise.kind, proof.verdict) == (kind.name, Verdict.BROKEN)
        (finding,) = [one for one in architecture(block).check() if one.check == kind.name]
        assert finding.span is not None
        assert finding.suggestion
        assert any(related.span for related in finding.related)
