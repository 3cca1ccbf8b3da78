"""Results by the identity of what they were made from: the same inputs give the same objects again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any


class Memory:
    """What was made before. A memory stands on the one of the model that a what-if starts from and leaves that as it
    is, so that ten thousand what-ifs on one model do not make it grow.

    Keys hold the ids of objects, so a value must keep those objects alive.
    """

    __slots__ = ("_base", "_known")

    def __init__(self, base: Memory | None = None) -> None:
        self._base = base
        self._known: dict[Hashable, Any] = {}

    def recall(self, key: Hashable) -> Any:
        """What was kept under a key, here or below; None where nothing was."""
        memory: Memory | None = self
        while memory is not None:
            if key in memory._known:
                return memory._known[key]
            memory = memory._base
        return None

    def keep(self, key: Hashable, value: Any) -> Any:
        """Keep a value, and give it back."""
        self._known[key] = value
        return value

    def __len__(self) -> int:
        return len(self._known)
