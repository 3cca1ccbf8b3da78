"""Where each price stands in AWS's price list: one module for each service.

A module lists SELECTORS, price id -> Selector (`*` at the end of an id: the name of a type), and NOT_LISTED, price id
-> why it has no row of its own there. An id in neither cannot be refreshed, and nobody has looked it up yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from innovate_model.prices.price import Unknown
from innovate_model.prices.selector import ANY, Selector
from innovate_model.registry import modules


def selector_of(id: str) -> Selector | Unknown:
    """Where the price of an id stands, or why that cannot be said."""
    found = _find(selectors(), id)
    if found is not None:
        pattern: str = found[0]
        selector: Selector = found[1]
        return selector.of(id.removeprefix(pattern.removesuffix(ANY))) if pattern.endswith(ANY) else selector
    reason = _find(not_listed(), id)
    return Unknown(reason[1] if reason else "its row in AWS's price list is not known")


@cache
def selectors() -> Mapping[str, Selector]:
    """Price id, or the beginning of one and `*` -> its selector."""
    return _gathered("SELECTORS")


@cache
def not_listed() -> Mapping[str, str]:
    """Price id, or the beginning of one and `*` -> why it cannot be refreshed."""
    return _gathered("NOT_LISTED")


def _gathered(name: str) -> dict[str, Any]:
    """The tables of all modules as one. TypeError where two speak of one id."""
    found: dict[str, Any] = {}
    for module in modules(__name__):
        for id, entry in getattr(module, name, {}).items():
            if id in found:
                raise TypeError(f"{module.__name__}: {id} is in another module already")
            found[id] = entry
    return found


def _find(table: Mapping[str, Any], id: str) -> tuple[str, Any] | None:
    """The entry of an id itself, or that of its longest beginning."""
    if id in table:
        return id, table[id]
    parts = id.split(".")
    for count in range(len(parts) - 1, 0, -1):
        pattern = ".".join((*parts[:count], ANY))
        if pattern in table:
            return pattern, table[pattern]
    return None
