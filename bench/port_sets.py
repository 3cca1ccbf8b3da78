"""Sets of ports as sorted tuples of disjoint inclusive ranges on one line, protocol after protocol."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from innovate_model.values import Ports

Range = tuple[int, int]
Set = tuple[Range, ...]
"""Sorted, disjoint, not touching."""

PROTOCOLS = ("tcp", "udp", "icmp", "other")
LINE = 65536
EVERYTHING: Set = ((0, len(PROTOCOLS) * LINE - 1),)


@lru_cache(maxsize=100_000)
def both(one: Set, other: Set) -> Set:
    """What is in both."""
    found = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        low, high = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if low <= high:
            found.append((low, high))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return tuple(found)


def either(ranges: Iterable[Range]) -> Set:
    """What is in any of some ranges."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def without(one: Set, other: Set) -> Set:
    """What is in the one and not in the other."""
    found = []
    for low, high in one:
        for first, last in other:
            if last < low or first > high:
                continue
            if first > low:
                found.append((low, first - 1))
            low = last + 1
            if low > high:
                break
        if low <= high:
            found.append((low, high))
    return tuple(found)


def line_of(ports: Ports) -> Set:
    """Ports as a set."""
    if ports.protocol == "all":
        return EVERYTHING
    start = PROTOCOLS.index(ports.protocol) * LINE
    return ((start + ports.from_port, start + ports.to_port),)


def ports_of(found: Set) -> tuple[Ports, ...]:
    """A set as ports, of one protocol each."""
    parts = []
    for low, high in found:
        for index in range(low // LINE, high // LINE + 1):
            start = index * LINE
            parts.append(Ports(PROTOCOLS[index], max(low - start, 0), min(high - start, LINE - 1)))
    return tuple(parts)
