"""Kubernetes' quantities"""

import pytest
from pydantic import ValidationError

from innovate_model.resources.quantity import Quantities


@pytest.mark.parametrize("cpu", ["250m", "2", "0.5"])
@pytest.mark.parametrize("memory", ["256Mi", "1G", "16Gi", "9"])
def test_a_quantity_stays_as_it_was_written(cpu: str, memory: str) -> None:
    """Cores and thousandths, binary and decimal suffixes are all taken, and none is rewritten."""
    assert Quantities.model_validate({"cpu": cpu, "memory": memory}) == Quantities(cpu=cpu, memory=memory)


@pytest.mark.parametrize("wrong", [{"memory": "16GB"}, {"cpu": "fast"}, {"memory": "1.2345Gi"}, {"cpu": "2Gi"}])
def test_what_is_no_quantity(wrong: dict[str, str]) -> None:
    """What Kubernetes would not read is refused rather than guessed."""
    with pytest.raises(ValidationError, match="is not a quantity such as"):
        Quantities.model_validate(wrong)
