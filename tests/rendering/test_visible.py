"""What may be printed, how wide it is, and where lines end."""

import unicodedata

import pytest
import wcwidth
import yaml
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.rendering._visible import lines_of, visible, width

# Blocks whose widths every version of Unicode agrees on.
SETTLED = [(0xA1, 0x36F), (0x400, 0x4FF), (0x900, 0x97F), (0x1100, 0x11FF), (0x3041, 0x3096), (0x4E00, 0x9FA5)]
settled_text = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.sampled_from(["😀", "Ａ", "～", "각", "힣", "—", "→"]),
        *(st.characters(min_codepoint=low, max_codepoint=high, exclude_categories=["C"]) for low, high in SETTLED),
    )
)


@given(st.text(st.characters()))
def test_visible_text_holds_nothing_that_a_terminal_obeys_or_hides(text: str) -> None:
    """No control, format mark, line separator or half surrogate is left: a UTF-8 terminal prints it on one line."""
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@given(settled_text)
def test_visible_leaves_alone_what_shows_as_itself(text: str) -> None:
    """Letters, marks, digits, signs and blanks of any script stay as they are."""
    assert visible(text) == text
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b31m", r"\x9b31m"),
        ("\x7f", r"\x7f"),
        ("a\tb\r\n", r"a\tb\r\n"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("\uffff", r"\uffff"),
    ],
)
def test_escapes(text: str, shown: str) -> None:
    """Each kind of invisible character is shown as the escape that Python and YAML know it by."""
    assert visible(text) == shown


@given(settled_text)
def test_width_is_that_of_a_terminal(text: str) -> None:
    """Character by character, the width is the one that wcwidth (the tables of terminal emulators) gives."""
    assert width(text) == sum(wcwidth.wcwidth(char) for char in text)


@given(st.lists(st.sampled_from(["# a", "# 日", ""])), st.sampled_from(["\n", "\r\n", "\r", "\x85", "\u2028"]))
def test_lines_are_those_of_the_yaml_parser(lines: list[str], line_break: str) -> None:
    """The line that the YAML parser counts is the line that is quoted, whatever line breaks the file has."""
    text = line_break.join([*lines, "key"])
    node = yaml.compose(text, yaml.CSafeLoader)
    assert node is not None
    assert lines_of(text)[node.start_mark.line] == "key"


def test_byte_order_mark_is_no_character_of_the_first_line() -> None:
    """Columns start behind a byte order mark, as the YAML parser counts them."""
    assert lines_of("\ufeffa: 1\nb") == ["a: 1", "b"]
