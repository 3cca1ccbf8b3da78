"""One line of a source file as a report quotes it, and where the caret goes under it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from innovate_model.rendering._visible import TAB_STOP, visible_char, width

MAX_COLUMNS = 100
"""A quoted line takes at most this many terminal columns; a longer one is cut around the caret."""

_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quoted line: `text` to print, and under it carets that start after `caret_offset` columns."""

    text: str
    caret_offset: int
    caret_width: int


def excerpt(line: str, column: int, length: int) -> Excerpt:
    """The part of `line` around the `length` characters from `column` (both as a Span counts them), fit for a terminal.

    A place past the end of the line (the file ended too soon) gets its caret just behind the last character. Takes time
    in proportion to MAX_COLUMNS, however long the line is.
    """
    target = min(max(column, 1) - 1, len(line))
    target_end = min(target + max(length, 1), len(line))
    begin, end = _window(line, target)
    cells = _cells(line[begin:end])
    columns = [0, *accumulate(width(cell) for cell in cells)]
    head, tail = _fit(columns, target - begin, is_cut_before=begin > 0, is_cut_after=end < len(line))
    before = _CUT if begin > 0 or head > 0 else ""
    after = _CUT if end < len(line) or tail < len(cells) else ""
    caret_start = columns[target - begin]
    caret_end = columns[min(max(target_end - begin, 0), tail)]
    return Excerpt(
        before + "".join(cells[head:tail]) + after,
        caret_start - columns[head] + len(before),
        max(caret_end - caret_start, 1),
    )


def _window(line: str, target: int) -> tuple[int, int]:
    """The characters worth measuring: all of a line that may fit, else as many around the target as could show."""
    if len(line) <= 2 * MAX_COLUMNS:
        return 0, len(line)
    return max(0, target - MAX_COLUMNS), min(len(line), target + MAX_COLUMNS)


def _cells(text: str) -> list[str]:
    """What is printed for each character; a tab depends on the columns before it."""
    cells, columns = [], 0
    for char in text:
        cell = " " * (TAB_STOP - columns % TAB_STOP) if char == "\t" else visible_char(char)
        cells.append(cell)
        columns += width(cell)
    return cells


def _fit(columns: list[int], target: int, *, is_cut_before: bool, is_cut_after: bool) -> tuple[int, int]:
    """The slice [head, tail) of the cells that fits, with the target a third of the way in where both sides must go.

    `columns[i]` is where cell i starts; the last entry is where the line ends.
    """
    count = len(columns) - 1
    if columns[-1] <= MAX_COLUMNS - is_cut_before - is_cut_after:
        return 0, count
    head = 0
    if is_cut_before or columns[target] > MAX_COLUMNS * 2 // 3:
        first_column = columns[target] - MAX_COLUMNS // 3
        head = next(i for i, start in enumerate(columns) if start >= first_column)
    room = MAX_COLUMNS - 2
    tail = max(target, head)
    while tail < count and columns[tail + 1] - columns[head] <= room:
        tail += 1
    return head, tail
