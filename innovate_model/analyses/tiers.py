"""What a subnet is for, told by its routes and by what stands in it: public, without a way out, holding data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.route_table import BLACKHOLE, RouteTable
from innovate_model.resources.subnet import Subnet

DataStore = AuroraCluster | ElasticacheReplicationGroup | EfsFileSystem | OpensearchDomain
"""What keeps data in subnets."""


class Way(NamedTuple):
    """A route that leads out of a VPC's subnets: `destination` as written, `target` the gateway's address, `kind` its
    type."""

    destination: str
    target: str
    kind: str


def route_table_of(graph: Graph, subnet: Subnet) -> RouteTable | None:
    """The subnet's own table, else its VPC's main one; None where neither is written.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
    """
    return graph.model.get(subnet.route_table, RouteTable) or _main_tables(graph).get(subnet.parent)


def ways_out(graph: Graph, table: RouteTable) -> Iterator[Way]:
    """The routes of a table that lead somewhere, in the order in which they are written."""
    for destination, target in table.routes.items():
        resource = graph.model.resources.get(target)
        if target != BLACKHOLE and resource is not None:
            yield Way(destination, target, resource.kind)


def subnets_behind(graph: Graph, gateway: str) -> tuple[Subnet, ...]:
    """The subnets with a route to a gateway."""
    return _subnets_behind(graph).get(gateway, ())


@lru_cache(maxsize=2)
def _subnets_behind(graph: Graph) -> Mapping[str, tuple[Subnet, ...]]:
    found: dict[str, dict[Subnet, None]] = {}
    for subnet in graph.model.of(Subnet):
        table = route_table_of(graph, subnet)
        for way in ways_out(graph, table) if table is not None else ():
            found.setdefault(way.target, {})[subnet] = None
    return {gateway: tuple(subnets) for gateway, subnets in found.items()}


def is_public(graph: Graph, subnet: Subnet) -> bool | None:
    """Does the subnet route to an internet gateway, as AWS defines a public one? None where its table is not written.

    https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
    """
    return _has_way(graph, subnet, None)


def is_open_to_the_internet(graph: Graph, subnet: Subnet) -> bool | None:
    """Is an internet gateway the subnet's default route in IPv4? None where its route table is not written."""
    return _has_way(graph, subnet, "0.0.0.0/0")


def data_stores(graph: Graph) -> Iterator[DataStore]:
    """Everything that keeps data in subnets, in the model's order."""
    for resource in graph.model:
        if isinstance(resource, (AuroraCluster, ElasticacheReplicationGroup, EfsFileSystem, OpensearchDomain)):
            yield resource


@lru_cache(maxsize=2)
def data_subnets(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Address of a subnet that holds data -> the data stores in it; kept for the last graphs asked about."""
    found: dict[str, list[str]] = {}
    for store in data_stores(graph):
        for subnet in subnets_at(graph, store.subnets):
            found.setdefault(subnet.address, []).append(store.address)
    return {subnet: tuple(stores) for subnet, stores in found.items()}


def subnets_at(graph: Graph, addresses: Iterable[str]) -> Iterator[Subnet]:
    """The subnets among some addresses; what is missing was faulty, which is a finding already."""
    for address in addresses:
        subnet = graph.model.get(address, Subnet)
        if subnet is not None:
            yield subnet


def zones_of(graph: Graph, addresses: Iterable[str]) -> tuple[str, ...]:
    """The Availability Zones of some subnets, each once, in alphabetical order."""
    return tuple(sorted({subnet.availability_zone for subnet in subnets_at(graph, addresses)}))


def _has_way(graph: Graph, subnet: Subnet, destination: str | None) -> bool | None:
    table = route_table_of(graph, subnet)
    if table is None:
        return None
    return any(
        way.kind == InternetGateway.kind and destination in (None, way.destination) for way in ways_out(graph, table)
    )


@lru_cache(maxsize=2)
def _main_tables(graph: Graph) -> Mapping[str, RouteTable]:
    return {table.parent: table for table in graph.model.of(RouteTable) if table.main}
