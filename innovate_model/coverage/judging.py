"""Which check judges what: each check shows it itself, by complaining of the failing examples in its manual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from innovate_model.checks import Check, all_checks
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.span import Path

HEADER = "innovate: 1\n"
ORGANIZATION = "organization: {title: Example, region: us-east-1}\n"

Place = tuple[str, str]
"""(kind, attribute); "" where a check complains of a resource as such, or that there is none."""


def examples(manual: str, title: str) -> Iterator[str]:
    """The YAML blocks under `PASS:` or `FAIL:` in a manual, as they would stand in a file."""
    lines = manual.splitlines()
    for start, line in enumerate(lines):
        if line == f"{title}:":
            block = []
            for below in lines[start + 1 :]:
                if below and not below.startswith("    "):
                    break
                block.append(below[4:])
            yield "\n".join(block).rstrip() + "\n"


def whole(text: str) -> str:
    """An example with the version and the organisation that it may leave out; they stand behind, so that lines count as
    in the example."""
    has_organization = any(line.startswith("organization:") for line in text.splitlines())
    return text + HEADER + ("" if has_organization else ORGANIZATION)


@cache
def judged_places() -> Mapping[Place, tuple[str, ...]]:
    """Place -> the checks that complain there, in name order."""
    found: dict[Place, list[str]] = {}
    for check in all_checks():
        for place in dict.fromkeys(_places_of(check)):
            found.setdefault(place, []).append(check.name)
    return {place: tuple(names) for place, names in found.items()}


def _places_of(check: Check) -> Iterator[Place]:
    for text in examples(check.manual, "FAIL"):
        graph: Graph = build(load_text(whole(text)).model)
        for finding in check.findings(graph):
            yield from _place(graph.model, finding.path)


def _place(model: Model, path: Path) -> Iterator[Place]:
    """The resource that a path leads into, and its attribute; a section that it names stands for what is missing in
    it."""
    parts = [str(part) for part in path]
    for length in range(len(parts), 0, -1):
        address = ".".join(parts[:length])
        if address in model:
            kind = model[address].kind
            attribute = parts[length] if length < len(parts) else ""
            missing = types().sections[kind].get(attribute)
            yield (missing.kind, "") if missing is not None else (kind, attribute)
            return
