"""Which check judges what. Each check shows it itself: by complaining of the failing examples in its manual, and by
complaining of the model when something is taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from innovate_model.checks import Check, all_checks
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.base import Resource
from innovate_model.span import Path, addresses_along

HEADER = "innovate: 1\n"
ORGANIZATION = "organization: {title: Example, region: us-east-1}\n"


@dataclass(frozen=True, slots=True)
class Sore:
    """Where a check complains of a failing example: the `kind` and, in `resource`, the thing itself; `attribute` is ""
    where it is wrong as such. A resource that is missing has a kind alone."""

    check: str
    kind: str
    attribute: str = ""
    resource: Resource | None = None


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
def sores() -> tuple[Sore, ...]:
    """Every place where a check complains of the failing examples in its manual, in the order of the checks."""
    return tuple(sore for check in all_checks() for sore in _sores_of(check))


@cache
def sores_by_kind() -> Mapping[str, tuple[Sore, ...]]:
    """The same by the kind that is complained of."""
    found: dict[str, list[Sore]] = {}
    for sore in sores():
        found.setdefault(sore.kind, []).append(sore)
    return {kind: tuple(group) for kind, group in found.items()}


def complaints(graph: Graph) -> frozenset[tuple[str, Path]]:
    """(check, place) of everything that the checks have against a model."""
    return frozenset((check.name, finding.path) for check in all_checks() for finding in check.findings(graph))


def missed_by(graph: Graph, addresses: Iterable[str], known: frozenset[tuple[str, Path]]) -> tuple[str, ...]:
    """The checks that complain when resources, and all that they hold, are not there; `known` are the complaints that
    there are anyway."""
    gone = tuple(f"{address}." for address in addresses)
    left = {key: item for key, item in graph.model.resources.items() if not f"{key}.".startswith(gone)}
    reduced = build(replace(graph.model, resources=MappingProxyType(left)))
    return tuple(sorted({check for check, _ in complaints(reduced) - known}))


def _sores_of(check: Check) -> Iterator[Sore]:
    for text in examples(check.manual, "FAIL"):
        graph: Graph = build(load_text(whole(text)).model)
        for finding in check.findings(graph):
            yield from _sore(check.name, graph.model, finding.path)


def _sore(check: str, model: Model, path: Path) -> Iterator[Sore]:
    """The resource that a path leads into, and its attribute; a section that it names stands for what is missing in
    it."""
    for address, rest in addresses_along(path):
        resource = model.resources.get(address)
        if resource is not None:
            attribute = str(rest[0]) if rest else ""
            missing = types().sections[resource.kind].get(attribute)
            yield Sore(check, missing.kind) if missing else Sore(check, resource.kind, attribute, resource)
            return
