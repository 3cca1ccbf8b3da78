"""Judgements: one invariant is one file, its name is the check's id, its docstring the manual.

A check module has `SEVERITY`, `PILLAR` (of the AWS Well-Architected Framework), `SECTION` (of the design document) and
`check(graph)`, which yields a Complaint for each violation. It asks analyses and recomputes nothing. The file is
found by being there; `PASS:` and `FAIL:` blocks of its docstring are run by the test suite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import ClassVar, Literal

from innovate_model.faults import merge_users
from innovate_model.finding import Finding, Related, Severity, located
from innovate_model.graph import Graph
from innovate_model.registry import modules
from innovate_model.span import Path
from innovate_model.span import at as at  # every check names its places with it

Pillar = Literal[
    "operational excellence", "security", "reliability", "performance efficiency", "cost optimization", "sustainability"
]


_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Complaint:
    """One violation: where, what is wrong in a sentence, and the change that would mend it."""

    path: Path
    message: str
    suggestion: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A check as data: `name` is its id, `manual` the docstring of its file."""

    noun: ClassVar[str] = "check"
    count: ClassVar[int] = 1

    name: str
    severity: Severity
    pillar: Pillar
    section: str
    manual: str
    violations: Callable[[Graph], Iterable[Complaint]]

    @property
    def summary(self) -> str:
        """The first sentence of the manual."""
        return self.manual.strip().split("\n\n")[0].replace("\n", " ")

    def findings(self, graph: Graph) -> Iterator[Finding]:
        """The violations as findings."""
        for complaint in self.violations(graph):
            yield Finding(
                self.name,
                complaint.message,
                self.severity,
                complaint.path,
                None,
                complaint.suggestion,
                complaint.related,
            )


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of this package, in the order of their names."""
    return tuple(_check(module) for module in modules(__name__))


def run(graph: Graph, checks: Iterable[Check] | None = None) -> list[Finding]:
    """The findings of all checks (or of some), placed and in reading order; a fault in a blueprint is one finding that
    lists its users."""
    return merged(violations(graph, checks))


def violations(graph: Graph, checks: Iterable[Check] | None = None) -> list[Finding]:
    """The same, with a fault in a blueprint told for each of its users."""
    chosen = all_checks() if checks is None else checks
    return located([finding for check in chosen for finding in check.findings(graph)], graph.model)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Placed findings with those of one fault in a blueprint made one."""
    by_message: dict[str, list[Finding]] = {}  # a check may have two things to say about one place
    for finding in findings:
        by_message.setdefault(finding.message, []).append(finding)
    groups = [finding for group in by_message.values() for finding in merge_users(group)]
    return sorted(groups, key=lambda finding: finding.sort_key)


def blind_to(addresses: Sequence[str]) -> Finding:
    """The word that no check saw some resources, because they have faults: without it, silence would look like a
    pass."""
    shown = ", ".join(addresses[:_SHOWN]) + (f" and {len(addresses) - _SHOWN} more" if len(addresses) > _SHOWN else "")
    message = f"not judged, for the faults above: {shown}; nor what the checks would say of others because of them"
    hint = "mend the faults, then check again"
    return Finding("not-judged", message, Severity.NOTE, at(addresses[0]), suggestion=hint)


def _check(module: ModuleType) -> Check:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Check(name, module.SEVERITY, module.PILLAR, module.SECTION, module.__doc__ or "", module.check)
