"""A report as a comment on a pull request: a summary that is read in ten seconds, the details folded below it.

GitHub's Markdown (https://github.github.com/gfm/) turns text into more than its author meant: HTML, links, mentions of
people. So all text of a model stands in code spans, which hold no markup, and out of which nothing leads but a longer
run of backticks than they are made of (https://spec.commonmark.org/0.31.2/#code-spans).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from innovate_model.rendering._changes.report import Report, Section
from innovate_model.rendering._changes.words import Line, Quoted, cut
from innovate_model.rendering._visible import visible

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment
(https://github.com/orgs/community/discussions/27190)."""
MOST = 40
_INNER = 12
_LONGEST_TEXT = 300
_MARKS = {"+": "➕", "-": "➖", "~": "✏️", "x": "❌", "!": "⚠️", "?": "❔", ">": ""}


def markdown(report: Report) -> str:
    """The report; at most `LONGEST` characters, and where something is left out it says how much."""
    head = list(_head(report))
    text = "\n".join(head)
    blocks = []
    left = LONGEST - len(text) - _RESERVE
    skipped = 0
    for section in report.sections:
        block, missing = _folded(section, left)
        skipped += missing
        left -= len(block)
        blocks.append(block)
    if skipped:
        blocks.append(f"\n{skipped} lines were left out: a comment has room for {LONGEST:,} characters.\n")
    return text + "\n" + "".join(blocks)


_RESERVE = 200


def _head(report: Report) -> Iterator[str]:
    of = f" of {code(report.title)}" if report.title else ""
    yield f"### Architecture{of}: {code(report.old)} → {code(report.new)}"
    yield ""
    for each in report.doubts:
        yield from _bullets(each, 0)
    if report.doubts:
        yield ""
    if not report.differs:
        yield "No difference."
    for section in report.sections:
        yield f"- **{section.title}**: {section.headline}"
        for each in section.lines[: section.shows_first]:
            yield _bullet(each, 1)
            yield from (_bullet(inner, 2) for inner in each.inner[: section.shows_inner])
        more = len(section.lines) - section.shows_first
        if section.shows_first and more > 0:
            yield f"  - and {more} more, below"
    if report.differs and report.same:
        yield f"- the same: {', '.join(report.same)}"
    yield ""


def _folded(section: Section, room: int) -> tuple[str, int]:
    """A section behind its title, in at most `room` characters, and how many of its lines are not in it."""
    begin = f"<details><summary>{section.title}: {_in_summary(section.headline)}</summary>\n\n"
    note = f"\n{section.note}.\n" if section.note else ""
    end = f"{note}\n</details>\n\n"
    room -= len(begin) + len(end)
    if room < 0:
        return "", len(section.lines)
    kept: list[str] = []
    for each in section.lines[:MOST]:
        lines = "\n".join(_bullets(each, 0)) + "\n"
        if len(lines) + _RESERVE > room:
            break
        room -= len(lines)
        kept.append(lines)
    missing = len(section.lines) - len(kept)
    more = f"- and {missing} more\n" if missing else ""
    return begin + "".join(kept) + more + end, missing


def _bullets(each: Line, depth: int) -> Iterator[str]:
    yield _bullet(each, depth)
    for inner in each.inner[:_INNER]:
        yield from _bullets(inner, depth + 1)
    if len(each.inner) > _INNER:
        yield f"{'  ' * (depth + 1)}- and {len(each.inner) - _INNER} more"


def _bullet(each: Line, depth: int) -> str:
    """One line of a list, on one line of text."""
    mark = _MARKS.get(each.mark, "")
    text = "".join(code(part) if isinstance(part, Quoted) else part for part in each.parts)
    place = f" ({code(each.place)})" if each.place else ""
    return f"{'  ' * depth}- {mark}{' ' if mark else ''}{text}{place}"


def code(text: str) -> str:
    """Text as a code span, on one line and in which nothing is markup. A delimiter is longer than every run inside."""
    shown = visible(cut(text, _LONGEST_TEXT)) or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _in_summary(text: str) -> str:
    """Our own words and numbers; `->` would begin nothing, but reads better so."""
    return text.replace("->", "→")
