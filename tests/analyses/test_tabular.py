"""Results as tables."""

import sys
from decimal import Decimal

import pytest

from innovate_model.analyses.tabular import ROWS_SHOWN, Table


def test_html_escapes_every_text() -> None:
    """No name, whichever part of the table it stands in, becomes markup."""
    html = Table(("<a>",), (("<b>",), ("&",)), "<i>\n<u>")._repr_html_()
    assert "&lt;i&gt;<br>&lt;u&gt;" in html
    assert all(name in html for name in ("&lt;a&gt;", "&lt;b&gt;", "&amp;"))
    assert not any(tag in html for tag in ("<a>", "<b>", "<i>", "<u>"))


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        ((1, Decimal("2.50")), "right"),
        (("1,234.50", "-3"), "right"),
        (("at least 7.00", "7.00"), "right"),
        (("16.10", "aurora"), "left"),
        (("10.0.0.1",), "left"),
    ],
)
def test_html_sets_columns_of_numbers_flush_right(cells: tuple[object, ...], side: str) -> None:
    """A column of nothing but numbers is flush right; one other text in it sets it left."""
    html = Table(("cost (USD/month)",), tuple((cell,) for cell in cells))._repr_html_()
    assert html.count(f"text-align:{side}") == len(cells) + 1


def test_html_shows_so_many_rows_and_says_how_many_more_there_are() -> None:
    """A long table is cut, and never in silence; the DataFrame has every row."""
    table = Table(("n",), tuple((number,) for number in range(ROWS_SHOWN + 3)))
    assert table._repr_html_().count("<td") == ROWS_SHOWN
    assert "and 3 more rows" in table._repr_html_()
    assert len(table.to_frame()) == ROWS_SHOWN + 3


def test_html_lets_addresses_break_and_numbers_not() -> None:
    """A break is offered after the dots of an address, none within a number or an IP address."""
    html = Table(("what",), (("accounts.dev",), ("USD 1.50",), ("10.0.0.1",)))._repr_html_()
    assert "accounts.<wbr>dev" in html
    assert html.count("<wbr>") == 1


def test_without_pandas_the_sentence_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A DataFrame without pandas is one clear sentence; the HTML needs none."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    table = Table(("a",), ((1,),))
    with pytest.raises(ImportError, match=r"innovate-model\[notebook\]"):
        table.to_frame()
    assert "<td" in table._repr_html_()
