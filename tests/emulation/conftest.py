"""The worker that the tests of the emulation share."""

from collections.abc import Iterator

import pytest

from innovate_model.emulation.laboratory import Laboratory, NotPossible


@pytest.fixture(scope="session")
def laboratory() -> Iterator[Laboratory]:
    """Namespaces of a real kernel; without them a test skips, with the reason."""
    try:
        made = Laboratory()
    except NotPossible as reason:
        pytest.skip(f"{reason}: {reason.mend}")
    with made:
        yield made
