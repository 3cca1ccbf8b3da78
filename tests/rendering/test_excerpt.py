"""The quoted line: cut, measured, and with its caret under the right characters."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.rendering._excerpt import MAX_COLUMNS, Excerpt, excerpt
from innovate_model.rendering._visible import visible, width

lines = st.one_of(
    st.text(st.sampled_from("ab \t日é😀\u0301\x1b")),
    st.text(st.sampled_from("ab \t日é😀\u0301\x1b"), min_size=150, max_size=500),
)


def under_caret(quoted: Excerpt) -> str:
    """What stands above the carets."""
    above, columns = "", 0
    for char in quoted.text:
        if quoted.caret_offset <= columns < quoted.caret_offset + quoted.caret_width:
            above += char
        columns += width(char)
    return above


@pytest.mark.parametrize(
    ("line", "column", "length", "expected"),
    [
        ("a: 1", 4, 1, Excerpt("a: 1", 3, 1)),
        ("\tb: 1", 2, 1, Excerpt("    b: 1", 4, 1)),
        ("ab\tc", 4, 1, Excerpt("ab  c", 4, 1)),
        ("日本: x", 5, 1, Excerpt("日本: x", 6, 1)),
        ("x: 日本", 4, 2, Excerpt("x: 日本", 3, 4)),
        ("e\u0301: x", 5, 1, Excerpt("e\u0301: x", 3, 1)),
        ("\x1b: x", 4, 1, Excerpt(r"\x1b: x", 6, 1)),
        ("ab", 3, 1, Excerpt("ab", 2, 1)),
        ("ab", 99, 5, Excerpt("ab", 2, 1)),
        ("ab", 2, 99, Excerpt("ab", 1, 1)),
        ("", 1, 1, Excerpt("", 0, 1)),
    ],
)
def test_caret_counts_columns_not_characters(line: str, column: int, length: int, expected: Excerpt) -> None:
    """Tabs, wide characters, marks and escapes before or under the fault move and stretch the caret accordingly."""
    assert excerpt(line, column, length) == expected


def test_long_line_is_cut_around_the_fault() -> None:
    """A fault in the middle of a long line shows with text on both sides and a sign where text is left out."""
    quoted = excerpt("x" * 500 + "HERE" + "y" * 500, 501, 4)
    assert quoted.text == "…" + "x" * 33 + "HERE" + "y" * 61 + "…"
    assert under_caret(quoted) == "HERE"


def test_long_line_with_its_fault_in_front_is_cut_behind_only() -> None:
    """A fault that shows without it costs no cut at the start of the line."""
    quoted = excerpt("ab: " + "y" * 500, 1, 2)
    assert quoted.text == "ab: " + "y" * (MAX_COLUMNS - 6) + "…"
    assert (quoted.caret_offset, quoted.caret_width) == (0, 2)


@given(lines, st.data())
def test_caret_is_under_the_characters_of_the_span(line: str, data: st.DataObject) -> None:
    """Whatever the line, the quotation fits, and the carets start under the first character meant."""
    column = data.draw(st.integers(1, max(len(line), 1)))
    length = data.draw(st.integers(1, max(len(line) - column + 1, 1)))
    quoted = excerpt(line, column, length)
    assert width(quoted.text) <= MAX_COLUMNS
    assert visible(quoted.text) == quoted.text
    assert quoted.caret_width >= 1
    meant = line[column - 1 : column - 1 + length]
    if meant and not set(meant) & set("\t\u0301\x1b"):
        assert meant.startswith(under_caret(quoted).replace("\u0301", "").rstrip("…"))
        assert under_caret(quoted)


def test_time_does_not_grow_with_the_line() -> None:
    """A line of ten million characters is quoted at once: a minified file must not stall a report."""
    line = "x" * 10_000_000
    start = time.process_time()
    excerpt(line, 5_000_000, 1)
    assert time.process_time() - start < 0.05
