"""A complaint: what is wrong, where, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, Protocol

from innovate_model.span import Path, Span, path_text

PROPERTIES = "properties"
"""The section of what architects promise: `properties` reads and proves it. Findings of a promise stand there."""


class Severity(StrEnum):
    """How bad a finding is. `error`: the design is wrong or unsafe; `warning`: it should change; `note`: worth
    knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of, with what it has to do with it."""

    note: str
    path: Path = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint about a model.

    `check` is the kebab-case id (for a judgement, the file name of its check), `message` one sentence, `suggestion`
    the change that would mend it ("" where none is known). `path` is symbolic and may be empty when the fault is in
    the text itself; `span` is looked up at the end, or known from the start for faults in the text.
    """

    check: str
    message: str
    severity: Severity = Severity.ERROR
    path: Path = ()
    span: Span | None = None
    suggestion: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """File, line, column, check, message, path: the order in which people read."""
        span = self.span or Span("", 0, 0)
        return (span.file, span.line, span.column, self.check, self.message, path_text(self.path))


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody accepts, so that it fails nothing and is told apart.

    `by` a suppression in the model (`name` is its key, `span` its place, `expires` a date or "") or by a baseline
    (`name` is its file).
    """

    finding: Finding
    by: Literal["suppression", "baseline"]
    name: str
    reason: str
    expires: str = ""
    span: Span | None = None


class Locator(Protocol):
    """Whatever can turn a symbolic path into a place; a Model does."""

    def span_of(self, path: Path) -> Span | None:
        """The place of the key at `path`, or of its nearest parent that was written; None where nothing was."""
        ...


def located(findings: list[Finding], locator: Locator) -> list[Finding]:
    """The findings with every span filled in that can be, in reading order, each once."""
    placed = [
        replace(
            finding,
            span=finding.span or locator.span_of(finding.path),
            related=tuple(replace(r, span=r.span or locator.span_of(r.path)) for r in finding.related),
        )
        for finding in findings
    ]
    return sorted(dict.fromkeys(placed), key=lambda finding: finding.sort_key)
