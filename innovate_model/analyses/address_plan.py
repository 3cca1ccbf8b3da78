"""What is left of every VPC's addresses, and how many each of its subnets can give out, as one table."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.analyses.addressing import Space, addresses_in_subnet, spaces
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph
from innovate_model.resources.subnet import Subnet
from innovate_model.values import network


@dataclass(frozen=True, slots=True)
class Capacity:
    """A subnet and the IPv4 addresses that AWS gives out in it: all of its block but five, 0 where it has IPv6 only."""

    subnet: str
    vpc: str
    blocks: tuple[str, ...]
    usable_addresses: int


@dataclass(frozen=True, slots=True)
class AddressPlan(Tabular):
    """The IPv4 blocks of VPCs with their free space, and the subnets of those VPCs, both in the model's order."""

    spaces: tuple[Space, ...]
    subnets: tuple[Capacity, ...]

    def table(self) -> Table:
        """One row for each block of a VPC, then one for each of the VPC's subnets. `used` is in percent of the block;
        free blocks come the largest first."""
        rows: list[tuple[object, ...]] = []
        for vpc in dict.fromkeys(space.vpc for space in self.spaces):
            rows += [
                (vpc, space.block, f"{space.used:.1%}", "", " ".join(largest_first(space.free)))
                for space in self.spaces
                if space.vpc == vpc
            ]
            rows += [
                (one.subnet, " ".join(one.blocks), "", one.usable_addresses, "")
                for one in self.subnets
                if one.vpc == vpc
            ]
        sentence = f"{len(self.spaces)} IPv4 blocks of VPCs, {len(self.subnets)} subnets; AWS keeps 5 addresses of each"
        return Table(("network", "block", "used", "usable addresses", "free blocks"), tuple(rows), sentence)


def largest_first(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """CIDR blocks by size, those of one size in the order given."""
    return tuple(sorted(blocks, key=lambda block: network(block).prefixlen))


def address_plan(graph: Graph) -> AddressPlan:
    """The room in every IPv4 block of every VPC and in every subnet of one."""
    found = spaces(graph)
    vpcs = {space.vpc for space in found}
    subnets = (subnet for subnet in graph.model.of(Subnet) if subnet.parent in vpcs)
    return AddressPlan(
        found, tuple(Capacity(one.address, one.parent, one.cidr_blocks, addresses_in_subnet(one)) for one in subnets)
    )
