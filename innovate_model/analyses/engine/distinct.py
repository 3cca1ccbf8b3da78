"""Rows of bits that are the same, kept once: of millions of pairs only some thousand have different ports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.engine.port_atoms import Masks

Kinds = np.ndarray[Any, np.dtype[np.int64]]
_MOST = 62
"""Bits of a key that stays a positive 64-bit number."""


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """`kind`: [pair] -> its row in each of `rows`."""

    kind: Kinds
    rows: tuple[Masks, ...]

    def is_any(self, index: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows of `rows[index]` have any bit."""
        found: np.ndarray[Any, np.dtype[np.bool_]] = np.bitwise_or.reduce(self.rows[index], axis=1) != 0
        return found


def distinct(*masks: Masks) -> Distinct:
    """Masks of the same pairs, with each combination once. Rows are told apart by a hash, and compared where that says
    that they are the same."""
    joined = np.concatenate(masks, axis=1)
    factors = np.random.default_rng(7).integers(1, 2**63, size=joined.shape[1], dtype=np.uint64) | np.uint64(1)
    _, first, kind = np.unique((joined * factors).sum(axis=1), return_index=True, return_inverse=True)
    if (joined[first][kind] != joined).any():
        _, first, kind = np.unique(joined, axis=0, return_index=True, return_inverse=True)
    return Distinct(kind, tuple(mask[first] for mask in masks))


def combined(parts: Sequence[Any]) -> tuple[Kinds, Kinds]:
    """Pairs with the same number in every part are of one kind: (the kind of each pair, one pair of each kind)."""
    kind = np.asarray(parts[0], dtype=np.int64)
    size = int(kind.max(initial=0)) + 1
    for part in parts[1:]:
        own = int(part.max(initial=0)) + 1
        if own == 1:
            continue
        if (size * own).bit_length() > _MOST:
            _, kind = np.unique(kind, return_inverse=True)
            size = int(kind.max(initial=0)) + 1
        kind, size = kind * own + part, size * own
    _, first, kind = np.unique(kind, return_index=True, return_inverse=True)
    return kind, first
