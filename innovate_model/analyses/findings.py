"""Findings together, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Accepted, Finding, Severity
from innovate_model.span import path_text


class Findings(list[Finding], Tabular):
    """Findings in reading order; `accepted` are those that a suppression or a baseline keeps out."""

    __slots__ = ("accepted",)

    def __init__(self, findings: Iterable[Finding] = (), accepted: Iterable[Accepted] = ()) -> None:
        super().__init__(findings)
        self.accepted = tuple(accepted)

    def table(self) -> Table:
        """One row for each finding; the sentence counts them by severity, and what is accepted."""
        rows = tuple(
            (str(f.severity), f.check, f.message, str(f.span or path_text(f.path)), f.suggestion) for f in self
        )
        counts = ", ".join(f"{sum(f.severity is severity for f in self)} {severity}s" for severity in Severity)
        if self.accepted:
            counts += f"; {len(self.accepted)} accepted"
        return Table(("severity", "check", "what is wrong", "place", "what mends it"), rows, counts)
