"""Protocols and ports cut into atoms that no rule tells apart; a set of them is a row of bits.

An atom need be no range: all ports of which no rule speaks in particular are one. What an answer needs is less: it goes
to any port of the range that its client opens connections from, so of a filter it matters only whether it lets the
whole range through, protocol by protocol. That is an answer code: one bit for each protocol.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from innovate_model.values import Ports

PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "other")
"""`other` is every protocol that only rules for all protocols speak of (AH, ESP, GRE)."""
ALL_CODES = (1 << len(PROTOCOLS)) - 1
LAST = 65535
_WITH_PORTS = PROTOCOLS[:2]


@dataclass(slots=True, eq=False)
class PortAtoms:
    """`starts`: the first ports of the ranges that TCP and UDP are cut into, by protocol; `atom_of`: the atom of each
    of these ranges. `count`: how many atoms there are; bit `i` of a mask is atom `i`. `ranges`: the ports that clients
    open connections from, by number."""

    starts: dict[str, list[int]]
    atom_of: dict[str, list[int]]
    count: int
    ranges: tuple[tuple[int, int], ...]
    _masks: dict[Ports, int] = field(default_factory=dict)
    _needed: dict[tuple[str, int], int] = field(default_factory=dict)
    _ranges: dict[int, tuple[Ports, ...]] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """All protocols and ports."""
        return (1 << self.count) - 1

    def mask(self, ports: Ports) -> int:
        """The atoms of a range that was cut in."""
        known = self._masks.get(ports)
        if known is None:
            protocols = PROTOCOLS if ports.protocol == "all" else (ports.protocol,)
            known = 0
            for protocol in protocols:
                first, after = _span(self.starts[protocol], ports)
                for atom in set(self.atom_of[protocol][first:after]):
                    known |= 1 << atom
            self._masks[ports] = known
        return known

    def of_protocols(self, *protocols: str) -> int:
        """Every atom of some protocols."""
        union = 0
        for protocol in protocols:
            union |= self.mask(Ports(protocol, 0, LAST))
        return union

    def code(self, mask: int, client_range: int) -> int:
        """The answer code of what a filter lets through, for clients of a range."""
        code = 0
        for number, protocol in enumerate(PROTOCOLS):
            needed = self._needed_of(protocol, client_range)
            code |= (mask & needed == needed) << number
        return code

    def _needed_of(self, protocol: str, client_range: int) -> int:
        known = self._needed.get((protocol, client_range))
        if known is None:
            ports = self.ranges[client_range] if protocol in _WITH_PORTS else (0, LAST)
            known = self._needed[protocol, client_range] = self.mask(Ports(protocol, *ports))
        return known

    def of_code(self, code: int) -> int:
        """Every atom of an answer code's protocols."""
        return self.of_protocols(*(protocol for number, protocol in enumerate(PROTOCOLS) if code >> number & 1))

    def ports_in(self, mask: int) -> tuple[Ports, ...]:
        """A mask as the fewest ranges, by protocol and port."""
        known = self._ranges.get(mask)
        if known is None:
            known = self._ranges[mask] = self._ranges_of(mask)
        return known

    def told(self, certain: int, possible: int) -> tuple[tuple[Ports, bool], ...]:
        """What is open as ranges, each with whether it is certain."""
        return (
            *((ports, True) for ports in self.ports_in(certain)),
            *((ports, False) for ports in self.ports_in(possible & ~certain)),
        )

    def _ranges_of(self, mask: int) -> tuple[Ports, ...]:
        found: list[Ports] = []
        for protocol, atoms in self.atom_of.items():
            starts = self.starts[protocol]
            for index, atom in enumerate(atoms):
                if not mask >> atom & 1:
                    continue
                last = starts[index + 1] - 1 if index + 1 < len(starts) else LAST
                if found and (found[-1].protocol, found[-1].to_port + 1) == (protocol, starts[index]):
                    found[-1] = Ports(protocol, found[-1].from_port, last)
                else:
                    found.append(Ports(protocol, starts[index], last))
        return tuple(found)


def port_atoms(ranges: Iterable[Ports], client_ranges: tuple[tuple[int, int], ...]) -> PortAtoms:
    """Cut where a range of a rule, or of clients, begins or ends; what lies in the same ranges is one atom."""
    every = list(dict.fromkeys(ports for ports in ranges if ports.protocol in _WITH_PORTS))
    every += [Ports(protocol, *pair) for pair in client_ranges for protocol in _WITH_PORTS]
    starts = {protocol: [0] for protocol in PROTOCOLS}
    for protocol in _WITH_PORTS:
        own = [ports for ports in every if ports.protocol == protocol]
        cuts = {0, *(ports.from_port for ports in own), *(ports.to_port + 1 for ports in own)}
        starts[protocol] = sorted(cut for cut in cuts if cut <= LAST)
    lies_in = {protocol: [0] * len(starts[protocol]) for protocol in PROTOCOLS}
    for number, ports in enumerate(every):
        first, after = _span(starts[ports.protocol], ports)
        for index in range(first, after):
            lies_in[ports.protocol][index] |= 1 << number
    atoms: dict[tuple[str, int], int] = {}
    atom_of = {
        protocol: [atoms.setdefault((protocol, within), len(atoms)) for within in found]
        for protocol, found in lies_in.items()
    }
    return PortAtoms(starts, atom_of, len(atoms), client_ranges)


def _span(starts: list[int], ports: Ports) -> tuple[int, int]:
    """The first of the ranges that have a part of `ports`, and the one after the last."""
    return bisect_right(starts, ports.from_port) - 1, bisect_left(starts, ports.to_port + 1)
