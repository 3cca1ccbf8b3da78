"""What a YAML file is to us: plain data plus the place of every key and value.

The marks that libyaml makes anyway are kept as they are, so that a position costs a reference; a `Span` is made only
for what is asked. Scalars stay the text that was written: what `no`, `1.30` or `012345670123` means is for the type
that asks. Plain `null`, `~` and nothing are None.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from innovate_model.finding import Finding
from innovate_model.span import Path, Span

Value = Any
"""str | None | Block | Items. The recursive alias would only make every user of it cast."""


class Mark(Protocol):
    """libyaml's position: `name` is the file, `line` and `column` count from 0."""

    name: str
    line: int
    column: int


Marks = tuple[Mark, Mark] | tuple[Mark, Mark, int, int]
"""Where a key and its value start; and how long both are where the text says something else (a family's member stands
where the family does)."""


_NONE: frozenset[str] = frozenset()


class Block(dict[str, Value]):
    """A YAML mapping. `marks` holds for each key where the key and where its value starts. `removed`: the keys of which
    nothing shows through from what this will be laid over."""

    __slots__ = ("marks", "removed", "start")

    def __init__(self, start: Mark | None = None) -> None:
        super().__init__()
        self.start = start
        self.marks: dict[str, Marks] = {}
        self.removed: frozenset[str] = _NONE

    def holds_blocks(self) -> bool:
        """Whether any value is a mapping again: most are not, and walks can leave them alone."""
        return Block in map(type, self.values())

    def put(self, key: str, value: Value, origin: Block, origin_key: str | None = None) -> None:
        """Set a key to a value that stands where `origin` has it (under `origin_key`, if named otherwise there)."""
        self[key] = value
        marks = origin.marks.get(origin_key or key)
        if marks is not None:
            self.marks[key] = marks if origin_key is None else _lengths(marks, origin_key, origin[origin_key])

    def put_at_key(self, key: str, value: Value, origin: Block) -> None:
        """Set a key to a value that is written nowhere (a what-if): it stands at the key that it overrides."""
        self[key] = value
        marks = origin.marks.get(key)
        if marks is not None:
            length = marks[2] if len(marks) == 4 else len(key)
            self.marks[key] = (marks[0], marks[0], length, length)


def _lengths(marks: Marks, key: str, value: Value) -> Marks:
    return (marks[0], marks[1], len(key), _length(value) if isinstance(value, str) else 1)


class Items(list[Value]):
    """A YAML sequence. `marks` holds where each item starts."""

    __slots__ = ("marks", "start")

    def __init__(self, start: Mark | None = None) -> None:
        super().__init__()
        self.start = start
        self.marks: list[Mark] = []


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its name, its text, its data (as far as it could be read) and what is wrong with it."""

    file: str
    text: str
    data: Block
    findings: tuple[Finding, ...] = ()
    is_whole: bool = True
    doubtful_from: int | None = None
    """The line from which on a syntax error makes doubtful what was read."""


def span_at(mark: Mark, length: int = 1) -> Span:
    """The Span of a mark, `length` characters long."""
    return Span(mark.name, mark.line + 1, mark.column + 1, max(1, length))


def find_span(data: Value, path: Path) -> Span | None:
    """The place of `path` in `data`: of its value where that is a scalar, else of its key; of the nearest parent
    that has one."""
    best: Span | None = None
    for key in path:
        if isinstance(data, Block) and isinstance(key, str) and key in data:
            value = data[key]
            marks = data.marks.get(key)
            if marks:
                best = _value_span(marks, value) if isinstance(value, str) else key_span(data, key)
        elif isinstance(data, Items) and isinstance(key, int) and key < len(data.marks):
            value = data[key]
            best = span_at(data.marks[key], _length(value) if isinstance(value, str) else 1)
        else:
            break
        data = value
    return best


def _value_span(marks: Marks, value: str) -> Span:
    return span_at(marks[1], marks[3] if len(marks) == 4 else _length(value))


def _length(text: str) -> int:
    """How far a caret runs under a scalar: a text of several lines starts with its sign, `|` or `>`, or a quote."""
    return 1 if "\n" in text else len(text) or _EMPTY_IN_QUOTES


_EMPTY_IN_QUOTES = 2


def key_span(data: Block, key: str) -> Span | None:
    """The place of a key itself."""
    marks = data.marks.get(key)
    if marks is None:
        return None
    return span_at(marks[0], marks[2] if len(marks) == 4 else len(key) or _EMPTY_IN_QUOTES)


@contextmanager
def collector_paused() -> Iterator[None]:
    """The garbage collector stands still: it would walk millions of live objects again and again while none can be
    freed."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if gc.get_freeze_count() == 0:  # move what was made to the oldest generation instead of walking it at once
                gc.freeze()
                gc.unfreeze()
            gc.enable()
