"""Text from a model made harmless for a terminal, a log or an XML reader, and measured as a terminal shows it.

A name in a YAML file may hold an escape sequence that recolours, retitles or rewrites the terminal of whoever reads the
report, or direction marks that show another text than the one that is there ("Trojan Source", https://trojansource.codes).
So whatever does not show as itself is shown as its escape.
"""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

TAB_STOP = 4
"""Tabs of a quoted line are drawn as spaces up to the next multiple of this many columns."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# Marks sit on the letter before them; medial vowels and final consonants of Hangul join the syllable that they follow.
_MARKS = frozenset({"Mn", "Mc", "Me"})
_JOINING_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")

# What YAML 1.1 counts as the end of a line (https://yaml.org/spec/1.1/#id871136), hence what the lines of a Span count.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def _is_noncharacter(char: str) -> bool:
    """The code points that Unicode promises never to assign; XML refuses U+FFFE and U+FFFF outright."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _escape(char: str) -> str:
    if char in "\n\r\t":
        return repr(char)[1:-1]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible_char(char: str) -> str:
    """One character as it may be printed: itself, or its escape if it is a control, format mark or lone surrogate."""
    return _escape(char) if category(char) in _INVISIBLE or _is_noncharacter(char) else char


def visible(text: str) -> str:
    r"""The text on one line, without anything that a terminal obeys or hides.

    >>> visible("na\x1b[31mme\n")
    'na\\x1b[31mme\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible_char(char) for char in text)


def width(text: str) -> int:
    """Terminal columns of a text that `visible` has made harmless: 2 for a wide East Asian character, 0 for a mark."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if category(char) in _MARKS or _JOINING_JAMO.match(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def lines_of(text: str) -> list[str]:
    """The lines that a Span counts, without their line breaks and without a byte order mark."""
    return _LINE_BREAK.split(text.removeprefix("\ufeff"))
