"""Who cannot do its work without an internet gateway, told by routes: nobody writes it down."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import route_table_of, subnets_at, ways_out
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway


def internet_needs(graph: Graph) -> Iterator[Edge]:
    """An internet-facing load balancer and a public NAT gateway depend on the internet gateway that their subnets route
    to.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
    """
    for resource in graph.model:
        if isinstance(resource, Lb) and not resource.internal:
            yield from _needs(graph, resource.address, resource.subnets, "subnets").values()
        elif isinstance(resource, NatGateway) and resource.connectivity_type == "public":
            yield from _needs(graph, resource.address, (resource.subnet,), "subnet").values()


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
