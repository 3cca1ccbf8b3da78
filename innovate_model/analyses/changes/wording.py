"""What became of the text of a promise: key by key, and whether it may allow more than before.

A text means what it means in the new model; what it names that is not there any more, what it meant in the old one.
Whatever is not shown to ask for at least as much as before may allow more: that is said rather than left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from innovate_model.analyses.changes.renaming import Renames
from innovate_model.analyses.comparable import plain
from innovate_model.analyses.selecting import Selector, resources_of
from innovate_model.analyses.terms import Term
from innovate_model.model import Model
from innovate_model.resources.base import Part
from innovate_model.span import Path, Span
from innovate_model.values import Ports


class Effect(StrEnum):
    """What another text does to a promise."""

    WEAKER = "may now allow more"
    STRICTER = "asks for more"
    SAME = "means the same"


@dataclass(frozen=True, slots=True)
class Rewording:
    """`key` below the word of the promise, or `because`; "" for another kind of promise. `old`, `new`: plain data, None
    for what is not said."""

    key: str
    old: Any
    new: Any
    effect: Effect
    old_span: Span | None = None
    new_span: Span | None = None


class Worded(Protocol):
    """A promise as it is written."""

    @property
    def kind(self) -> str:
        """Its word."""

    @property
    def body(self) -> Part:
        """What stands under it."""

    @property
    def because(self) -> str:
        """The reason."""

    @property
    def path(self) -> Path:
        """Where it stands."""


def rewordings(old: Worded, new: Worded, before: Model, after: Model, renames: Renames) -> Iterator[Rewording]:
    """Each key that says something else, in the order in which kinds have them."""

    def told(key: str, path: Path, values: tuple[Any, Any], effect: Effect) -> Rewording:
        spans = before.span_of((*old.path, *path)), after.span_of((*new.path, *path))
        return Rewording(key, *values, effect, *spans)

    if old.kind != new.kind:
        yield told("", (), (_whole(old), _whole(new)), Effect.WEAKER)
    else:
        meaning = _Meaning(before, after, renames)
        for name, info in type(new.body).model_fields.items():
            values = getattr(old.body, name), getattr(new.body, name)
            key = info.alias or name
            said = tuple(_said(value) for value in values)
            if said[0] != said[1]:
                term = next(each for each in info.metadata if isinstance(each, Term))
                word, value = term.unless
                is_plain = not word or value not in (getattr(old.body, word), getattr(new.body, word))
                yield told(key, (new.kind, key), (said[0], said[1]), meaning.effect(term, *values, is_plain))
    if old.because != new.because:
        yield told("because", ("because",), (old.because, new.because), Effect.SAME)


def _said(value: Any) -> Any:
    """What is written, in an order of its own: one selector or a list of one, `no` or nothing said."""
    found = [str(item) for item in value] if type(value) is tuple else value
    if isinstance(found, list):
        return (found[0] if len(found) == 1 else sorted(found)) if found else None
    return plain(found)


def _whole(one: Worded) -> str:
    """`never: {from: internet, to: instances.db}`."""
    fields = type(one.body).model_fields.items()
    said = {info.alias or name: getattr(one.body, name) for name, info in fields if name in one.body.model_fields_set}
    parts = (f"{key}: {_text(_said(value))}" for key, value in said.items())
    return f"{one.kind}: {{{', '.join(parts)}}}"


def _text(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


@dataclass(frozen=True, slots=True)
class _Meaning:
    before: Model
    after: Model
    renames: Renames

    def effect(self, term: Term, old: Any, new: Any, is_plain: bool) -> Effect:
        """What the new value of a term does to the promise."""
        is_more, is_less = self._at_least(term, old, new), self._at_least(term, new, old)
        if is_more and is_less:
            return Effect.SAME
        return Effect.STRICTER if is_plain and (is_more if term.asks else is_less) else Effect.WEAKER

    def _at_least(self, term: Term, less: Any, more: Any) -> bool:
        """Whether the one value is shown to mean at least all that the other does."""
        if term.is_all_if_empty and (more is None or less is None or () in (more, less)):
            return more is None or more == ()
        if term.order:
            return term.order.index(more) >= term.order.index(less)
        if isinstance(more, tuple) and isinstance(less, tuple):
            return self._holds_all(term, less, more)
        if isinstance(more, str) and isinstance(less, str):
            return _number(more)[1] == _number(less)[1] and _number(more)[0] >= _number(less)[0]
        return more is not None and less is not None and bool(more >= less)

    def _holds_all(self, term: Term, less: tuple[Any, ...], more: tuple[Any, ...]) -> bool:
        if any(isinstance(one, Ports) for one in (*less, *more)):
            return all(any(_covers(wide, one) for wide in more) for one in less)
        wide, narrow = self._groups(term, more), self._groups(term, less)
        return all(any(_within(term, one, other) for other in wide) for one in narrow)

    def _groups(self, term: Term, selections: tuple[str | Selector, ...]) -> set[frozenset[str]]:
        """What selectors mean: one by one, or where every entry is a group by entries (a single one means several)."""
        found = [self._means(selection) for selection in selections]
        if term.is_each and len(found) > 1:
            return set(found)
        return {frozenset((each,)) for group in found for each in group}

    def _means(self, selection: str | Selector) -> frozenset[str]:
        now = resources_of(self.after, selection)
        if now:
            return frozenset(now)
        then = (self.renames.new_by_old.get(each, each) for each in resources_of(self.before, selection))
        return frozenset(then) or frozenset((str(selection),))


def _within(term: Term, inner: frozenset[str], outer: frozenset[str]) -> bool:
    if term.is_whole:
        return all(any(one == holder or one.startswith(f"{holder}.") for holder in outer) for one in inner)
    return inner <= outer


def _covers(wide: Ports, one: Ports) -> bool:
    is_same = wide.protocol in ("all", one.protocol)
    return is_same and wide.from_port <= one.from_port and one.to_port <= wide.to_port


def _number(text: str) -> tuple[int, str]:
    """`60%` -> (60, "%")."""
    found = re.fullmatch(r"([0-9]+)(%?)", text)
    return (int(found[1]), found[2]) if found else (0, text)
