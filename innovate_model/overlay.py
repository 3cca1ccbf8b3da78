"""The one composition mechanism: includes, `extends`, environments, scenarios and what-ifs are all the same deep merge.

Maps merge deeply, a list or scalar replaces, null removes. What an overlay does not touch is the same object
afterwards, which is what makes a what-if cheap.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path as FilePath
from typing import Any

from innovate_model.finding import Finding, Related
from innovate_model.hints import among, did_you_mean, near, shown
from innovate_model.memory import Memory
from innovate_model.reading import MAX_DEPTH, read
from innovate_model.source import Block, Items, Source, Value, find_span, key_span
from innovate_model.span import Path, Span, path_text

ROOT_FILE = "model.yaml"
BLUEPRINTS = "blueprints"
EXTENDS = "extends"
INCLUDE = "include"


@dataclass(slots=True)
class Texts:
    """The files of one model, joined: `data` is the raw tree (blueprints and extends still in it)."""

    data: Block
    sources: dict[str, Source]
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """False when some file could not be read to its end: what is missing may only be unread."""
        return all(source.is_whole for source in self.sources.values())


def read_files(root: FilePath) -> Texts:
    """Read a model: its root file (a folder means its `model.yaml`) and what it includes, each file once: files
    that include one another, or themselves, are no fault."""
    first = _file(root)
    home = _real(first.parent)
    texts = Texts(Block(), {}, [])
    pending = [first]
    while pending:
        file = pending.pop()
        name = os.path.normpath(file)
        if name not in texts.sources:
            source = texts.sources[name] = read(file, name)
            texts.findings.extend(source.findings)
            texts.data = _join(texts.data, without(source.data, INCLUDE), (), texts.findings)
            pending.extend(reversed(_included(file, source, home or "", texts.findings)))
    return texts


def _file(place: FilePath) -> FilePath:
    return place / ROOT_FILE if os.path.isdir(place) else place  # noqa: PTH112 - Path.is_dir raises for some names


def _real(place: FilePath) -> str | None:
    """Where a path leads when all links are followed; None for what cannot be a path."""
    try:
        return os.path.realpath(place)
    except ValueError:  # a NUL character
        return None


def join_sources(sources: Sequence[Source]) -> Texts:
    """Sources that were read elsewhere (standard input, a test) as one model; `include` in them is refused: it
    means files on disk."""
    texts = Texts(Block(), {}, [])
    for source in sources:
        texts.sources[source.file] = source
        texts.findings.extend(source.findings)
        texts.data = _join(texts.data, source.data, (), texts.findings)
    return texts


def _included(file: FilePath, source: Source, home: str, findings: list[Finding]) -> list[FilePath]:
    """The files that a file includes, in order; what cannot be included is a finding."""
    entries = source.data.get(INCLUDE, ())
    if entries is None or isinstance(entries, Block):
        hint = "include: [FILE, ...], or no `include` at all"
        message = f"`include` must be a list of files and folders, not {shown(entries)}"
        findings.append(Finding("wrong-type", message, span=key_span(source.data, INCLUDE), suggestion=hint))
        return []
    files = []
    for index, entry in enumerate([entries] if isinstance(entries, str) else entries):
        path: Path = (INCLUDE,) if isinstance(entries, str) else (INCLUDE, index)
        span = find_span(source.data, path)
        target = file.parent / entry if isinstance(entry, str) and entry else None
        real = _real(target) if target is not None else None
        if target is None or real is None:
            findings.append(Finding("wrong-type", "an include is the name of a file or folder", span=span))
        elif os.path.commonpath([home, real]) != home:
            message = f"include {entry} leaves the model's folder"
            hint = "move the file into the model's folder"
            findings.append(Finding("include-outside", message, span=span, suggestion=hint))
        elif not os.path.lexists(real):
            message = f"there is no file {entry} to include"
            findings.append(Finding("include-missing", message, span=span, suggestion=_nearest_file(target)))
        else:
            files.append(_file(target))
    return files


def _nearest_file(missing: FilePath) -> str:
    """The YAML files whose names, less their endings, are like that of a missing one."""
    try:
        names = sorted(os.listdir(missing.parent))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return f"there is no folder {missing.parent} either"
    stems: dict[str, str] = {}
    for name in names:
        if name.endswith((".yaml", ".yml")):
            stems.setdefault(FilePath(name).stem, name)
    return did_you_mean(stems[stem] for stem in near(missing.stem, stems))


def without(block: Block, *keys: str) -> Block:
    """The same block less some keys; the very same object if it has none of them."""
    if not any(key in block for key in keys):
        return block
    copy = Block(block.start)
    for key, value in block.items():
        if key not in keys:
            copy.put(key, value, block)
    return copy


def _join(first: Block, second: Block, path: Path, findings: list[Finding]) -> Block:
    """Two files side by side: neither overrides the other, so one key set differently in both is a fault."""
    if not first:
        return second
    joined = Block(first.start)
    for key, value in first.items():
        joined.put(key, value, first)
    for key, value in second.items():
        if key not in joined:
            joined.put(key, value, second)
        elif isinstance(joined[key], Block) and isinstance(value, Block):
            joined[key] = _join(joined[key], value, (*path, key), findings)
        elif joined[key] != value:
            related = Related("the other value is here", span=key_span(first, key))
            message = f"{path_text((*path, key))} is set differently in two files"
            hint = "keep one of the two; use `extends` where one is meant to override the other"
            findings.append(
                Finding("include-conflict", message, span=key_span(second, key), suggestion=hint, related=(related,))
            )
    return joined


def as_block(data: Mapping[Any, Any], depth: int = 0) -> Block:
    """A Python mapping (a what-if in a notebook) as data that can be merged. Scalars become the text a person would
    write. ValueError for one that is nested deeper than a file may be (or contains itself)."""
    if depth > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
    block = Block()
    for key, value in data.items():
        block[str(key)] = _as_value(value, depth + 1)
    return block


def _as_value(value: Any, depth: int) -> Value:
    if value is None or isinstance(value, (Block, Items)):
        return value
    if isinstance(value, Mapping):
        return as_block(value, depth)
    if isinstance(value, (list, tuple)):
        items = Items()
        items.extend(as_block(dict(enumerate(value)), depth).values())
        return items
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@dataclass(slots=True)
class Composer:
    """Merges and resolves, and remembers what it merged: the same inputs give the same object again."""

    memory: Memory = field(default_factory=Memory)

    def merge(self, base: Block, over: Block) -> Block:
        """`over` on top of `base`."""
        known = self.memory.recall(("merged", id(base), id(over)))
        if known is not None:
            return known[2]  # type: ignore[no-any-return]
        merged = Block(over.start or base.start)
        for key, value in base.items():
            if key not in over:
                merged.put(key, value, base)
                continue
            new = over[key]
            if isinstance(new, Block) and isinstance(value, Block):
                merged.put(key, self.merge(value, new), over if key in over.marks else base)
            elif new is not None and key in over.marks:
                merged.put(key, new, over)
            elif new is not None:
                merged.put_at_key(key, new, base)
        for key, value in over.items():
            if key not in base:
                merged.put(key, value, over)
        self.memory.keep(("merged", id(base), id(over)), (base, over, merged))
        return merged

    def resolve(self, data: Block, findings: list[Finding]) -> Block:
        """The tree with every `extends` carried out and the blueprints gone."""
        blueprints = data.get(BLUEPRINTS)
        if blueprints is not None and not isinstance(blueprints, Block):
            message = f"`blueprints` must be a mapping of names to mappings, not {shown(blueprints)}"
            findings.append(Finding("wrong-type", message, span=key_span(data, BLUEPRINTS)))
            blueprints = None
        rest = without(data, BLUEPRINTS)
        if blueprints is None:
            blueprints = _NO_BLUEPRINTS
        resolved = self._resolve(rest, blueprints, (), 0, findings)
        self._look_at_unused(blueprints, findings)
        return resolved

    def _look_at_unused(self, blueprints: Block, findings: list[Finding]) -> None:
        """What nobody extends (yet) may still extend what is not there, or itself."""
        for name, block in blueprints.items():
            if not isinstance(block, Block):
                hint = f"{name}: {{...}}"
                span = key_span(blueprints, name)
                message = f"blueprint `{name}` must be a mapping, not {shown(block)}"
                findings.append(Finding("wrong-type", message, span=span, suggestion=hint))
            else:
                self._resolve(block, blueprints, (name,), 0, findings)

    def _resolve(
        self, block: Block, blueprints: Block, active: tuple[str, ...], depth: int, findings: list[Finding]
    ) -> Block:
        if EXTENDS not in block and not block.holds_blocks():
            return block
        known = self.memory.recall(("resolved", id(blueprints), id(block)))
        if known is not None:
            return known[2]  # type: ignore[no-any-return]
        found = len(findings)
        resolved = self._resolve_children(block, blueprints, active, depth, findings)
        if EXTENDS in block:
            named = [
                self._blueprint(name, find_span(block, path), blueprints, active, findings)
                for path, name in _names(block, findings)
            ]
            bases = [base for base in named if base is not None]
            if bases:
                resolved = self.merge(reduce(self.merge, bases), resolved)
        if len(findings) == found and depth <= _REMEMBERED_DEPTH:
            self.memory.keep(("resolved", id(blueprints), id(block)), (blueprints, block, resolved))
        return resolved

    def _resolve_children(
        self, block: Block, blueprints: Block, active: tuple[str, ...], depth: int, findings: list[Finding]
    ) -> Block:
        changed = {}
        for key, value in block.items():
            if type(value) is Block:
                new = self._resolve(value, blueprints, active, depth + 1, findings)
                if new is not value:
                    changed[key] = new
        if not changed and EXTENDS not in block:
            return block
        copy = Block(block.start)
        for key, value in block.items():
            if key != EXTENDS:
                copy.put(key, changed.get(key, value), block)
        return copy

    def _blueprint(
        self, name: str, span: Span | None, blueprints: Block, active: tuple[str, ...], findings: list[Finding]
    ) -> Block | None:
        short = name.removeprefix(BLUEPRINTS + ".")
        if short in active:
            findings.append(_cycle(active[active.index(short) :], blueprints, span))
            return None
        base = blueprints.get(short)
        if not isinstance(base, Block):
            if short not in blueprints:
                message, hint = (
                    f"there is no blueprint {short}",
                    among(short, blueprints) or f"none is declared: add it under `{BLUEPRINTS}`",
                )
                findings.append(Finding("dangling-blueprint", message, span=span, suggestion=hint))
            return None
        return self._resolve(base, blueprints, (*active, short), 0, findings)


_NO_BLUEPRINTS = Block()
_REMEMBERED_DEPTH = 3
"""Deep enough that an untouched account is not walked again, not so deep that every mapping is remembered."""


def _cycle(circle: tuple[str, ...], blueprints: Block, span: Span | None) -> Finding:
    """One circle, told in the same words from wherever it was entered."""
    first = circle.index(min(circle))
    circle = (*circle[first:], *circle[:first])
    message = f"blueprints extend one another in a circle: {' -> '.join((*circle, circle[0]))}"
    last = blueprints[circle[-1]]
    at = find_span(last, (EXTENDS,)) or span
    return Finding("extends-cycle", message, span=at, suggestion=f"take `extends` out of `{circle[-1]}`")


def _names(block: Block, findings: list[Finding]) -> list[tuple[Path, str]]:
    """The blueprints that a mapping extends, each with its place in the mapping."""
    value = block[EXTENDS]
    if isinstance(value, str):
        return [((EXTENDS,), value)]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        message = "`extends` must be the name of a blueprint or a list of names"
        findings.append(
            Finding("wrong-type", message, span=key_span(block, EXTENDS), suggestion="extends: blueprints.NAME")
        )
        return []
    return [((EXTENDS, index), name) for index, name in enumerate(value)]
