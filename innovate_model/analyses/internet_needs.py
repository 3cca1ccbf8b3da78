"""Who cannot do its work without an internet gateway, told by routes: nobody writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.analyses.tiers import route_table_of, subnets_at, ways_out
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway


@lru_cache(maxsize=2)
def internet_needs(graph: Graph) -> Mapping[str, tuple[Edge, ...]]:
    """Address of an internet gateway -> the relations of those who need it: an internet-facing load balancer and a
    public NAT gateway depend on the one that their subnets route to. Kept for the last graphs asked about.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
    """
    found: dict[str, list[Edge]] = {}
    for resource in graph.model:
        if isinstance(resource, Lb) and not resource.internal:
            needs = _needs(graph, resource.address, resource.subnets, "subnets")
        elif isinstance(resource, NatGateway) and resource.connectivity_type == "public":
            needs = _needs(graph, resource.address, (resource.subnet,), "subnet")
        else:
            continue
        for gateway, edge in needs.items():
            found.setdefault(gateway, []).append(edge)
    return {gateway: tuple(edges) for gateway, edges in found.items()}


@lru_cache(maxsize=2)
def gateway_needs(graph: Graph) -> Mapping[str, tuple[Edge, ...]]:
    """The same relations by those who need a gateway."""
    found: dict[str, list[Edge]] = {}
    for edges in internet_needs(graph).values():
        for edge in edges:
            found.setdefault(edge.source, []).append(edge)
    return {address: tuple(edges) for address, edges in found.items()}


def _needs(graph: Graph, address: str, subnets: tuple[str, ...], attribute: str) -> dict[str, Edge]:
    """Internet gateway -> the relation to it, with the route that leads there in `detail`."""
    needs: dict[str, Edge] = {}
    for subnet in subnets_at(graph, subnets):
        table = route_table_of(graph, subnet)
        for way in ways_out(graph, table) if table is not None else ():
            if way.kind == InternetGateway.kind:
                detail = f"{way.destination} by {table.address}" if table is not None else way.destination
                needs.setdefault(
                    way.target, Edge(address, Relation.DEPENDS_ON, way.target, (attribute,), detail=detail)
                )
    return needs
