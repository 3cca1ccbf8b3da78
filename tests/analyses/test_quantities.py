"""Quantities as numbers."""

from decimal import Decimal

import pytest

from innovate_model.analyses.quantities import amounts, cores, size
from innovate_model.resources.quantity import Quantities


@pytest.mark.parametrize(("text", "expected"), [("250m", "0.25"), ("2", "2"), ("0.5", "0.5"), ("1500m", "1.5")])
def test_cores(text: str, expected: str) -> None:
    """Thousandths, or cores."""
    assert cores(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", 1), ("1k", 1000), ("1Ki", 1024), ("256Mi", 256 * 2**20), ("0.5Gi", 2**29), ("1G", 10**9), ("2Ti", 2**41)],
)
def test_size(text: str, expected: int) -> None:
    """Bytes, by powers of ten or of two."""
    assert size(text) == expected


def test_amounts() -> None:
    """What is not written is not there."""
    assert amounts(None) == {}
    assert amounts(Quantities(cpu="250m")) == {"cpu": Decimal("0.25")}
    assert amounts(Quantities(cpu="1", memory="1Ki")) == {"cpu": 1, "memory": 1024}
