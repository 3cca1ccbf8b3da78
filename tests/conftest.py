"""What holds for the whole suite."""

from functools import cache

import pytest
from hypothesis import settings

# A deadline measures the neighbours on a shared machine, not the code. Everything else stays as Hypothesis chose it,
# which in CI means the same examples every time.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.register_profile("long", parent=settings.get_profile("patient"), print_blob=True)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _kernel_or_skip(request: pytest.FixtureRequest) -> None:
    """What is marked `kernel` skips, with the reason, where network namespaces cannot be made."""
    if request.node.get_closest_marker("kernel") is not None and (reason := _why_not()):
        pytest.skip(reason)


@cache
def _why_not() -> str:
    from innovate_model.emulation.laboratory import Laboratory, NotPossible

    try:
        Laboratory().close()
    except NotPossible as reason:
        return f"{reason}: {reason.mend}"
    return ""
