"""The room in an address block: what its subnets leave free, and what AWS leaves usable in a subnet."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, summarize_address_range
from typing import TypeVar

Network = TypeVar("Network", IPv4Network, IPv6Network)

RESERVED_ADDRESSES = 5
"""AWS keeps the first four addresses and the last one of every subnet CIDR block, IPv4 and IPv6 alike.

Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
"""

_ADDRESS_BITS = {4: 32, 6: 128}


def usable_addresses(prefix_length: int, family: int = 4) -> int:
    """How many addresses of a subnet AWS gives out: all but the reserved five, 0 where there are no more than those.

    `family` is 4 or 6. The function counts for any length; whether AWS allows a subnet of that size (IPv4: /16 to /28,
    IPv6: /44 to /64 in steps of 4, by the same page) is another question. ValueError for a length or family that does
    not exist.
    """
    if family not in _ADDRESS_BITS:
        raise ValueError(f"no such address family: {family}")
    host_bits = _ADDRESS_BITS[family] - prefix_length
    if prefix_length < 0 or host_bits < 0:
        raise ValueError(f"no IPv{family} prefix has {prefix_length} bits")
    return max(0, (1 << host_bits) - RESERVED_ADDRESSES)


def free_space(parent: Network, children: Iterable[Network]) -> list[Network]:
    """The largest CIDR blocks of `parent` that no child touches, in address order; together they are all that is free.

    Children may overlap, repeat, reach beyond the parent or lie outside it (they then take nothing of it). TypeError
    for a child of the other address family.
    """
    free: list[Network] = []
    parent_last = int(parent.broadcast_address)
    cursor = int(parent.network_address)  # every address of the parent before it is either taken or listed as free
    for first, last in sorted(_span(child, parent) for child in children):
        free += _blocks(cursor, min(first - 1, parent_last), type(parent))
        cursor = max(cursor, last + 1)
    return free + _blocks(cursor, parent_last, type(parent))


def _span(child: Network, parent: Network) -> tuple[int, int]:
    if type(child) is not type(parent):
        raise TypeError(f"{child} and {parent} are of different address families")
    return int(child.network_address), int(child.broadcast_address)


def _blocks(first: int, last: int, kind: type[Network]) -> list[Network]:
    """The fewest CIDR blocks from `first` to `last`; none where `first` is after `last`."""
    if first > last:
        return []
    if issubclass(kind, IPv4Network):
        return [kind(block) for block in summarize_address_range(IPv4Address(first), IPv4Address(last))]
    return [kind(block) for block in summarize_address_range(IPv6Address(first), IPv6Address(last))]
