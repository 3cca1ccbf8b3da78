"""The worker that every test of the emulation shares, or the reason why there is none."""

from collections.abc import Iterator

import pytest

from innovate_model.emulation.laboratory import Laboratory, NotPossible


@pytest.fixture(scope="session")
def laboratory() -> Iterator[Laboratory]:
    """Namespaces of a real kernel; tests skip where it does not grant them."""
    try:
        made = Laboratory()
    except NotPossible as reason:
        pytest.skip(str(reason))
    with made:
        yield made
