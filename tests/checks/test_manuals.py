"""Every check carries a manual whose examples are true."""

import importlib
from pathlib import Path
from typing import get_args

import pytest

from innovate_model import checks
from innovate_model.checks import Check, Pillar, all_checks
from innovate_model.finding import Severity
from innovate_model.registry import module_names

from .support import examples, findings

ALL = all_checks()
by_name = pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)


def test_every_file_is_a_check() -> None:
    """The checks are the files of the folder, and carry their names."""
    assert [check.name.replace("-", "_") for check in ALL] == module_names(checks.__name__)
    assert len(ALL) >= 15


@by_name
def test_constants(check: Check) -> None:
    """A check's file says its severity, its pillar and the section of the design document."""
    module = importlib.import_module(f"{checks.__name__}.{check.name.replace('-', '_')}")
    assert isinstance(module.SEVERITY, Severity)
    assert module.PILLAR in get_args(Pillar)
    assert module.SECTION.replace(".", "").isdigit()


@by_name
def test_has_a_test_of_its_own(check: Check) -> None:
    """One file and one test: what the manual does not show is in `test_<check>.py`."""
    assert Path(__file__).with_name(f"test_{check.name.replace('-', '_')}.py").exists()


@by_name
def test_manual_opens_with_one_sentence(check: Check) -> None:
    """The summary is one sentence, which lists show on a line."""
    assert check.summary.endswith(".")
    assert ". " not in check.summary
    assert len(check.summary) <= 120


@by_name
def test_passing_examples(check: Check) -> None:
    """Each PASS block of the manual is a model without fault in which the check finds nothing."""
    blocks = list(examples(check.manual, "PASS"))
    assert blocks
    for block in blocks:
        assert findings(check, block) == [], block


@by_name
def test_failing_examples(check: Check) -> None:
    """In each FAIL block of the manual the check finds something, at a place, and says what would mend it."""
    blocks = list(examples(check.manual, "FAIL"))
    assert blocks
    for block in blocks:
        found = findings(check, block)
        assert found, block
        assert all(finding.span is not None and finding.span.line > 0 for finding in found)
        assert all(finding.suggestion for finding in found)
