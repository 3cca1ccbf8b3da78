"""Looking things up for many packets at once, in the ways in which numpy is fast.

Measured with numpy 2.4 on 20,000 elements: an index by rows and columns takes half as long when it is flat, a choice by
positions a fifth of one by flags that nobody can foresee.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from innovate_model.analyses.engine.places import Numbers


def cells(table: Any, row: Numbers, column: Numbers | int) -> Any:
    """`table[row, column]` of a table whose columns are counted from the first (rows may count from the last). Tables
    are kept in half the space of what numpy is quick to index by."""
    return table.reshape(-1).take(row * table.shape[1] + column).astype(np.intp)


def split(flags: Any) -> tuple[Any, Any]:
    """Positions where flags are set, and where they are not."""
    return np.flatnonzero(flags), np.flatnonzero(~flags)


def crossed(here: Numbers, there: Numbers) -> tuple[Any, Any, Any]:
    """Pairs of groups of so many members each -> every two members: the position of their pair, and which of its group
    each of them is."""
    pairs = here * there
    which = np.repeat(np.arange(len(pairs)), pairs)
    within = np.arange(len(which)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    return which, *np.divmod(within, there[which])
