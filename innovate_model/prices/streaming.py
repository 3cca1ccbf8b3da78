"""JSON read piece by piece: files of hundreds of MB are walked through with only one of their entries in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

Place = tuple[str, ...]
"""The keys that lead to a value; entries of an array count as "0", "1", ..."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"[-+.eE0-9]*")
_CHARACTERS = 1 << 20
_LARGEST = 1 << 28
"""An entry larger than so many characters is no entry of a price list."""


class NotWhole(ValueError):
    """The text ends too early, or is not JSON; the message says where."""


def entries(read: Callable[[int], str], into: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    """Every value that stands directly in one of the containers at the places `into`, with its place, in the order of
    the text. Containers that are themselves in `into` are walked through instead (and not told).

    `read(n)` gives up to n more characters, "" at the end. NotWhole for anything but one whole JSON text.
    """
    text = _Text(read)
    yield from _value(text, (), into)
    text.skip_space()
    if text.char():
        raise text.fault("something follows the end")


class _Text:
    """The text, with a window that moves along it."""

    __slots__ = ("_before", "_is_all", "_read", "at", "window")

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._before = 0
        self._is_all = False
        self.window = ""
        self.at = 0

    def more(self) -> bool:
        """Read on; whether there was anything. What lies behind the window's position is let go."""
        size = max(_CHARACTERS, len(self.window) - self.at)
        if self._is_all or size > _LARGEST:
            return False
        read = self._read(size)
        if not read:
            self._is_all = True
            return False
        self._before += self.at
        self.window = self.window[self.at :] + read
        self.at = 0
        return True

    def char(self) -> str:
        """The character here; "" at the end."""
        while self.at >= len(self.window):
            if not self.more():
                return ""
        return self.window[self.at]

    def skip_space(self) -> None:
        while True:
            match = _SPACE.match(self.window, self.at)
            assert match is not None  # it matches nothing, too
            self.at = match.end()
            if self.at < len(self.window) or not self.more():
                return

    def expect(self, chars: str) -> str:
        """Step over one of these characters, and the space before and behind it."""
        self.skip_space()
        found = self.char()
        if not found or found not in chars:
            raise self.fault(f"expected {' or '.join(chars)}")
        self.at += 1
        self.skip_space()
        return found

    def decoded(self) -> Any:
        """The value that begins here, whole. A number at the end of the window may go on behind it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.window, self.at)
            except (json.JSONDecodeError, RecursionError):
                if not self.more():
                    end = self._before + len(self.window)
                    raise self.fault(f"no whole JSON value in what is left of {end} characters,") from None
                continue
            may_go_on = isinstance(value, int | float) and _NUMBER.fullmatch(self.window, end)
            if not (may_go_on and self.more()):
                self.at = end
                return value

    def fault(self, what: str) -> NotWhole:
        where = self._before + self.at
        if self._is_all and self.at >= len(self.window):
            return NotWhole(f"it ends too early, behind {where} characters")
        return NotWhole(f"{what} at character {where}")


_DECODER = json.JSONDecoder()


def _value(text: _Text, place: Place, into: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    text.skip_space()
    first = text.char()
    if place in into and first == "{":
        yield from _object(text, place, into)
    elif place in into and first == "[":
        yield from _array(text, place, into)
    else:
        yield place, text.decoded()


def _object(text: _Text, place: Place, into: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    text.expect("{")
    if text.char() == "}":
        text.at += 1
        return
    while True:
        if text.char() != '"':
            raise text.fault("expected a key")
        key = text.decoded()
        text.expect(":")
        yield from _value(text, (*place, key), into)
        if text.expect(",}") == "}":
            return


def _array(text: _Text, place: Place, into: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    text.expect("[")
    if text.char() == "]":
        text.at += 1
        return
    index = 0
    while True:
        yield from _value(text, (*place, str(index)), into)
        if text.expect(",]") == "]":
            return
        index += 1
