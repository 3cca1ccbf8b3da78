"""YAML text -> Source, from libyaml's events (PyYAML's C parser), in one flat pass.

Events carry positions and build no nodes, which is what makes this several times faster than PyYAML's own loaders.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from stat import S_ISDIR, S_ISREG
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from innovate_model.finding import Finding, Related
from innovate_model.hints import shown
from innovate_model.source import Block, Items, Source, collector_paused, span_at
from innovate_model.span import Span
from innovate_model.syntax import doubtful_line, span_after, syntax_error

MAX_BYTES = 64 * 1024 * 1024
_SHARE = "put what is shared under `blueprints`, and name it with `extends`"
MAX_DEPTH = 64
"""No model needs more; libyaml and every recursive walk after it break down at some tens of thousands."""


def read(file: FilePath, name: str | None = None) -> Source:
    """Read and parse one file. Whatever is wrong with it comes back as a finding; nothing is raised."""
    name = name or str(file)
    try:
        kind = file.stat().st_mode
        if S_ISDIR(kind):
            return unread(name, "file-unreadable", f"{name} is a folder, not a file", "name a YAML file")
        if not S_ISREG(kind):  # a pipe or device may never end, or never begin
            hint = "name a YAML file, or give standard input as -"
            return unread(name, "file-unreadable", f"{name} is a pipe or device, not a file", hint)
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return unread(name, "file-missing", f"there is no file {name}", "")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return unread(name, "file-unreadable", f"{name} cannot be read: {reason.lower()}", "")
    return decode(raw, name)


def decode(raw: bytes, name: str) -> Source:
    """Parse the bytes of a file, of which `MAX_BYTES` and one are enough. Whatever is wrong comes back as a
    finding."""
    if len(raw) > MAX_BYTES:
        return unread(
            name, "file-too-large", f"{name} is larger than {MAX_BYTES >> 20} MiB", "split it and include the parts"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(name, raw, error)
    return parse(text, name)


def parse(text: str, file: str) -> Source:
    """Parse YAML text into data with places.

    All faults are collected; after a syntax error the data holds what stood before it, and `is_whole` is False.
    """
    reader = _Reader(file)
    with collector_paused():
        data = reader.read(text)
    return Source(file, text, data, reader.told(), reader.is_whole, reader.doubtful_from)


def unread(name: str, check: str, message: str, suggestion: str) -> Source:
    """A file that could not be read, with the finding that says why."""
    finding = Finding(check, message, span=Span(name, 1, 1), suggestion=suggestion)
    return Source(name, "", Block(), (finding,), is_whole=False)


def _not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Source:
    finding = Finding(
        "file-not-utf8",
        f"{name} is not UTF-8: byte 0x{raw[error.start]:02x} does not belong there",
        span=span_after(raw[: error.start].decode("utf-8-sig", "replace"), name),
        suggestion="save it as UTF-8",
    )
    return Source(name, raw.decode("utf-8", "replace"), Block(), (finding,), is_whole=False)


def _last_line(root: Block) -> int:
    """Where the last thing that was read begins, from 1: a text may run on into the line that is wrong."""
    data: Any = root
    line = sys.maxsize
    while True:
        if isinstance(data, Block) and data:
            key = next(reversed(data))
            line, data = data.marks[key][0].line, data[key]
        elif isinstance(data, Items) and data:
            line, data = data.marks[-1].line, data[-1]
        else:
            return line + 1


class _Stream:
    """Text as a stream with a name: libyaml's marks then carry the name, at no cost."""

    def __init__(self, text: str, name: str) -> None:
        self.rest = text.encode("utf-8", "surrogatepass")  # libyaml refuses a lone surrogate, with its place
        self.name = name

    def read(self, size: int = -1, /) -> bytes:
        rest, self.rest = self.rest, b""
        return rest


