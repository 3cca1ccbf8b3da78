"""One answer of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What a cell says: something is there, something was decided against, it makes no sense here, its price is not
    known, or nothing yet."""

    FILLED = "filled"
    NOT_CHOSEN = "not chosen"
    NOT_APPLICABLE = "not applicable"
    NOT_KNOWN = "not known"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Cell:
    """`items` are what fills it (addresses, ids of checks, names of pictures, kinds, sums); `reason` why nothing
    does."""

    state: State
    items: tuple[str, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        if self.state is State.FILLED:
            return ", ".join(self.items)
        return f"{self.state}: {self.reason}" if self.reason else str(self.state)


def filled(items: Sequence[str], otherwise: str = "") -> Cell:
    """What fills a cell, each once; an open one where that is nothing."""
    found = tuple(dict.fromkeys(items))
    return Cell(State.FILLED, found) if found else Cell(State.OPEN, (), otherwise)


def not_applicable(reason: str) -> Cell:
    """Why nothing belongs there."""
    return Cell(State.NOT_APPLICABLE, (), reason)
