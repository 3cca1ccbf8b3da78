"""What an exporter is: a pure function from a Graph to files, and an honest word about what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.registry import third_party

GROUP = "innovate_model.exporters"
NOT_YET = "not written yet"
"""The reason for a kind that an exporter could write some day, and does not."""


@dataclass(frozen=True, slots=True)
class Export:
    """The outcome: relative file name (with /) -> content, and findings about what could not be said in the target."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


class Exporter(Protocol):
    """One output. Found through the entry point group `innovate_model.exporters`, which third parties use in the
    same way."""

    name: str
    summary: str
    """One line for `innovate list exporters`."""
    handles: frozenset[str]
    """The kinds that it writes something for."""
    unsupported: Mapping[str, str]
    """The kinds that it knowingly leaves out, each with the reason."""

    def export(self, graph: Graph, options: Mapping[str, str]) -> Export:
        """The files for a graph. Pure: the caller writes them.

        ImportError, with a sentence that names the extra, where something that it needs is not installed; ValueError
        for an option that it does not take. What a model or an input lacks is a finding.
        """
        ...


def exporter_names() -> list[str]:
    """Every exporter that is installed."""
    return list(third_party(GROUP))


def exporter(name: str) -> Exporter:
    """An exporter by name. KeyError for an unknown one."""
    module, _, attribute = third_party(GROUP)[name].partition(":")
    return cast("Exporter", getattr(import_module(module), attribute))


def unsupported_findings(chosen: Exporter, graph: Graph) -> tuple[Finding, ...]:
    """One note for each reason why kinds of the model are left out, with the kinds and how many there are of each."""
    counts = Counter(resource.kind for resource in graph.model if resource.kind not in chosen.handles)
    by_reason: dict[str, list[str]] = {}
    for kind, count in sorted(counts.items()):
        reason = chosen.unsupported.get(kind, "this exporter does not know the type")
        by_reason.setdefault(reason, []).append(f"{count} {kind}")
    return tuple(
        Finding("unsupported", f"{chosen.name}: {', '.join(kinds)} left out: {reason}", Severity.NOTE)
        for reason, kinds in by_reason.items()
    )
