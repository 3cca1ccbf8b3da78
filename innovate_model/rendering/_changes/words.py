"""Lines, and how things are called in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

from innovate_model.span import Span

_LONGEST = 120
_NAMED = 4


class Quoted(str):
    """Text that comes from a model, or was made from what stands in one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Line:
    """`mark`: one character (`+`, `-`, `~`, `>`, `x`, `!`, `?`, or "" for none); `parts` in order; `place`: file and
    line; `inner`: lines below it, which few ask for if it `is_minor`."""

    mark: str
    parts: tuple[str, ...]
    place: str = ""
    inner: tuple[Line, ...] = ()
    is_minor: bool = False


def line(mark: str, *parts: str, place: str = "", inner: Iterable[Line] = (), is_minor: bool = False) -> Line:
    """A line of those parts; empty ones are left out."""
    return Line(mark, tuple(part for part in parts if part), place, tuple(inner), is_minor)


def counted(count: int, noun: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def place_of(span: Span | None) -> str:
    """File and line; "" where nothing is written."""
    return f"{span.file}:{span.line}" if span else ""


def places(old: Span | None, new: Span | None) -> str:
    """Where something stood, and where it stands; of one file in two revisions the line suffices."""
    before, after = place_of(old), place_of(new)
    if old is not None and new is not None and _file(old) == _file(new):
        return f"{before}, and now {new.line}" if old.line != new.line else f"{after} in both"
    return " -> ".join(part for part in (before, after) if part)


def _file(span: Span) -> str:
    """Without the name of the revision."""
    return span.file.rpartition(":")[2]


def braced(addresses: Sequence[str]) -> str:
    """Several addresses as one where they differ in whole parts: `accounts.{dev,staging}.vpcs.main`; else the first
    few, and how many more."""
    split = [address.split(".") for address in addresses]
    if len({len(parts) for parts in split}) == 1:
        columns = [list(dict.fromkeys(column)) for column in zip(*split, strict=True)]
        sizes = 1
        for column in columns:
            sizes *= len(column)
        if sizes == len(set(addresses)) == len(list(product(*columns))):
            return ".".join(column[0] if len(column) == 1 else "{" + ",".join(_few(column)) + "}" for column in columns)
    return ", ".join(_few(addresses))


def account_of(address: str) -> str:
    """The account in an address, "" for none."""
    parts = address.split(".")
    return parts[1] if parts[0] == "accounts" and len(parts) > 2 else ""


def below(account: str, text: str) -> str:
    """A text without the account in which all of it stands."""
    return text.replace(f"accounts.{account}.", "") if account else text


class Names:
    """How people in an account call its resources: by the shortest end of the address, of whole pairs of section and
    name, that nothing else there has in either model."""

    __slots__ = ("_count",)

    def __init__(self, *models: Iterable[str]) -> None:
        """Of the addresses of some models."""
        inner = {(account_of(one), _inner(account_of(one), one)) for one in dict.fromkeys(chain(*models))}
        self._count = Counter((account, end) for account, text in inner for end in _ends(text))

    def within(self, account: str, address: str) -> str:
        """An address without the account, and what is in a VPC without the VPC and the cluster around it where its last
        parts name it."""
        text = _inner(account, address)
        if not text.startswith("vpcs."):
            return text
        return next((end for end in _ends(text) if self._count[account, end] < _SEVERAL), text)


_SEVERAL = 2


def _inner(account: str, address: str) -> str:
    return address.removeprefix(f"accounts.{account}.") if account else address


def _ends(text: str) -> Iterator[str]:
    """The ends of an address, short ones first."""
    parts = text.split(".")
    yield from (".".join(parts[-length:]) for length in range(2, len(parts) + 1, 2))


def value_text(value: Any, account: str = "") -> str:
    """A value of `comparable` as it is told in an account, short enough for a line."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(_without_nothing(value), ensure_ascii=False)
    return cut(below(account, text))


def _without_nothing(value: Any) -> Any:
    """A mapping without what it leaves open, which the type adds."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item not in (None, [], {})}
    return value


def cut(text: str, longest: int = _LONGEST) -> str:
    """The text, or its beginning."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _few(names: Sequence[str]) -> list[str]:
    more = len(names) - _NAMED
    return [*names[:_NAMED], *([f"and {more} more"] if more > 0 else [])]
