"""Protocols and ports cut into atoms that no rule tells apart; a set of them is a row of bits.

What an answer needs is less: it goes to any port of the range that its client opens connections from, so of a filter it
matters only whether it lets the whole range through, protocol by protocol. That is an answer code: one bit for each
protocol.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from innovate_model.values import Ports

Masks = np.ndarray[Any, np.dtype[np.uint64]]
PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "other")
"""`other` is every protocol that only rules for all protocols speak of (AH, ESP, GRE)."""
ALL_CODES = (1 << len(PROTOCOLS)) - 1
_LAST = 65535


@dataclass(slots=True, eq=False)
class PortAtoms:
    """`atoms`: each as Ports, by protocol and port; bit `i` of a mask is atom `i`. `ranges`: the ports that clients
    open connections from, by number."""

    atoms: tuple[Ports, ...]
    ranges: tuple[tuple[int, int], ...]
    _masks: dict[Ports, int] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """All protocols and ports."""
        return (1 << len(self.atoms)) - 1

    @property
    def words(self) -> int:
        """64-bit words in a row."""
        return -(-len(self.atoms) // 64)

    def mask(self, ports: Ports) -> int:
        """The atoms in a range; those of a range that was not cut in which lie in it whole or in part."""
        known = self._masks.get(ports)
        if known is None:
            known = sum(1 << bit for bit, atom in enumerate(self.atoms) if ports.overlaps(atom))
            self._masks[ports] = known
        return known

    def of_protocols(self, *protocols: str) -> int:
        """Every atom of some protocols."""
        return sum(1 << bit for bit, atom in enumerate(self.atoms) if atom.protocol in protocols)

    def code(self, mask: int, client_range: int) -> int:
        """The answer code of what a filter lets through, for clients of a range."""
        first, last = self.ranges[client_range]
        code = 0
        for number, protocol in enumerate(PROTOCOLS):
            ports = (first, last) if protocol in ("tcp", "udp") else (0, _LAST)
            needed = self.mask(Ports(protocol, *ports))
            code |= (mask & needed == needed) << number
        return code

    def row(self, mask: int) -> Masks:
        """A mask as words."""
        return np.frombuffer(mask.to_bytes(self.words * 8, "little"), dtype="<u8").astype(np.uint64)

    def rows(self, masks: Iterable[int]) -> Masks:
        """Masks as rows of words."""
        return np.array([self.row(mask) for mask in masks], dtype=np.uint64).reshape(-1, self.words)

    def expansion(self) -> Masks:
        """Answer code -> every atom of its protocols."""
        own = [self.of_protocols(protocol) for protocol in PROTOCOLS]
        return self.rows(
            sum(mask for number, mask in enumerate(own) if code >> number & 1) for code in range(ALL_CODES + 1)
        )

    def ports_in(self, mask: int) -> tuple[Ports, ...]:
        """A mask as the fewest ranges."""
        found: list[Ports] = []
        for bit, atom in enumerate(self.atoms):
            if not mask >> bit & 1:
                continue
            if found and found[-1].protocol == atom.protocol and found[-1].to_port + 1 == atom.from_port:
                found[-1] = Ports(atom.protocol, found[-1].from_port, atom.to_port)
            else:
                found.append(atom)
        return tuple(found)


def port_atoms(ranges: Iterable[Ports], client_ranges: tuple[tuple[int, int], ...]) -> PortAtoms:
    """Cut where a range of a rule, or of clients, begins or ends."""
    cuts: dict[str, set[int]] = {"tcp": {0}, "udp": {0}}
    for ports in ranges:
        if ports.protocol in cuts:
            cuts[ports.protocol] |= {ports.from_port, ports.to_port + 1}
    for first, last in client_ranges:
        for found in cuts.values():
            found |= {first, last + 1}
    atoms = []
    for protocol in PROTOCOLS:
        starts = sorted(cut for cut in cuts.get(protocol, {0}) if cut <= _LAST)
        ends = [*(start - 1 for start in starts[1:]), _LAST]
        atoms += [Ports(protocol, *pair) for pair in zip(starts, ends, strict=True)]
    return PortAtoms(tuple(atoms), client_ranges)
