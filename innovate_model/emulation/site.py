"""What the parts of the emulated network have in common while they are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.emulation.doubting import Doubts
from innovate_model.emulation.draft import Draft, DraftSpace
from innovate_model.emulation.seating import Seat, Seating
from innovate_model.model import Model
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection

ROUTER = {4: "169.254.1.1", 6: "fe80::1"}
"""The VPC's router, the same on every bridge, as hosts know it."""
MAIN, DELIVERY, DEAD_END, SUBNETS, NEIGHBOURS = 254, 50, 99, 1000, 100_000
"""Routing tables: the kernel's own; the subnets of a VPC; no route at all. By the number of a subnet from here on: its
own table, and the one for what is in the subnet already and goes to a neighbour there, which asks no table of AWS."""


@dataclass
class Site:
    """The network in the making: the model, where its ends sit, and the namespaces and ways that exist so far.

    `ends`: those that are to be built as hosts. `exits`: (VPC, resource) -> the way out that it is, for IPv4 and IPv6.
    `doors`: (attachment of a transit gateway, Availability Zone) -> the cable; zone "" for what comes from no zone or
    one that the attachment does not serve.
    """

    model: Model
    seating: Seating
    doubts: Doubts
    ends: tuple[Endpoint, ...]
    draft: Draft = field(default_factory=Draft)
    numbers: dict[str, int] = field(default_factory=dict)
    vpcs: dict[str, DraftSpace] = field(default_factory=dict)
    exits: dict[tuple[str, str, int], str] = field(default_factory=dict)
    doors: dict[tuple[str, str], str] = field(default_factory=dict)

    def number(self, subnet: str) -> int:
        """The number of a subnet: of its bridge, its routing table and its chains. From 1."""
        return self.numbers.setdefault(subnet, len(self.numbers) + 1)

    def subnets(self, vpc: str) -> tuple[Subnet, ...]:
        """The subnets of a VPC."""
        return self.seating.known.subnets.get(vpc, ())

    def vpc_of(self, end: Endpoint) -> str:
        """The VPC that an end stands in."""
        return self.model[end.subnet].parent

    def inhabitants(self, vpc: str) -> Iterator[tuple[Endpoint, Seat]]:
        """What stands in a VPC: its interfaces, and ends that were asked about although no resource has them; each
        address once."""
        seen: set[str] = set()
        others = ((end, self.seating.seat(end)) for end in self.ends if end.subnet)
        for end, seat in (*self.seating.interfaces(), *others):
            if seat.ip and seat.ip not in seen and self.vpc_of(end) == vpc:
                seen.add(seat.ip)
                yield end, seat

    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The blocks of each prefix list. Of one whose blocks only AWS knows those are known that stand in for its
        servers."""
        found = {}
        for listed in self.model.of(PrefixList):
            servers = (
                f"{self.seating.seat(end).ip}/32"
                for end in self.ends
                if end.kind is Kind.EDGE and listed.aws_managed in (end.place.aws_lists or ())
            )
            found[listed.address] = listed.entries if listed.is_known else tuple(servers)
        return found

    def near(self, vpc: str) -> frozenset[str]:
        """The VPCs of the same region that are peered with a VPC."""
        own = self.model.get(vpc, Vpc)
        pairs = [(one.vpc, one.peer_vpc) for one in self.model.of(VpcPeeringConnection)]
        others = {b if a == vpc else a for a, b in pairs if vpc in (a, b)}
        found = (self.model.get(other, Vpc) for other in others)
        return frozenset(
            one.address for one in found if one is not None and own is not None and one.region == own.region
        )

    def members(self, groups: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(VPC, address) of every interface in any of the security groups."""
        wanted = set(groups)
        for end, seat in self.seating.interfaces():
            if seat.ip and wanted.intersection(end.place.groups):
                yield self.vpc_of(end), seat.ip
