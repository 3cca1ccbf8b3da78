"""Which addresses the ends get: those that the model states, and stand-ins where AWS would choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import outside, public_blocks
from innovate_model.analyses.survey import Survey
from innovate_model.emulation.doubting import named_blocks
from innovate_model.values import network

STAND_INS = "198.18.0.0/15"
"""Where stand-ins for public addresses are taken from: set aside for tests, and nobody's.
https://datatracker.ietf.org/doc/html/rfc2544#appendix-C.2.2"""
_SEARCHED = 4096
"""Addresses of a subnet that are looked at for a free one."""


@dataclass(frozen=True, slots=True)
class Seat:
    """The addresses of one end: `ip` is "" where its subnet has none left, `public` where the internet knows none."""

    ip: str
    public: str = ""


class Seating:
    """Every interface of a model with its addresses, and further ends as they are asked about.

    `asked`: ends of which some may settle an address that the model leaves open. ValueError if two of them settle two
    addresses of one interface.
    """

    def __init__(self, known: Survey, asked: Iterable[Endpoint] = ()) -> None:
        self.known = known
        self._settled: dict[tuple[object, ...], Endpoint] = {}
        self._taken: dict[str, set[str]] = {}
        self._seats: dict[tuple[object, ...], Seat] = {}
        self._interfaces = tuple(end for ends in known.endpoints.by_subnet.values() for end in ends)
        self._public = self._stand_ins()
        for end in asked:
            is_settled = end.kind is Kind.INTERFACE and not end.is_representative
            if is_settled and self._settled.setdefault(role_of(end), end).place != end.place:
                raise ValueError(f"{end.address} is asked about at two addresses")
        for end in (*self._interfaces, *self._settled.values()):
            if not end.is_representative:
                self._taken.setdefault(end.subnet, set()).add(end.place.ip)
        for end in self._interfaces:
            self.seat(end)

    def seat(self, end: Endpoint) -> Seat:
        """The addresses of an end, the same whenever it is asked about."""
        role = role_of(end)
        if role not in self._seats:
            self._seats[role] = self._new(self._settled.get(role, end))
        return self._seats[role]

    def interfaces(self) -> Iterator[tuple[Endpoint, Seat]]:
        """Every interface of the model."""
        for end in self._interfaces:
            yield end, self.seat(end)

    def _new(self, end: Endpoint) -> Seat:
        if not end.subnet:
            ip = end.place.ip or next(self._public)
            return Seat(ip, ip)
        ip = self._free(end) if end.is_representative else end.place.ip
        if end.place.version == 6:
            return Seat(ip, ip)
        if end.public is None:
            return Seat(ip)
        return Seat(ip, end.public.ip or next(self._public))

    def _free(self, end: Endpoint) -> str:
        """An address in its subnet that nobody has: the tenth and those after it, then those before; "" if there is
        none. AWS gives out neither the first four nor the last."""
        taken = self._taken.setdefault(end.subnet, set())
        blocks = [network(block) for block in self.known.subnet(end.subnet).cidr_blocks]
        block = next(one for one in blocks if one.version == end.place.version)
        last = min(block.num_addresses - 2, _SEARCHED)
        for offset in (*range(10, last + 1), *range(4, min(10, last + 1))):
            ip = str(block.network_address + offset)
            if ip not in taken:
                taken.add(ip)
                return ip
        return ""

    def _stand_ins(self) -> Iterator[str]:
        """Public addresses of which no rule or route speaks, and which nothing in the model has."""
        ends = (*self._interfaces, *self._settled.values())
        stated = {end.public.ip for end in ends if end.public is not None}
        named = [one for one in named_blocks(self.known.model) if one.version == 4 and one.prefixlen > 0]
        free = outside((network(STAND_INS),), named) or outside(public_blocks(4), named) or public_blocks(4)
        for block in free:
            for host in block.hosts() if block.prefixlen < 31 else block:
                if str(host) not in stated:
                    yield str(host)


def role_of(end: Endpoint) -> tuple[object, ...]:
    """Which end it is: of an interface whatever its address is, of anything else with its address."""
    if end.kind is Kind.INTERFACE:
        return end.place.owner, end.subnet, end.place.version, end.place.groups
    return end.kind, end.place
