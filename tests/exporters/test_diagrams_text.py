"""Measuring text without a font: the table is held against the font that the PNGs are drawn with."""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagrams.png import font_files
from exporters.diagrams.text import one_line, shortened, text_width, wrapped


def advances(font: Path) -> dict[str, float]:
    """Character -> advance in em, from `cmap` (format 4) and `hmtx`; simple glyph mappings only."""
    data = font.read_bytes()
    count = unpack_from(">H", data, 4)[0]
    at = {data[i : i + 4]: unpack_from(">I", data, i + 8)[0] for i in range(12, 12 + 16 * count, 16)}
    units = unpack_from(">H", data, at[b"head"] + 18)[0]
    metrics = unpack_from(">H", data, at[b"hhea"] + 34)[0]
    found: dict[str, float] = {}
    for i in range(unpack_from(">H", data, at[b"cmap"] + 2)[0]):
        table = at[b"cmap"] + unpack_from(">I", data, at[b"cmap"] + 8 + 8 * i)[0]
        if unpack_from(">H", data, table)[0] != 4:
            continue
        half = unpack_from(">H", data, table + 6)[0] // 2
        ends, starts, deltas, offsets = (
            unpack_from(f">{half}H", data, table + 14 + 2 * half * k + 2 * (k > 0)) for k in range(4)
        )
        for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for code in range(start, min(end, 0xFFFE) + 1):
                glyph = (code + deltas[k]) & 0xFFFF
                if offsets[k]:
                    glyph = unpack_from(">H", data, table + 16 + 6 * half + 2 * k + offsets[k] + 2 * (code - start))[0]
                advance = unpack_from(">H", data, at[b"hmtx"] + 4 * min(glyph, metrics - 1))[0]
                found[chr(code)] = advance / units
    return found


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_is_wider_than_the_table_says(bold: bool) -> None:
    """Every character of the font is at most as wide as it is measured, so that text never leaves its box."""
    widths = advances(font_files()[bold])
    assert len(widths) > 200
    too_narrow = {c: w for c, w in widths.items() if text_width(c * 100, 10, bold=bold) < w * 1000 - 1}
    assert too_narrow == {}


@given(st.text(max_size=60), st.integers(0, 300), st.booleans())
def test_shortened_fits(text: str, width: int, bold: bool) -> None:
    """A shortened text fits, and is the text itself, or a beginning of it with an ellipsis, or nothing."""
    short = shortened(text, width, 12, bold=bold)
    assert text_width(short, 12, bold=bold) <= width
    assert short == text or short == "" or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.text(max_size=80))
def test_wrapped_keeps_words_that_fit(text: str) -> None:
    """Wrapping into lines that every word fits loses nothing but white space."""
    assert " ".join(wrapped(text, 2000, 12)).split() == text.split()
    assert all(text_width(line, 12) <= 60 for line in wrapped(text, 60, 12))


@given(st.text())
def test_one_line_is_idempotent(text: str) -> None:
    """What was made printable once stays as it is."""
    assert one_line(one_line(text)) == one_line(text)
