"""The reference model is sound, and every check would notice if it were not: each check's test plants a fault in it."""

import importlib
import pathlib
from functools import cache

import pytest

from innovate_model.checks import run
from innovate_model.finding import Severity
from innovate_model.graph import build
from innovate_model.loader import Loaded, load, vary
from innovate_model.reading import parse
from innovate_model.source import Block, Items, Value
from innovate_model.span import Path, Span, path_text
from tests.support import underlined

from .support import CHECKS, Planted

ROOT = pathlib.Path(__file__).parents[2]


@cache
def innovate() -> Loaded:
    """The reference model."""
    return load(ROOT / "models" / "innovate")


def planted(fault: Planted) -> Loaded:
    """The reference model with one value changed, as an overlay in a file of its own."""
    return vary(innovate(), parse(planted_text(fault), "planted.yaml"))


def planted_text(fault: Planted) -> str:
    """The file of that overlay: a line for each key, and the value, which is one line, behind the last."""
    keys = fault.path.split(".")
    return "".join("  " * depth + f"{key}:\n" for depth, key in enumerate(keys))[:-1] + f" {fault.value}\n"


def test_the_reference_model_is_sound() -> None:
    """No check has anything against the model of the design document."""
    findings = [*innovate().findings, *run(build(innovate().model))]
    assert [finding for finding in findings if finding.severity != Severity.NOTE] == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_planted_fault_is_found(name: str) -> None:
    """One fault, `PLANTED` in the test of a check, is found by that check, at the line where it was planted or, if it
    shows elsewhere, at the line of that place."""
    module = importlib.import_module(f"{__package__}.test_{name.replace('-', '_')}")
    fault: Planted = module.PLANTED
    broken = planted(fault)
    assert broken.findings == ()
    findings = run(build(broken.model), [CHECKS[name]])
    expected = fault.found_at or fault.path
    found = [finding for finding in findings if concerns(path_text(finding.path), expected)]
    assert found, f"expected {expected}, found {[path_text(finding.path) for finding in findings]}"
    for finding in found:
        assert_placed(finding.path, finding.span, broken)
        for related in finding.related:
            if related.path:
                assert_placed(related.path, related.span, broken)
    if not fault.found_at:
        assert {(finding.span.file, finding.span.line) for finding in found if finding.span} == {planted_line(fault)}


def planted_line(fault: Planted) -> tuple[str, int]:
    """The file and line of the last key of a planted fault, each key having a line. What is removed stands nowhere:
    the place is that of what it was removed from."""
    return "planted.yaml", len(fault.path.split(".")) - (fault.value == "null")


def assert_placed(path: Path, span: Span | None, where: Loaded) -> None:
    """A place is that of its path in the model, and the text there is what the path leads to: the value of a scalar,
    else the key (of a family, without the zone)."""
    assert span is not None
    assert span == where.model.span_of(path)
    word, text = written(where.model.data, path), underlined(span, where.model.texts[span.file])
    assert word == text or word.startswith(f"{text}-"), f"{path_text(path)}: {span} says {text}, not {word}"


def written(data: Value, path: Path) -> str:
    """What stands in a file for a path, or for the nearest parent that was written."""
    word = ""
    for key in path:
        if not (key in data if isinstance(data, Block) else isinstance(data, Items) and key in range(len(data))):
            break
        data = data[key]
        word = data if isinstance(data, str) else str(key)
    return word


@pytest.mark.parametrize(
    ("path", "value", "line"), [("accounts.dev.vpcs.main.cidr_block", "x", 5), ("accounts.dev.vpcs", "null", 2)]
)
def test_the_line_of_a_planted_fault(path: str, value: str, line: int) -> None:
    """What the test above expects is right."""
    text = planted_text(Planted(path, value)).splitlines()
    file, number = planted_line(Planted(path, value))
    assert (file, number) == ("planted.yaml", line)
    assert text[number - 1].strip().startswith(f"{path.split('.')[line - 1]}:")


def concerns(path: str, place: str) -> bool:
    """Is a path the place, or in it?"""
    return path == place or path.startswith((f"{place}.", f"{place}["))
