"""The one composition mechanism: includes, `extends`, environments, scenarios and what-ifs are all the same deep merge.

Maps merge deeply, a list or scalar replaces, null removes: from every layer below, also from blueprints, which come
under a mapping after all that lies over it. What an overlay does not touch is the same object
afterwards, which is what makes a what-if cheap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from innovate_model.finding import Finding
from innovate_model.hints import among, shown
from innovate_model.memory import Memory
from innovate_model.reading import MAX_DEPTH
from innovate_model.source import Block, Items, Value, find_span, key_span
from innovate_model.span import Path, Span

BLUEPRINTS = "blueprints"
EXTENDS = "extends"
INCLUDE = "include"


def without(block: Block, *keys: str) -> Block:
    """The same block less some keys; the very same object if it has none of them."""
    if not any(key in block for key in keys):
        return block
    copy = Block(block.start)
    copy.removed = block.removed
    for key, value in block.items():
        if key not in keys:
            copy.put(key, value, block)
    return copy


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
        merged.removed = base.removed | over.removed | _begun_anew(base, over)
        for key, value in base.items():
            if key not in over:
                if key not in over.removed:
                    merged.put(key, value, base)
                continue
            new = over[key]
            if isinstance(new, Block) and isinstance(value, Block) and key not in over.removed:
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
        copy.removed = block.removed
        for key, value in block.items():
            if key != EXTENDS:
                copy.put(key, changed.get(key, value), block)
        return copy

    def _blueprint(
        self, name: str, span: Span | None, blueprints: Block, active: tuple[str, ...], findings: list[Finding]
    ) -> Block | None:
        """What `blueprints.NAME` stands for, or, with a path behind the name, the part of it that stands there."""
        short, *path = name.removeprefix(BLUEPRINTS + ".").split(".")
        if short in active:
            findings.append(_cycle(active[active.index(short) :], blueprints, span))
            return None
        base = blueprints.get(short)
        if not isinstance(base, Block):
            if short not in blueprints:
                hint = among(short, blueprints) or f"none is declared: add it under `{BLUEPRINTS}`"
                findings.append(
                    Finding("dangling-blueprint", f"there is no blueprint {short}", span=span, suggestion=hint)
                )
            return None
        return _part(self._resolve(base, blueprints, (*active, short), 0, findings), short, path, span, findings)


def _begun_anew(base: Block, over: Block) -> frozenset[str]:
    """The keys that a null takes away, and those at which a mapping replaces what is none."""
    return frozenset(
        key
        for key, new in over.items()
        if key in base and (new is None or (isinstance(new, Block) and not isinstance(base[key], Block)))
    )


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


def _part(base: Block, name: str, path: list[str], span: Span | None, findings: list[Finding]) -> Block | None:
    """The mapping at a path in a blueprint."""
    for key in path:
        inner = base.get(key)
        if not isinstance(inner, Block):
            hint = among(key, [other for other, value in base.items() if isinstance(value, Block)])
            message = f"there is no mapping `{key}` in blueprint {name}"
            findings.append(Finding("dangling-blueprint", message, span=span, suggestion=hint))
            return None
        base, name = inner, f"{name}.{key}"
    return base


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
