"""A kind that fails over one promise: that is told there, and nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.properties import Kind, Verdict, _mending, kinds
from innovate_model.testing.model_items import Case

from .networks import NETWORK
from .support import HEADER

PROMISES = """\
properties:
  shaky: {always: {from: instances.app, to: instances.db, ports: tcp/5432}, because: A test}
  kept: {never: {from: internet, to: instances.db}, because: A test}
  open: {never: {from: internet, to: lbs.api}, because: A test}
"""


@pytest.fixture
def shaky(monkeypatch: pytest.MonkeyPatch) -> None:
    """Promises of one kind fail, whatever they say."""

    def fails(*_: object) -> None:
        raise KeyError("nobody foresaw this")

    def made(kind: Kind) -> Kind:
        return replace(kind, prove=fails) if kind.name == "always" else kind

    changed = tuple(map(made, kinds()))
    monkeypatch.setattr("innovate_model.properties.kinds", lambda: changed)


@pytest.mark.usefixtures("shaky")
def test_the_others_are_proven() -> None:
    """And the one is an error at its place, with what happened."""
    architecture = api.load_text(NETWORK + PROMISES + HEADER)
    proofs = architecture.prove()
    assert [(one.name, one.verdict) for one in proofs] == [("kept", Verdict.HOLDS), ("open", Verdict.BROKEN)]
    assert not proofs.all_hold
    (fault,) = proofs.faults
    assert (fault.check, fault.path, fault.severity) == ("promise-unproven", ("properties", "shaky"), "error")
    assert "nobody foresaw this" in fault.message
    assert "test_failing.py:" in fault.message
    assert fault in list(architecture.check(date(2026, 12, 31)))


@pytest.mark.usefixtures("shaky")
def test_one_item_of_pytest_fails(tmp_path: Path) -> None:
    """Of all that a model has."""
    (tmp_path / "model.yaml").write_text(HEADER + NETWORK + PROMISES)
    case = Case(tmp_path)
    assert [one.check for one in case.found["property:shaky"]] == ["promise-unproven"]
    assert "property:kept" not in case.found
    assert [one.check for one in case.found["property:open"]] == ["never"]


def test_a_search_for_a_change_that_fails_leaves_the_promise_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said in the place of the change."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(_mending, "less", fails)
    found = api.load_text(NETWORK + PROMISES + HEADER).prove()["open"]
    assert found.verdict is Verdict.BROKEN
    assert found.change is not None
    assert "was not found, by a bug" in found.change.advice
    assert "ZeroDivisionError" in found.change.advice
