"""Pairs that are the same as far as some numbers go, found together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Kinds = np.ndarray[Any, np.dtype[np.int64]]
_MOST = 62
"""Bits of a key that stays a positive 64-bit number."""


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
