"""The reference model is sound, and every check would notice if it were not: each check's test plants a fault in it."""

import importlib
from functools import cache
from pathlib import Path

import pytest

from innovate_model.checks import run
from innovate_model.finding import Severity
from innovate_model.graph import build
from innovate_model.loader import Loaded, load, vary
from innovate_model.reading import parse
from innovate_model.span import path_text

from .support import CHECKS, Planted

ROOT = Path(__file__).parents[2]


@cache
def innovate() -> Loaded:
    """The reference model."""
    return load(ROOT / "models" / "innovate")


def planted(fault: Planted) -> Loaded:
    """The reference model with one value changed, as an overlay in a file of its own."""
    keys = fault.path.split(".")
    text = "".join("  " * depth + f"{key}:\n" for depth, key in enumerate(keys))[:-1] + f" {fault.value}\n"
    return vary(innovate(), parse(text, "planted.yaml"))


def test_the_reference_model_is_sound() -> None:
    """No check has anything against the model of the design document."""
    findings = [*innovate().findings, *run(build(innovate().model))]
    assert [finding for finding in findings if finding.severity != Severity.NOTE] == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_planted_fault_is_found(name: str) -> None:
    """One fault, `PLANTED` in the test of a check, is found by that check, there where it was planted."""
    module = importlib.import_module(f"{__package__}.test_{name.replace('-', '_')}")
    fault: Planted = module.PLANTED
    broken = planted(fault)
    assert broken.findings == ()
    findings = run(build(broken.model), [CHECKS[name]])
    expected = fault.found_at or fault.path
    found = [finding for finding in findings if concerns(path_text(finding.path), expected)]
    assert found, f"expected {expected}, found {[path_text(finding.path) for finding in findings]}"
    if not fault.found_at and fault.value != "null":
        assert {finding.span.file for finding in found if finding.span} == {"planted.yaml"}


def concerns(path: str, place: str) -> bool:
    """Is a path the place, or in it?"""
    return path == place or path.startswith((f"{place}.", f"{place}["))
