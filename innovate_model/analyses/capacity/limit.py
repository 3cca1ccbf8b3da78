"""What a limit is, and what is known of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant


@dataclass(frozen=True, slots=True)
class Lever:
    """The attribute that sets a limit: `path` below the resource `address`, `old` its value, and `needed` the smallest
    value that holds so much (None where none does). `also`: resources that share the load evenly, and need the same
    value."""

    address: str
    path: tuple[str | int, ...]
    old: Any
    needed: Callable[[float], Any]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """`used` of `most` `unit`. `because` says how `used` comes about, `source` is the page that sets the limit.
    `lifts`:
    what lifts it where no value of its `lever` does, or where it has none."""

    used: Numbers
    most: Numbers
    unit: str
    because: str
    source: str
    lever: Lever | None = None
    lifts: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of what is billed a month takes, and why."""

    quantity: Numbers
    reason: str


LimitOf = Callable[[Any, Plant], Limit | None]
MeasureOf = Callable[[Any, Plant], Measured | None]
