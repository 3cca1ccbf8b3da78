"""Kubernetes' quantities"""

import pytest

from innovate_model.resources.quantity import memory_bytes, millicores


@pytest.mark.parametrize(("text", "expected"), [("250m", 250), ("2", 2000), ("0.5", 500)])
def test_processor_time_in_thousandths_of_a_core(text: str, expected: float) -> None:
    """Cores and their thousandths are the same unit."""
    assert millicores(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("256Mi", 268_435_456), ("1G", 1e9), ("16Gi", 17_179_869_184), ("9", 9)]
)
def test_memory_in_bytes(text: str, expected: float) -> None:
    """Binary and decimal suffixes differ."""
    assert memory_bytes(text) == expected


def test_what_is_no_quantity() -> None:
    """Text that was never checked is refused rather than guessed."""
    with pytest.raises(ValueError, match="memory"):
        memory_bytes("16GB")
    with pytest.raises(ValueError, match="processor"):
        millicores("fast")
