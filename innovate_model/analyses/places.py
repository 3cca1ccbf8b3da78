"""One end of a packet, and what is known of its address.

Addresses are often known only in part: a load balancer has one of its subnet's, a public address is one of AWS's
choice. So a place holds the set of addresses that it may have, and a question about it has three answers: yes, no,
and "it depends".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network
from typing import Any, overload

from innovate_model.resources.prefix_list import PrefixList
from innovate_model.values import Network, network

Networks = Sequence[Network]

PRIVATE_BLOCKS = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
    *("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"),
)
"""IPv4 addresses that the internet does not route.
https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml"""
PRIVATE_IPV6_BLOCKS = ("fc00::/7", "fe80::/10", "::/127", "ff00::/8")
"""https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml"""


@dataclass(frozen=True, slots=True)
class Place:
    """One end of a packet.

    `ip`: the address to show, a representative one where it is not known, "" where there is none to show; `possible`:
    every address that it may be. `aws_lists`: the AWS-managed prefix lists that it is in for certain, which are then
    all of them; None: not known. `owner` and `subnet`: what has the address, and where that stands ("" for what is
    outside the VPCs). `groups`: the security groups of the interface that holds this very address; none for an
    address that stands for another (behind a NAT). `kept`: the place of the client for whom a load balancer stands here
    and whose address filters see in place of its own.
    """

    ip: str
    possible: Networks
    aws_lists: frozenset[str] | None = frozenset()
    owner: str = ""
    subnet: str = ""
    groups: tuple[str, ...] = ()
    kept: Place | None = None

    @property
    def seen(self) -> Place:
        """What filters see."""
        return self.kept or self

    def __hash__(self) -> int:
        """Of what tells places apart: to hash every block of the internet again and again is what costs."""
        return hash((self.ip, self.owner, self.subnet, self.groups))

    @property
    def version(self) -> int:
        """4 or 6."""
        known = self.possible
        return known.version if isinstance(known, Span) else known[0].version

    @property
    def is_private(self) -> bool:
        """Is every possible address one that the internet does not route?"""
        return not outside(self.possible, private_blocks(self.version))


@lru_cache(maxsize=2)
def private_blocks(version: int) -> Networks:
    """What the internet does not route."""
    return tuple(network(block) for block in (PRIVATE_BLOCKS if version == 4 else PRIVATE_IPV6_BLOCKS))


@lru_cache(maxsize=2)
def public_blocks(version: int) -> Networks:
    """What the internet routes."""
    return outside((network("0.0.0.0/0" if version == 4 else "::/0"),), private_blocks(version))


def inside(addresses: Networks, blocks: Iterable[Network]) -> Networks:
    """The part of `addresses` that is in any of `blocks`, which do not overlap one another."""
    return _inside(addresses, tuple(blocks))


@lru_cache(maxsize=50_000)
def _inside(addresses: Networks, blocks: Networks) -> Networks:
    found: list[Network] = []
    for block in blocks:
        for part in addresses:
            if part.version != block.version:
                continue
            if _is_within(part, block):
                found.append(part)
            elif _is_within(block, part):
                found.append(block)
    return tuple(found)


def is_covered(block: Network, blocks: Iterable[Network]) -> bool:
    """Is every address of a block in one of `blocks`, which do not overlap one another?"""
    return sum(part.num_addresses for part in inside((block,), blocks)) == block.num_addresses


def outside(addresses: Networks, blocks: Iterable[Network]) -> Networks:
    """The part of `addresses` that is in none of `blocks`."""
    return _outside(addresses, tuple(blocks))


@lru_cache(maxsize=50_000)
def _outside(addresses: Networks, blocks: Networks) -> Networks:
    left = list(addresses)
    for block in blocks:
        kept: list[Network] = []
        for part in left:
            if part.version != block.version or not (_is_within(part, block) or _is_within(block, part)):
                kept.append(part)
            elif not _is_within(part, block):
                kept.extend(_without(part, block))
        left = kept
    return tuple(left)


class Span(Sequence[Network]):
    """The fewest blocks that make up a range of addresses, both ends included: made when they are asked for, as a large
    organisation has tens of thousands of them that nobody looks at."""

    __slots__ = ("_blocks", "first", "last", "version")

    def __init__(self, first: int, last: int, version: int) -> None:
        """The range of the addresses with these numbers, of IP version 4 or 6."""
        self.first, self.last, self.version = first, last, version
        self._blocks: tuple[Network, ...] = ()

    @property
    def blocks(self) -> tuple[Network, ...]:
        """The blocks, in the order of their addresses."""
        if not self._blocks:
            self._blocks = between(self.first, self.last, self.version)
        return self._blocks

    def __len__(self) -> int:
        return len(self.blocks)

    @overload
    def __getitem__(self, index: int) -> Network: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Network, ...]: ...
    def __getitem__(self, index: int | slice) -> Network | tuple[Network, ...]:
        return self.blocks[index]

    def __iter__(self) -> Iterator[Network]:
        return iter(self.blocks)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Span):
            return (self.first, self.last, self.version) == (other.first, other.last, other.version)
        return self.blocks == other

    def __hash__(self) -> int:
        return hash(self.blocks)  # as the tuple that it is equal to


def between(first: int, last: int, version: int) -> tuple[Network, ...]:
    """The fewest blocks that make up a range of addresses, both ends included."""
    whole: type[Any] = IPv4Network if version == 4 else IPv6Network
    bits = 32 if version == 4 else 128
    found = []
    while first <= last:
        size = min((first & -first).bit_length() - 1 if first else bits, (last - first + 1).bit_length() - 1)
        found.append(whole((first, bits - size)))
        first += 1 << size
    return tuple(found)


def ends_of(blocks: Networks) -> tuple[int, int, int]:
    """The numbers of the lowest and of the highest address of some blocks of one IP version, and the version."""
    if isinstance(blocks, Span):
        return blocks.first, blocks.last, blocks.version
    lowest = min(int(block.network_address) for block in blocks)
    return lowest, max(int(block.broadcast_address) for block in blocks), blocks[0].version


def _is_within(part: Network, block: Network) -> bool:
    """Both are of one version. (`subnet_of` says the same, ten times slower: the walker asks it all the time.)"""
    tail = block.max_prefixlen - block.prefixlen
    return part.prefixlen >= block.prefixlen and int(part.network_address) >> tail == int(block.network_address) >> tail


def _without(part: Network, block: Network) -> list[Network]:
    """What is left of `part` without `block`, which is in it, in the order of the addresses: on each length between the
    two the half that the block is not in."""
    first, longest = int(block.network_address), block.max_prefixlen
    halves = [
        (((first >> longest - length) ^ 1) << longest - length, length)
        for length in range(part.prefixlen + 1, block.prefixlen + 1)
    ]
    return [type(part)(half) for half in sorted(halves)]


def membership(place: Place, prefix_list: PrefixList) -> bool | None:
    """Is the place in a list whose blocks the model does not know?

    AWS keeps the list: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html.
    No private address is in one that speaks of AWS's public servers.
    """
    if place.aws_lists is not None:
        return prefix_list.aws_managed in place.aws_lists
    return False if place.is_private else None
