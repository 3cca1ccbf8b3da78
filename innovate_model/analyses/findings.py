"""Findings together, as a table."""

from __future__ import annotations

from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Finding, Severity
from innovate_model.span import path_text


class Findings(list[Finding], Tabular):
    """Findings in reading order."""

    __slots__ = ()

    def table(self) -> Table:
        """One row for each finding; the sentence counts them by severity."""
        rows = tuple(
            (str(f.severity), f.check, f.message, str(f.span or path_text(f.path)), f.suggestion) for f in self
        )
        counts = ", ".join(f"{sum(f.severity is severity for f in self)} {severity}s" for severity in Severity)
        return Table(("severity", "check", "what is wrong", "place", "what mends it"), rows, counts)