@dataclass
class _Reader:
    """One pass over the events of one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    is_whole: bool = True
    doubtful_from: int | None = None
    refused: list[tuple[Block, Any]] = field(default_factory=list)

    def read(self, text: str) -> Block:
        root = Block()
        try:
            self._read_events(CParser(_Stream(text, self.file)).get_event, root)
        except yaml.YAMLError as error:
            self.is_whole = False
            self.findings.append(syntax_error(error, text, self.file))
            self.doubtful_from = min(doubtful_line(error, text), _last_line(root))
        for holder, key in self.refused:
            holder.pop(key, None)
            holder.marks.pop(key, None)
        return root

    def told(self) -> tuple[Finding, ...]:
        """The findings; of each thing that YAML has and models have not, the first with the number of the others."""
        counts = Counter(finding.check for finding in self.findings)
        kept: dict[object, Finding] = {}
        for finding in self.findings:
            others = counts[finding.check] - 1
            if finding.check in _COUNTED and others:
                more = f"{finding.message} (and {others} more in this file)"
                kept.setdefault(finding.check, replace(finding, message=more))
            else:
                kept[id(finding)] = finding
        return tuple(kept.values())

    def _read_events(self, get: Any, root: Block) -> None:  # noqa: C901, PLR0912, RUF100 - the hot loop: one flat pass
        holder: Any = None  # the Block or Items being filled
        marks: Any = None
        key: Any = None  # a str, or the object() that stands for a refused one
        key_mark: Any = None
        stack: list[tuple[Any, Any, Any, Any]] = []
        while True:
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                if event.tag is not None or event.anchor is not None:
                    self._complain_of_tag(event)
                value = event.value
                if holder is None:
                    self._complain_of_root(event)
                    continue
                if type(holder) is Items:
                    holder.append(_null(event) if value in _NULLS else value)
                    marks.append(event.start_mark)
                elif key is None:
                    key, key_mark = value, event.start_mark
                    if key in holder or key == "<<":
                        key = self._refuse_key(key, holder, event)
                else:
                    holder[key] = _null(event) if value in _NULLS else value
                    marks[key] = (key_mark, event.start_mark)
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mark = event.start_mark
                if event.anchor is not None or event.tag is not None:
                    self._complain_of_tag(event)
                new: Any
                if holder is None:
                    new = root if kind is MappingStartEvent else Items(mark)
                    root.start = mark
                    if kind is SequenceStartEvent:
                        self._complain(
                            "yaml-not-a-mapping", "a model file must be a mapping, not a list", span_at(mark), ""
                        )
                elif len(stack) >= MAX_DEPTH:
                    self.is_whole = False
                    self._complain(
                        "yaml-too-deep", f"nested deeper than {MAX_DEPTH} levels", span_at(mark), "flatten it"
                    )
                    return
                else:
                    new = Block(mark) if kind is MappingStartEvent else Items(mark)
                    if type(holder) is Items:
                        holder.append(new)
                        marks.append(mark)
                    elif key is None:
                        if all(outer is None for _, _, outer, _ in stack):  # else this is inside such a key
                            self._complain(
                                "yaml-key",
                                "a key is a single word or number, not a list or a mapping",
                                span_at(mark),
                                "remove the brackets, or quote the key",
                            )
                        key, key_mark = self._refused_key(holder), mark
                        stack.append((holder, marks, key, key_mark))
                        holder, marks, key = new, new.marks, None
                        continue
                    else:
                        holder[key] = new
                        marks[key] = (key_mark, mark)
                        key = None
                stack.append((holder, marks, None, None))
                holder, marks = new, new.marks
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                holder, marks, key, key_mark = stack.pop()
            elif kind is AliasEvent:
                self._complain(
                    "yaml-alias",
                    f"alias *{event.anchor}: aliases are not supported",
                    span_at(event.start_mark),
                    _SHARE,
                )
                if type(holder) is Block:  # as a key it takes its value along; as a value it leaves the key unsaid
                    key, key_mark = (self._refused_key(holder), event.start_mark) if key is None else (None, None)
            elif kind is DocumentStartEvent:
                if root.start is not None:
                    self.is_whole = False
                    self._complain(
                        "yaml-documents",
                        "a second document in one file",
                        span_at(event.start_mark),
                        "put it into a file of its own",
                    )
                    return
            elif kind is StreamEndEvent:
                if root.start is None and not self.findings:
                    self._complain("file-empty", f"{self.file} is empty", Span(self.file, 1, 1), "")
                return

    def _refuse_key(self, key: str, holder: Block, event: Any) -> Any:
        """Complain of a key that may not stand here, and put its value where nobody will see it."""
        span = span_at(event.start_mark, len(key) or 2)
        if key == "<<" and not event.style:
            self._complain("yaml-merge-key", "merge key <<: merge keys are not supported", span, _SHARE)
        elif key in holder:
            first = holder.marks.get(key)
            related = (Related("first set here", span=span_at(first[0], len(key))),) if first else ()
            self._complain(
                "duplicate-key", f"`{key}` is set twice in one mapping", span, "remove one of the two", related
            )
        else:
            return key
        return self._refused_key(holder)

    def _refused_key(self, holder: Block) -> object:
        """A key that equals no other, which is taken out again at the end."""
        key = object()
        self.refused.append((holder, key))
        return key

    def _complain_of_root(self, event: Any) -> None:
        if event.value or event.style:  # else `---` and nothing: an empty file
            hint = "start with `key: value`"
            message = f"a model file must be a mapping, not {shown(event.value)}"
            self._complain("yaml-not-a-mapping", message, span_at(event.start_mark), hint)

    def _complain_of_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(
                "yaml-anchor",
                f"anchor &{event.anchor}: anchors are not supported",
                span_at(event.start_mark),
                _SHARE,
            )
        if event.tag is not None and event.tag != "!":
            self._complain(
                "yaml-tag",
                f"tag {event.tag}: tags are not supported",
                span_at(event.start_mark),
                "write the plain value",
            )

    def _complain(
        self, check: str, message: str, span: Span, suggestion: str, related: tuple[Related, ...] = ()
    ) -> None:
        self.findings.append(Finding(check, message, span=span, suggestion=suggestion, related=related))


_COUNTED = frozenset(("yaml-alias", "yaml-anchor", "yaml-merge-key", "yaml-tag"))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def _null(event: Any) -> str | None:
    return str(event.value) if event.style else None
