"""Which prefixes overlap, among up to millions of them.

Two prefixes overlap exactly when one contains the other. Sorted by first address, then by length, a prefix is
followed by all that it contains, in one run; so the overlaps of a prefix are the length of its run, and finding all
of them is one sort and one search.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from innovate_model.analyses.prefix_parsing import (
    HOST_BITS_HIGH,
    HOST_BITS_LOW,
    IPV4,
    IPV6,
    Bytes,
    Indices,
    Prefixes,
    Words,
    parse,
)

__all__ = ["DEFAULT_LIMIT", "Overlaps", "Prefixes", "overlaps", "parse"]

DEFAULT_LIMIT = 5_000_000
"""Pairs kept unless asked otherwise: 80 MB of indices."""

_ROW_BITS = 26
_ROW_MASK = np.uint64(2**_ROW_BITS - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """Pairs of texts whose prefixes overlap: `container[i]` contains, or equals, `contained[i]` (indices of the texts).

    Each pair stands once; of two equal prefixes the earlier text is the container. The order: IPv4 before IPv6,
    containers by address, then length, then index; what each contains in the same order. `count` is the exact number
    of all pairs, of which the arrays hold the first ones, as many as were asked for.
    """

    container: Indices
    contained: Indices
    count: int

    @property
    def is_complete(self) -> bool:
        """Do the arrays hold every pair?"""
        return len(self.container) == self.count


@dataclass(frozen=True, slots=True)
class _Runs:
    """Prefixes of one family in address order, as texts; which places contain others, and how many that follow them."""

    index: Indices
    containers: Indices
    counts: Indices


def overlaps(prefixes: Prefixes, limit: int = DEFAULT_LIMIT) -> Overlaps:
    """All pairs of overlapping prefixes, of which at most `limit` are listed and all are counted.

    Equal prefixes multiply: 100,000 times the same one is 5 thousand million pairs, hence the limit. An IPv4 prefix
    never overlaps an IPv6 one. Time and memory grow with the prefixes (n log n) and the pairs listed.
    """
    containers, contained = [], []
    count = 0
    for family in (IPV4, IPV6):
        runs = _runs(prefixes, family)
        outer, inner = _listed(runs, max(0, limit - count))
        containers.append(outer)
        contained.append(inner)
        count += int(runs.counts.sum())
    pair = np.concatenate(containers), np.concatenate(contained)
    for array in pair:
        array.setflags(write=False)
    return Overlaps(*pair, count)


def _runs(prefixes: Prefixes, family: int) -> _Runs:
    rows = np.flatnonzero(prefixes.family == family)
    high, low, length = prefixes.high[rows], prefixes.low[rows], prefixes.length[rows]
    fits_one_word = family == IPV4 and len(rows) <= 2**_ROW_BITS
    order = _order_ipv4(high, length) if fits_one_word else _order(high, low, length)
    containers, counts = _contained_counts(high[order], low[order], length[order])
    return _Runs(prefixes.index[rows[order]], containers, counts)


def _order_ipv4(high: Words, length: Bytes) -> Indices:
    """Rows by address, length, row: all three fit one word, which sorts several times faster than an indirect sort."""
    packed = high | length.astype(np.uint64) << np.uint64(_ROW_BITS) | np.arange(len(high), dtype=np.uint64)
    packed.sort()
    return (packed & _ROW_MASK).astype(np.int64)


def _order(high: Words, low: Words, length: Bytes) -> Indices:
    """Rows by high, low, length, row: sorted by the first word, then only the rows that share it by the rest."""
    order = np.argsort(high)
    ordered = high[order]
    starts_run = np.ones(len(order), dtype=bool)
    starts_run[1:] = ordered[1:] != ordered[:-1]
    is_shared = ~starts_run
    is_shared[:-1] |= is_shared[1:].copy()
    places = np.flatnonzero(is_shared)
    if len(places):
        run = np.cumsum(starts_run)[places]
        rows = order[places]
        order[places] = rows[np.lexsort((rows, length[rows], low[rows], run))]
    return order


def _contained_counts(high: Words, low: Words, length: Bytes) -> tuple[Indices, Indices]:
    """The places of the prefixes that contain others, and how many of those that follow; the prefixes are in order.

    Up to 64 bits, the first word decides alone. Beyond, what is contained shares the first word and the second decides.
    """
    last_high = HOST_BITS_HIGH[length]
    last_high |= high
    contains_next = high[1:] <= last_high[:-1]
    long_rows = np.flatnonzero(length[:-1] > 64)
    contains_next[long_rows] &= low[long_rows + 1] <= low[long_rows] | HOST_BITS_LOW[length[long_rows]]

    containers = np.flatnonzero(contains_next)
    ends = np.searchsorted(high, last_high[containers], side="right")
    is_long = length[containers] > 64
    if is_long.any():
        rows = containers[is_long]
        last_low = low[rows] | HOST_BITS_LOW[length[rows]]
        ends[is_long] = _end_within_equal_high(low, last_low, rows + 1, ends[is_long])
    return containers, ends - containers - 1


def _end_within_equal_high(low: Words, last_low: Words, first: Indices, end: Indices) -> Indices:
    """For each row, where `low` first exceeds `last_low` from `first` to `end`: one binary search for all rows."""
    first, end = first.copy(), end.copy()
    while (is_open := first < end).any():
        middle = (first + end) // 2
        is_inside = is_open & (low[np.minimum(middle, len(low) - 1)] <= last_low)
        first[is_inside] = middle[is_inside] + 1
        is_outside = is_open & ~is_inside
        end[is_outside] = middle[is_outside]
    return first


def _listed(runs: _Runs, limit: int) -> tuple[Indices, Indices]:
    """The first pairs of the runs, as texts."""
    containers, counts = runs.containers, runs.counts
    until = np.cumsum(counts)
    if len(until) and until[-1] > limit:
        whole = int(np.searchsorted(until, limit)) + 1  # the run in which the limit falls is the last
        containers, counts, until = containers[:whole], counts[:whole].copy(), until[:whole]
        counts[-1] -= until[-1] - limit
        until[-1] = limit
    contained = np.repeat(containers + 1 - (until - counts), counts)
    contained += np.arange(len(contained))
    return np.repeat(runs.index[containers], counts), runs.index[contained]
