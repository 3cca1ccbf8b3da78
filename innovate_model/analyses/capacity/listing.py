"""What the modules in `limits/` have to say, found by looking through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innovate_model.registry import modules

_LIMITS = "innovate_model.analyses.capacity.limits"


def listed(table: str) -> Mapping[str, Mapping[str, Any]]:
    """Kind -> name -> function, of what each module lists in a table of that name. Two of one name for a kind are a
    programming error (TypeError)."""
    found: dict[str, dict[str, Any]] = {}
    for module in modules(_LIMITS):
        for kind, functions in getattr(module, table, {}).items():
            known = found.setdefault(kind, {})
            if known.keys() & functions.keys():
                raise TypeError(f"{module.__name__}: {kind} has such an entry in {table} already")
            known.update(functions)
    return found
