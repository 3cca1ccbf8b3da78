"""What holds for the whole suite."""

import pytest
from hypothesis import settings

# A deadline measures the neighbours on a shared machine, not the code. Everything else stays as Hypothesis chose it,
# which in CI means the same examples every time.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the work, a file stays with one of them, which keeps what it has set up; so do all
    that ask one emulated AWS."""
    for item in items:
        group = "aws" if item.path.parent.name == "aws" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
