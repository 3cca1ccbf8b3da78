"""Facts about addresses: what overlaps within a routing domain, what lies outside its VPC, what is still free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import pairwise

from innovate_model.analyses.routing_domain import routing_domains
from innovate_model.analyses.subnet_space import free_space, usable_addresses
from innovate_model.graph import Graph
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.values import Network, network


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two resources that claim the same addresses. `shared` is the smaller block, which both hold."""

    first: str
    first_block: str
    second: str
    second_block: str

    @property
    def shared(self) -> str:
        """The block that both hold."""
        return max(self.first_block, self.second_block, key=lambda block: network(block).prefixlen)


@dataclass(frozen=True, slots=True)
class Space:
    """The room in one block of a VPC: `free` are the largest CIDR blocks without a subnet, `used` the share that is
    taken."""

    vpc: str
    block: str
    free: tuple[str, ...]
    used: float


def overlaps_between_networks(graph: Graph) -> tuple[Overlap, ...]:
    """Overlaps of whole networks (VPCs, on-premises) that can route to one another.

    The same block in domains that nothing joins is no overlap. Subnets never are either: they lie in their VPC,
    wherever AWS RAM shares them to.
    """
    found: list[Overlap] = []
    for domain in routing_domains(graph):
        if len(domain) > 1:
            found.extend(_overlaps([(member, block) for member in domain for block in _blocks(graph, member)]))
    return tuple(found)


def overlaps_between_subnets(graph: Graph) -> tuple[Overlap, ...]:
    """Overlaps of subnets within one VPC."""
    found: list[Overlap] = []
    for subnets in _subnets_by_vpc(graph).values():
        found.extend(_overlaps([(subnet.address, block) for subnet in subnets for block in subnet.cidr_blocks]))
    return tuple(found)


def outside_their_vpc(graph: Graph) -> Iterator[tuple[Subnet, str]]:
    """Subnets with a block that no block of their VPC contains."""
    for parent, subnets in _subnets_by_vpc(graph).items():
        vpc = graph.model.get(parent, Vpc)
        if vpc is None:
            continue  # the VPC itself was faulty, which is a finding already
        for subnet in subnets:
            for block in subnet.cidr_blocks:
                if not any(_holds(network(outer), network(block)) for outer in vpc.cidr_blocks):
                    yield subnet, block


def spaces(graph: Graph) -> tuple[Space, ...]:
    """The room in every IPv4 block of every VPC."""
    by_vpc = _subnets_by_vpc(graph)
    found = []
    for vpc in graph.model.of(Vpc):
        children = [IPv4Network(subnet.cidr_block) for subnet in by_vpc.get(vpc.address, ()) if subnet.cidr_block]
        for block in (vpc.cidr_block, *vpc.secondary_cidr_blocks):
            parent = IPv4Network(block)
            free = free_space(parent, children)
            taken = 1 - sum(part.num_addresses for part in free) / parent.num_addresses
            found.append(Space(vpc.address, block, tuple(map(str, free)), taken))
    return tuple(found)


def addresses_in_subnet(subnet: Subnet) -> int:
    """IPv4 addresses that AWS gives out in a subnet (five are kept); 0 for one that has IPv6 only."""
    return usable_addresses(network(subnet.cidr_block).prefixlen) if subnet.cidr_block else 0


def are_apart(blocks: Iterable[str]) -> bool:
    """Has no block an address of another? In order of first address and size, what holds any other holds the next."""
    ordered = sorted(
        (block.version, int(block.network_address), block.prefixlen, block) for block in map(network, blocks)
    )
    return not any(_holds(a[-1], b[-1]) for a, b in pairwise(ordered))


def _overlaps(claims: list[tuple[str, str]]) -> Iterator[Overlap]:
    if are_apart(block for _, block in claims):
        return  # as nearly always, and the import of numpy costs more than the rest of all checks
    from innovate_model.analyses.prefixes import overlaps, parse

    pairs = overlaps(parse([block for _, block in claims]))
    for outer, inner in zip(pairs.container.tolist(), pairs.contained.tolist(), strict=True):
        if claims[outer][0] != claims[inner][0]:
            yield Overlap(*claims[outer], *claims[inner])


def _blocks(graph: Graph, address: str) -> tuple[str, ...]:
    resource = graph.model[address]
    return resource.cidr_blocks if isinstance(resource, (Vpc, CustomerGateway)) else ()


def _subnets_by_vpc(graph: Graph) -> dict[str, list[Subnet]]:
    by_vpc: dict[str, list[Subnet]] = {}
    for subnet in graph.model.of(Subnet):
        by_vpc.setdefault(subnet.parent, []).append(subnet)
    return by_vpc


def _holds(outer: Network, inner: Network) -> bool:
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type] # one version, as just checked
