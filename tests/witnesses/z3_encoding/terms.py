"""Addresses, protocols and ports as z3 terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from z3 import UGE, ULE, And, BitVecRef, BitVecVal, BoolRef, BoolVal, Extract, Not, Or

from innovate_model.values import Network, Ports, network

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58}
"""https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml"""
NOT_ROUTED = {
    4: ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"),
    6: ("::1/128", "fc00::/7", "fe80::/10"),
}
"""What the internet does not carry: private, shared, loopback and link-local addresses.
https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml"""

Span = tuple[int, int]
Port = BitVecRef | Span
"""A port, or every port of an inclusive range: the packet has to pass whichever of them it has."""


def width(version: int) -> int:
    """The bits of an address."""
    return 32 if version == 4 else 128


def within(address: BitVecRef, block: Network) -> BoolRef:
    """Is the address in the block? The two have one version."""
    host = block.max_prefixlen - block.prefixlen
    if block.prefixlen == 0:
        return BoolVal(True)
    prefix = BitVecVal(int(block.network_address) >> host, block.prefixlen)
    return Extract(block.max_prefixlen - 1, host, address) == prefix


def in_any(address: BitVecRef, blocks: Iterable[Network]) -> BoolRef:
    """Is the address in any of the blocks? Those of the other version hold nothing."""
    return Or([within(address, one) for one in blocks if one.max_prefixlen == address.size()])


def is_routed_by_the_internet(address: BitVecRef) -> BoolRef:
    """Is it a public address?"""
    version = 4 if address.size() == 32 else 6
    return Not(in_any(address, map(network, NOT_ROUTED[version])))


def overlap(blocks: Iterable[Network], block: Network) -> bool:
    """Has the block an address of any of the others?"""
    return any(one.version == block.version and one.overlaps(block) for one in blocks)


def fits(ports: Ports, protocol: BitVecRef, port: BitVecRef) -> BoolRef:
    """Does a rule for `ports` speak of a packet? Only tcp and udp have ports; `all` is every protocol that there is."""
    if ports.protocol == "all":
        return BoolVal(True)
    is_protocol = protocol == NUMBERS.get(ports.protocol, 255)
    if ports.protocol == "other":
        return And([protocol != number for number in NUMBERS.values()])
    if ports.protocol not in ("tcp", "udp") or (ports.from_port, ports.to_port) == (0, 65535):
        return is_protocol
    return And(is_protocol, UGE(port, ports.from_port), ULE(port, ports.to_port))


def for_each(port: Port, rules: Iterable[Ports], passes: Callable[[BitVecRef], BoolRef]) -> BoolRef:
    """Does a packet pass, whichever port of a range it has? Rules tell ports apart only at their ends, so that one
    port of each part between two ends stands for the part."""
    if isinstance(port, BitVecRef):
        return passes(port)
    first, last = port
    ends = {end for ports in rules for end in (ports.from_port, ports.to_port + 1)}
    parts = sorted({first, *(end for end in ends if first < end <= last)})
    return And([passes(BitVecVal(part, 16)) for part in parts])
