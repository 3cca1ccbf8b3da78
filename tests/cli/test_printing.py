"""How things look on a terminal."""

from unicodedata import category

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.cli import printing
from innovate_model.cli.printing import Painted, below, harmless, paint, say, scope_of, table, width

WIDE = "日本"
COMBINED = "e\u0301"


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a terminal."""
    monkeypatch.setattr(printing, "wants_colour", lambda: True)


def test_width() -> None:
    """Two columns for a wide character, none for a mark or a style."""
    assert (width("ab"), width(WIDE), width(COMBINED), width(click.style("ab", fg="red"))) == (2, 4, 1, 2)


def test_columns_align(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in the cells; one column flush right; no blanks at the ends of lines."""
    table([("a", WIDE, "1"), ("long", COMBINED, "20"), ("", "x", "300")], right=frozenset({2}))
    assert capsys.readouterr().out.splitlines() == [
        f"  a     {WIDE}    1",
        f"  long  {COMBINED}      20",
        "        x     300",
    ]


def test_a_table_of_nothing_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even an empty line."""
    table([])
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("colours")
def test_styles_of_our_own_are_styles_and_others_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    """A painted cell keeps its colour; an escape sequence in the painted text, or in a plain cell, becomes visible."""
    table([(paint("a\x1b[2J", fg="red"), "b\x1b[31m")])
    out = capsys.readouterr().out
    assert out == "  \x1b[31ma\\x1b[2J\x1b[0m  b\\x1b[31m\n"


@given(st.text(max_size=20))
def test_what_is_printed_holds_no_control_character(text: str) -> None:
    """Of any text, and twice is the same as once for what is visible already."""
    shown = harmless(text)
    assert not any(category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in shown)
    assert harmless(shown) == shown
    assert isinstance(paint(text), Painted)


@pytest.mark.usefixtures("colours")
def test_say_lets_colours_through_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """A line composed of painted parts keeps them; it cannot move the cursor or rename the window."""
    say("a " + paint("b", fg="red") + "\x1b[2J\x1b]0;x\x07")
    assert capsys.readouterr().out == "a \x1b[31mb\x1b[0m\\x1b[2J\\x1b]0;x\\x07\n"


def test_the_scope_of_addresses() -> None:
    """The longest address that all stand in, in whole pairs of section and name."""
    vpc = "accounts.production.vpcs.main"
    assert scope_of([f"{vpc}.subnets.app-a", f"{vpc}.subnets.app-b"]) == vpc
    assert scope_of([f"{vpc}.subnets.app-a", "accounts.production.kms_keys.a"]) == "accounts.production"
    assert scope_of([f"{vpc}.subnets.app-a", "accounts.dev.kms_keys.a"]) == ""
    assert scope_of([]) == ""
    assert below(vpc, f"is part of {vpc}.lbs.api") == "is part of lbs.api"
