"""Which resources a row's selectors mean."""

from __future__ import annotations

from innovate_model.analyses.selecting import chosen
from innovate_model.coverage.rows import Row
from innovate_model.model import Model
from innovate_model.resources.base import Resource


def selected(model: Model, row: Row) -> tuple[tuple[Resource, ...], ...]:
    """What each selector of a row finds, in the model's order."""
    return tuple(chosen(model, selector) for selector in row.resources)
