"""What is wrong in a file of amounts or prices, said at its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from innovate_model.finding import Finding
from innovate_model.source import Block, Source, find_span, key_span
from innovate_model.span import Path, Span


@dataclass(frozen=True, slots=True)
class Complaints:
    """What was found so far; `check` is what the findings are called."""

    source: Source
    check: str
    found: list[Finding] = field(default_factory=list)

    def add(self, message: str, path: Path, suggestion: str = "", *, at_key: bool = False) -> None:
        """One more, at what stands at a path, or at its key."""
        span = self._span_of_key(path) if at_key else find_span(self.source.data, path)
        self.found.append(Finding(self.check, message, span=span, suggestion=suggestion))

    def _span_of_key(self, path: Path) -> Span | None:
        holder = self.source.data
        for key in path[:-1]:
            value = holder.get(str(key))
            holder = value if isinstance(value, Block) else holder
        return key_span(holder, str(path[-1]))
