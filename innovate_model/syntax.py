"""What libyaml says of a text that is no YAML -> what a person should read."""

from __future__ import annotations

import re
from typing import Any

from innovate_model.finding import Finding, Related
from innovate_model.span import Span

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML 1.1 counts as the end of a line (https://yaml.org/spec/1.1/#id871136), hence libyaml's line numbers."""

_HINTS = (
    ("cannot start any token", "quote a value that starts with @, % or `"),
    (
        "mapping values are not allowed",
        "put a space after each colon, indent like the lines around, and quote a value that holds `: `; "
        "or the line before lacks its colon",
    ),
    ("could not find expected ':'", "a key needs `: ` behind it: here, or the line before lacks its colon"),
    ("unexpected end of stream", "close the quote"),
    ("',' or ']'", "close the list with ], or put a comma"),
    ("',' or '}'", "close the mapping with }, put a comma, or quote a value that holds `: `"),
    ("did not find expected key", "indent like the lines around, and write nothing behind a closing quote or bracket"),
    ("'-' indicator", "start every item of the list with `- ` in the same column"),
    ("unknown escape character", "write \\\\ for a backslash, or use single quotes"),
)
"""What libyaml's problem contains -> what most often mends it."""


def syntax_error(error: Any, text: str, file: str) -> Finding:
    """The finding for a YAMLError that libyaml raised in `text`."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return _reader_error(error, problem, text, file)
    lines = _BREAK.split(text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1] and ("cannot start any token" in problem or "tab character" in problem):
        span = Span(file, mark.line + 1, line.index("\t") + 1)
        return Finding("yaml-syntax", "a tab cannot indent YAML", span=span, suggestion="use spaces")
    hint = next((hint for words, hint in _HINTS if words in problem), "")
    span = _span_in(lines, mark, file)
    began = _span_in(lines, context_mark, file) if context_mark is not None else span
    related = (Related(str(error.context), span=began),) if began != span and error.context else ()
    return Finding("yaml-syntax", problem, span=span, suggestion=hint, related=related)


def doubtful_line(error: Any, text: str) -> int:
    """The first line, from 1, of what a syntax error makes doubtful: the last line that says something before it, or
    where the bracket opens that is not closed."""
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return 1
    lines = _BREAK.split(text)
    line = int(min(mark.line, len(lines) - 1)) - 1
    while line > 0 and (not lines[line].strip() or lines[line].lstrip().startswith("#")):
        line -= 1
    if context_mark is not None and "flow" in str(error.context):
        line = min(line, context_mark.line)
    return max(line, 0) + 1


def _span_in(lines: list[str], mark: Any, file: str) -> Span:
    """The place of a mark; the end of the last line that says something when the file ended too soon."""
    number = min(mark.line, len(lines) - 1)
    if number == mark.line and (lines[number].strip() or number == 0):
        return Span(file, mark.line + 1, mark.column + 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    return Span(file, number + 1, len(lines[number].rstrip()) + 1)


def _reader_error(error: Any, problem: str, text: str, file: str) -> Finding:
    """libyaml's reader speaks of byte offsets only."""
    position = getattr(error, "position", None)
    raw = text.encode("utf-8", "surrogatepass")
    before = raw[:position].decode("utf-8", "replace") if isinstance(position, int) else ""
    return Finding(
        "yaml-syntax", problem, span=span_after(before, file), suggestion="remove the character, or write its escape"
    )


def span_after(before: str, file: str) -> Span:
    """The place right behind a text."""
    lines = _BREAK.split(before)
    return Span(file, len(lines), len(lines[-1]) + 1)
