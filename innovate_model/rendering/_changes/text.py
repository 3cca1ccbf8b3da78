"""A report for people at a terminal. Styles are whoever prints it's: a line says what it is by its mark."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.rendering._changes.report import Report, Section
from innovate_model.rendering._changes.words import Line
from innovate_model.rendering._visible import visible

MOST = 40
"""So many lines of each section, and of what stands below a line, are printed; the others are counted."""


def text_lines(report: Report, most: int = MOST) -> Iterator[tuple[str, str]]:
    """(what it is, the line): `heading`, `""` for plain, or the mark of a line. Nothing that a terminal obeys is in
    it. `most` 0 means all."""
    yield "", f"{visible(report.old)} -> {visible(report.new)}: {'differs' if report.differs else 'no difference'}"
    for each in report.doubts:
        yield from _lines(each, 2, most)
    width = max((len(section.title) for section in report.sections), default=0)
    if report.sections:
        yield "", ""
    for section in report.sections:
        yield "", f"  {section.title:{width}}  {section.headline}"
    if report.sections and report.same:
        yield "", f"  {'the same':{width}}  {', '.join(report.same)}"
    for section in report.sections:
        yield from _section(section, most)


def _section(section: Section, most: int) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield "heading", section.title
    shown = section.lines[:most] if most else section.lines
    for each in shown:
        yield from _lines(each, 2, most)
    if len(shown) < len(section.lines):
        yield "", f"  ... and {len(section.lines) - len(shown)} more: --all prints them"
    if section.note:
        yield "", f"  {section.note}"


def _lines(each: Line, indent: int, most: int) -> Iterator[tuple[str, str]]:
    mark = f"{each.mark}  " if each.mark else ""
    place = f"  [{visible(each.place)}]" if each.place else ""
    yield each.mark, " " * indent + mark + "".join(map(visible, each.parts)) + place
    if each.is_minor and most:
        return
    shown = each.inner[:most] if most else each.inner
    for inner in shown:
        yield from _lines(inner, indent + 4, most)
    if len(shown) < len(each.inner):
        yield "", " " * (indent + 4) + f"... and {len(each.inner) - len(shown)} more"
