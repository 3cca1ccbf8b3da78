"""How wide a text is, without opening a font: a table of widths that is true or too large for every font the drawings
name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import ceil

FONT_FAMILY = "Lato, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
ELLIPSIS = "…"

# Advance widths in 1/1000 em of the characters 32..126: the larger of Lato and Liberation Sans (whose widths are
# Arial's), so that a text fits its box in whichever of them a viewer finds. tests/exporters/test_diagrams_text.py holds
# the table against the font itself. fmt: off
# fmt: off
_REGULAR = (
    278, 343, 397, 580, 580, 890, 703, 230, 334, 334, 400, 584, 278, 347, 278, 373, 580, 580, 580, 580, 580,
    580, 580, 580, 580, 580, 278, 278, 584, 584, 584, 557, 1016, 680, 667, 723, 753, 667, 611, 778, 756, 307,
    500, 681, 557, 920, 756, 798, 667, 798, 723, 667, 611, 730, 680, 1019, 667, 667, 624, 300, 375, 300, 580,
    557, 334, 557, 559, 500, 559, 557, 337, 557, 557, 256, 254, 524, 256, 834, 557, 557, 557, 559, 403, 500,
    373, 557, 512, 766, 504, 512, 500, 334, 300, 334, 584,
)
_BOLD = (
    278, 361, 475, 580, 580, 890, 723, 238, 334, 334, 400, 584, 278, 359, 278, 387, 580, 580, 580, 580, 580,
    580, 580, 580, 580, 580, 334, 334, 584, 584, 584, 611, 976, 723, 723, 723, 748, 667, 611, 778, 756, 314,
    557, 723, 611, 930, 756, 800, 667, 800, 723, 667, 611, 728, 710, 1047, 679, 667, 617, 334, 391, 334, 584,
    557, 334, 557, 611, 557, 611, 557, 351, 611, 611, 278, 278, 557, 278, 890, 611, 611, 611, 611, 409, 557,
    387, 611, 557, 791, 557, 557, 500, 390, 300, 390, 584,
)
# fmt: on
_WIDEST = 1180
_SIGNS = {"·": 400, "×": 600, "–": 600, "…": 1000}
"""Likewise for the signs that our own labels are made with, regular and bold."""


@lru_cache(maxsize=4096)
def _advance(character: str, *, bold: bool) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return (_BOLD if bold else _REGULAR)[code - 32]
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and 32 <= ord(base) <= 126:
        return max(_advance(base, bold=bold), 300)
    return _WIDEST  # unknown: nothing in a text face is wider


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of one line of text in pixels at font size `size` in pixels, rounded up; never less than it will be
    drawn."""
    return ceil(sum(_advance(character, bold=bold) for character in text) * size / 1000)


def shortened(text: str, width: int, size: int, *, bold: bool = False) -> str:
    """The text if it fits into `width` pixels, else as much of its beginning as does with `…` after it; "" where not
    even that fits."""
    if text_width(text, size, bold=bold) <= width:
        return text
    for end in range(len(text) - 1, -1, -1):
        candidate = text[:end].rstrip() + ELLIPSIS
        if text_width(candidate, size, bold=bold) <= width:
            return candidate
    return ""


def wrapped(text: str, width: int, size: int) -> tuple[str, ...]:
    """The text broken at spaces into lines of at most `width` pixels; a single word that is wider is shortened."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(shortened(word, width, size))
    return tuple(lines)


def one_line(text: str) -> str:
    """The text as it can stand in XML and on one line: runs of white space become one space, forbidden characters
    become U+FFFD."""
    return "".join(character if _is_printable_in_xml(character) else "\ufffd" for character in " ".join(text.split()))


def _is_printable_in_xml(character: str) -> bool:
    code = ord(character)  # https://www.w3.org/TR/xml/#charsets, less the C1 controls
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
