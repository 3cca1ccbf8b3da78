"""Choices, whoever makes them: a seeded generator, or Hypothesis, which also wants to make them smaller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Makes every choice from one: `number(low, high)`, an integer with both ends included.

    Lower numbers stand for simpler choices, so that what makes them small makes the model simple.
    """

    number: Callable[[int, int], int]

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, the simplest first. ValueError if there are none."""
        if not options:
            raise ValueError("nothing to pick from")
        return options[self.number(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """Yes, `percent` times out of a hundred; no is simpler."""
        return self.number(0, 99) >= 100 - percent

    def some(self, options: Sequence[T], percent: int) -> list[T]:
        """Each of the options with this chance, in their order."""
        return [option for option in options if self.chance(percent)]

    def several(self, options: Sequence[T], at_most: int) -> list[T]:
        """One to `at_most` of the options, each once, in their order."""
        count = self.number(1, min(at_most, len(options)))
        left = list(options)
        while len(left) > count:
            left.pop(self.number(0, len(left) - 1))
        return left
