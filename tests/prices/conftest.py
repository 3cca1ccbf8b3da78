"""Fixtures of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .serving import Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    """A price list on a port of this machine."""
    with serving() as running:
        yield running
