"""A report for a person: what is wrong, the line itself with a caret under the fault, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from innovate_model.finding import Accepted, Finding, Related, Severity
from innovate_model.rendering._excerpt import excerpt
from innovate_model.rendering._rule import Rule
from innovate_model.rendering._visible import lines_of, visible
from innovate_model.span import Path, Span, path_text


class _Ink(StrEnum):
    """The ANSI colours of the report (ECMA-48, "select graphic rendition")."""

    ERROR = "\x1b[1;31m"
    WARNING = "\x1b[1;33m"
    NOTE = "\x1b[1;36m"
    MARGIN = "\x1b[1;34m"
    BOLD = "\x1b[1m"
    PLAIN = "\x1b[0m"


def render(
    findings: Sequence[Finding],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    checks: Sequence[Rule] = (),
    accepted: Sequence[Accepted] = (),
) -> str:
    """The findings one after the other, then how many there are of each severity. See `rendering.Renderer`."""
    report = _Report(sources, colour)
    blocks = ["\n".join(report.block(finding)) for finding in findings]
    return "\n\n".join([*blocks, report.summary(findings, checks, accepted)]) + "\n"


class _Report:
    """Knows the text of the files and whether ink may be used; every method turns a part of a finding into lines."""

    def __init__(self, sources: Mapping[str, str], colour: bool) -> None:
        self._sources = sources
        self._colour = colour
        self._lines: dict[str, list[str]] = {}

    def block(self, finding: Finding) -> Iterator[str]:
        ink = _Ink[finding.severity.name]
        margin = max((len(str(s.line)) for s in [finding.span, *(r.span for r in finding.related)] if s), default=1)
        head = self._paint(ink, f"{finding.severity}[{visible(finding.check)}]")
        yield head + self._paint(_Ink.BOLD, f": {visible(finding.message)}")
        yield from self._place(finding.span, finding.path, margin, ink)
        if finding.suggestion:
            yield self._note("help", finding.suggestion, margin)
        for related in finding.related:
            yield from self._related(related, margin)

    def _related(self, related: Related, margin: int) -> Iterator[str]:
        yield self._note("note", related.note, margin)
        yield from self._place(related.span, related.path, margin, _Ink.NOTE)

    def _note(self, label: str, text: str, margin: int) -> str:
        return f"{' ' * margin} {self._paint(_Ink.MARGIN, '=')} {self._paint(_Ink.BOLD, label)}: {visible(text)}"

    def _place(self, span: Span | None, path: Path, margin: int, ink: _Ink) -> Iterator[str]:
        """Where it is: `file:line:col (path)` and the quoted line; the path alone where nothing was written."""
        address = visible(path_text(path))
        arrow = f"{' ' * margin}{self._paint(_Ink.MARGIN, '-->')} "
        if span is None:
            if address:
                yield arrow + address
            return
        yield f"{arrow}{visible(str(span))}" + (f" ({address})" if address else "")
        yield from self._quoted(span, margin, ink)

    def _quoted(self, span: Span, margin: int, ink: _Ink) -> Iterator[str]:
        lines = self._lines_of(span.file)
        if not 1 <= span.line <= len(lines):
            return
        quoted = excerpt(lines[span.line - 1], span.column, span.length)
        caret = " " * quoted.caret_offset + self._paint(ink, "^" * quoted.caret_width)
        gutter = self._paint(_Ink.MARGIN, f"{'':>{margin}} |")
        numbered_gutter = self._paint(_Ink.MARGIN, f"{span.line:>{margin}} |")
        yield gutter
        yield f"{numbered_gutter} {quoted.text}".rstrip()
        yield f"{gutter} {caret}"

    def _lines_of(self, file: str) -> list[str]:
        if file not in self._lines:
            self._lines[file] = lines_of(self._sources[file]) if self._sources.get(file) else []
        return self._lines[file]

    def summary(self, findings: Sequence[Finding], checks: Sequence[Rule], accepted: Sequence[Accepted]) -> str:
        """`3 findings from 41 checks and 2 promises: 2 errors, 1 warning, 0 notes; 2 suppressed, 5 in the baseline`."""
        counts: dict[str, int] = {}
        for check in checks:
            counts[check.noun] = counts.get(check.noun, 0) + check.count
        source = f" from {' and '.join(_counted(count, noun) for noun, count in counts.items())}" if checks else ""
        apart = [
            f"{number} {how}"
            for by, how in (("suppression", "suppressed"), ("baseline", "in the baseline"))
            if (number := sum(each.by == by for each in accepted))
        ]
        rest = "; " + ", ".join(apart) if apart else ""
        if not findings:
            return f"no findings{source}{rest}"
        tally = [
            self._paint(_Ink[severity.name], text) if number else text
            for severity in Severity
            for number in [sum(finding.severity is severity for finding in findings)]
            for text in [_counted(number, severity)]
        ]
        return f"{_counted(len(findings), 'finding')}{source}: {', '.join(tally)}{rest}"

    def _paint(self, ink: _Ink, text: str) -> str:
        return f"{ink}{text}{_Ink.PLAIN}" if self._colour else text


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
