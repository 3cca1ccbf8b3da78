"""Results as tables: a DataFrame for those who reckon on, and a small HTML table for whoever looks at a notebook."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

ROWS_SHOWN = 40
"""A notebook shows so many rows; the DataFrame has all."""

_NUMBER = re.compile(r"(at least )?-?[\d,]+(\.\d+)?")
_DOT = re.compile(r"\.(?=[a-z])")
_MISSING = "pandas is not installed: install `innovate-model[notebook]`"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns (a unit stands in the name of its column), below a sentence that says what
    they come to."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    sentence: str = ""

    def to_frame(self) -> pandas.DataFrame:
        """The table as a DataFrame. ImportError with the extra to install where pandas is missing."""
        try:
            import pandas
        except ImportError as error:
            raise ImportError(_MISSING) from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Escaped, without script or style sheet: it looks the same in a notebook that is not trusted."""
        sides = [_side(row[number] for row in self.rows) for number in range(len(self.columns))]
        head = "".join(_cell("th", column, side) for column, side in zip(self.columns, sides, strict=True))
        lines = (
            "".join(_cell("td", cell, side) for cell, side in zip(row, sides, strict=True))
            for row in self.rows[:ROWS_SHOWN]
        )
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        more = len(self.rows) - ROWS_SHOWN
        rest = f"<p>and {more} more rows: see to_frame()</p>" if more > 0 else ""
        title = f"<p>{'<br>'.join(map(escape, self.sentence.splitlines()))}</p>" if self.sentence else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if self.rows else ""
        return title + table + rest


class Tabular(ABC):
    """What can be seen as a table."""

    __slots__ = ()

    @abstractmethod
    def table(self) -> Table:
        """The result as a table."""

    def to_frame(self) -> pandas.DataFrame:
        """The result as a DataFrame. ImportError with the extra to install where pandas is missing."""
        return self.table().to_frame()

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _side(cells: Iterable[object]) -> str:
    """A column of nothing but numbers is flush right."""
    return "right" if all(_NUMBER.fullmatch(str(cell)) for cell in cells) else "left"


def _cell(tag: str, value: object, side: str) -> str:
    """One cell. An address may break after its dots, else it would push the table off the page."""
    return f'<{tag} style="text-align:{side}">{_DOT.sub(".<wbr>", escape(str(value)))}</{tag}>'
