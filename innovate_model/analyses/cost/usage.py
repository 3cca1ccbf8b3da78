"""What flows and is stored: the quantities that an architecture does not state by itself, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

ARROW = " -> "
"""Between the two ends of a connection."""
SENT, RECEIVED = "gb_sent", "gb_received"
"""The measures of a connection: GB a month that its client sends, and that it gets back."""
_MAX_DIGITS = 40
"""Keeps every product with a price exact; nothing on Earth is measured more finely."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a month, and why it is thought to be so."""

    quantity: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Amounts by (key, measure). A key is the address of a resource, a kind (`nat_gateway`: each of that kind) or a
    connection (`A -> B`, whatever `reach` takes for its ends, A being who opens the session); a measure is what the
    tariffs ask for (`gb_processed`, `requests`), of a connection `gb_sent` and `gb_received` as A sees it. The address
    goes before the kind. What is stated of a resource is the whole of its measure: connections are parts of that.
    """

    amounts: Mapping[tuple[str, str], Amount]

    @classmethod
    def of(cls, data: Mapping[str, Mapping[str, Any]], reason: str = "stated in the usage") -> Usage:
        """From plain data: `{"nat_gateway": {"gb_processed": 300}}`; a value may be a pair (quantity, reason).

        ValueError for what is not a quantity: finite, not negative, at most 40 digits; a percentage of at most 100.
        """
        amounts = {}
        for key, measures in data.items():
            for measure, value in measures.items():
                quantity, why = value if isinstance(value, tuple) else (value, reason)
                amounts[key, measure] = Amount(quantity_of(quantity, measure, f"{key}.{measure}"), why)
        return cls(amounts)

    @property
    def has_flows(self) -> bool:
        """Is anything stated of a connection?"""
        return any(ARROW in key for key, _ in self.amounts)

    def find(self, address: str, kind: str, measure: str) -> tuple[tuple[str, str], Amount] | None:
        """The amount for a resource, with the key that it is kept under; None where nothing is stated."""
        for key in ((address, measure), (kind, measure)):
            amount = self.amounts.get(key)
            if amount is not None:
                return key, amount
        return None


NO_USAGE = Usage({})


def quantity_of(value: Any, measure: str, where: str = "") -> Decimal:
    """A value as the quantity of a measure. ValueError for what is none: finite, not negative, at most 40 digits; a
    percentage (`percent_...`) of at most 100."""
    where = where or measure
    quantity = _quantity(value, where)
    if measure.startswith("percent_") and quantity > 100:
        raise ValueError(f"{where}: {quantity} is more than 100")
    return quantity


def _quantity(value: Any, where: str) -> Decimal:
    try:
        quantity = None if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        quantity = None
    if quantity is None or not quantity.is_finite() or quantity < 0:
        raise ValueError(f"{where}: {value!r} is not a quantity, 0 or more")
    _, digits, exponent = quantity.as_tuple()
    if len(digits) > _MAX_DIGITS or abs(int(exponent)) > _MAX_DIGITS:
        raise ValueError(f"{where}: {value!r} has more than {_MAX_DIGITS} digits")
    return quantity
