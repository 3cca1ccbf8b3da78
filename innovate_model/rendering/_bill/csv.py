"""A bill as CSV (RFC 4180), for spreadsheets: one row for each line and each gap, the same columns as the frame."""

from __future__ import annotations

import csv
from decimal import Context, Decimal
from io import StringIO

from innovate_model.analyses.cost import LineItems
from innovate_model.analyses.cost.line_items import COLUMNS
from innovate_model.rendering._visible import visible

_FINEST, _WIDE = Decimal("1e-12"), Context(prec=80)


def as_csv(bill: LineItems) -> str:
    """With a row of column names; numbers with 12 decimals at most, which is more than any price has."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in bill.rows())
    return out.getvalue()


def _cell(value: object) -> str:
    """As text that a spreadsheet takes for no formula: https://owasp.org/www-community/attacks/CSV_Injection."""
    text = visible("" if value is None else _number(value) if isinstance(value, Decimal) else str(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _number(value: Decimal) -> str:
    shown = f"{value.quantize(_FINEST, context=_WIDE):f}"
    return shown.rstrip("0").rstrip(".")
