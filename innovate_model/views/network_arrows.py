"""The arrows of a network picture: one for each relation, whatever the number of zones and subnets behind it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from innovate_model.analyses.routing import service_of
from innovate_model.analyses.survey import survey
from innovate_model.analyses.tiers import route_table_of
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.target_group import TargetGroup
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.views.tier import Tier
from innovate_model.views.view import Arrow

INTERNET = "internet"
_FAMILY = {
    "internet_gateway": "egress",
    "egress_only_internet_gateway": "egress",
    "nat_gateway": "egress",
    "transit_gateway_attachment": "attachment",
    "vpn_gateway": "attachment",
    "vpc_peering_connection": "attachment",
}


def arrows(graph: Graph, vpc: str, tiers: tuple[Tier, ...]) -> tuple[Arrow, ...]:
    """Every arrow that may be drawn; those whose ends are not in the picture are dropped by the builder."""
    merged: dict[tuple[str, str, str, str], int] = {}
    parts = (
        _inbound(graph, vpc),
        _workloads(graph, vpc),
        _routes(graph, tiers),
        _borders(graph, vpc),
        _private(graph, vpc, tiers),
    )
    for arrow in chain(*parts):
        key = (arrow.source, arrow.target, arrow.label, arrow.relation)
        merged[key] = merged.get(key, 0) + arrow.count
    return tuple(Arrow(*key, count) for key, count in merged.items() if key[0] != key[1])


def _inbound(graph: Graph, vpc: str) -> Iterator[Arrow]:
    """From the internet to the edge, and on to load balancers and buckets."""
    account = graph.model[vpc].parent
    fronted = set()
    for address in graph.targets(account, Relation.CONTAINS):
        if graph.model[address].kind != "cloudfront_distribution":
            continue
        yield Arrow(INTERNET, address, "https")
        for target in graph.targets(address, Relation.FORWARDS_TO):
            fronted.add(target)
            yield Arrow(address, target, "OAC" if graph.model[target].kind == "s3_bucket" else "https")
    for lb in graph.model.of(Lb):
        if lb.parent == vpc and not lb.internal and lb.address not in fronted:
            ports = dict.fromkeys(_ports(listener) for listener in _listeners(graph, lb))
            yield Arrow(INTERNET, lb.address, ", ".join(ports))


def _listeners(graph: Graph, lb: Lb) -> Iterator[Listener]:
    return (item for item in graph.model.of(Listener) if item.parent == lb.address)


def _ports(end: Listener | TargetGroup) -> str:
    """`tcp/443` of an HTTPS listener, `udp/53`, `tcp+udp/53`."""
    transport = end.protocol.lower().replace("_", "+") if "UDP" in end.protocol else "tcp"
    return f"{transport}/{end.port}"


def _workloads(graph: Graph, vpc: str) -> Iterator[Arrow]:
    """From load balancers to what they serve, and from programs to what they connect to."""
    for group in graph.model.of(TargetGroup):
        if group.address.startswith(vpc + "."):
            for target in group.targets:
                yield Arrow(group.parent, _drawn(target), _ports(group))
    for edge in graph.edges(Relation.CONNECTS_TO):
        if edge.source.startswith(vpc + "."):
            yield from _connection(graph, edge)


def _connection(graph: Graph, edge: Edge) -> Iterator[Arrow]:
    """From a program to what it connects to; to a bucket by the gateway endpoint that its subnets have a route to."""
    target = graph.model[edge.target]
    if target.kind == "vpc_endpoint":
        return
    for gateway in _gateway_endpoints(graph, edge) if target.kind == "s3_bucket" else ("",):
        if gateway:
            yield Arrow(_drawn(edge.source), gateway, "", "private access")
            yield Arrow(gateway, edge.target, "", "private access")
        else:
            port = getattr(target, "port", None)
            yield Arrow(_drawn(edge.source), _drawn(edge.target), f"tcp/{port}" if port else "")


def _gateway_endpoints(graph: Graph, edge: Edge) -> tuple[str, ...]:
    """The ways of a program to a bucket: gateway endpoints, each once, and "" for the subnets whose table leads to
    none.

    They serve buckets of their own region only: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    known = survey(graph)
    service = f"com.amazonaws.{graph.model.region_of(graph.model[edge.target])}.s3"
    found: dict[str, None] = {}
    for end in known.endpoints.by_owner.get(edge.source, ()):
        table = known.route_table_of(known.subnet(end.subnet))
        endpoints = known.gateway_endpoints.get(table.address, ()) if table is not None else ()
        found[next((one.address for one in endpoints if service_of(known, one) == service), "")] = None
    return tuple(found) or ("",)


def _drawn(address: str) -> str:
    """The box that stands for a resource inside a cluster: the cluster's."""
    parts = address.split(".")
    return ".".join(parts[: parts.index("eks_clusters") + 2]) if "eks_clusters" in parts else address


def _routes(graph: Graph, tiers: tuple[Tier, ...]) -> Iterator[Arrow]:
    """Where each tier sends its packets: one arrow for a destination, counted over its tables."""
    lane_of = {subnet: tier.lane for tier in tiers for subnet in tier.subnets}
    for tier in tiers:
        for table in _tables(graph, tier):
            for edge in graph.out(table.address, Relation.ROUTES_TO):
                kind = graph.model[edge.target].kind
                if kind in _FAMILY:
                    destination = edge.detail if "/" in edge.detail else edge.detail.rpartition(".")[2]
                    label = f"{destination} by NAT" if kind == "nat_gateway" else destination
                    yield Arrow(tier.lane, _end(graph, edge, table, lane_of), label, _FAMILY[kind])


def _end(graph: Graph, edge: Edge, table: RouteTable, lane_of: dict[str, str]) -> str:
    """What is drawn for a route's target: the tier of a NAT gateway, the VPC on the other side of a peering
    connection."""
    match graph.model[edge.target].kind:
        case "nat_gateway":
            return lane_of.get(next(iter(graph.targets(edge.target, Relation.PLACED_IN)), ""), "")
        case "vpc_peering_connection":
            ends = graph.targets(edge.target, Relation.ATTACHED_TO)
            return next((end for end in ends if end != table.parent), "")
        case _:
            return edge.target


def _borders(graph: Graph, vpc: str) -> Iterator[Arrow]:
    """From gateways on the VPC's border to what they lead to: outside, or inside for whoever comes by PrivateLink."""
    for address in graph.targets(vpc, Relation.CONTAINS):
        kind = graph.model[address].kind
        if kind == "transit_gateway_attachment":
            for gateway in graph.targets(address, Relation.ATTACHED_TO):
                yield Arrow(address, gateway, "", "attachment")
        elif kind == "vpn_gateway":
            for connection in graph.sources(address, Relation.ATTACHED_TO):
                for end in graph.targets(connection, Relation.ATTACHED_TO):
                    if end != address:
                        yield Arrow(address, end, "VPN", "attachment")
        elif kind == "vpc_endpoint_service":
            for balancer in graph.targets(address, Relation.FORWARDS_TO):
                yield Arrow(address, balancer, "", "private access")


def _tables(graph: Graph, tier: Tier) -> list[RouteTable]:
    subnets = [item for address in tier.subnets if isinstance(item := graph.model[address], Subnet)]
    tables = {table.address: table for subnet in subnets if (table := route_table_of(graph, subnet))}
    return list(tables.values())


def _private(graph: Graph, vpc: str, tiers: tuple[Tier, ...]) -> Iterator[Arrow]:
    """From tiers to VPC endpoints: by route for gateways, by security group for interfaces."""
    for endpoint in graph.model.of(VpcEndpoint):
        if endpoint.parent != vpc:
            continue
        for tier in tiers:
            if endpoint.route_tables and {t.address for t in _tables(graph, tier)} & set(endpoint.route_tables):
                yield Arrow(tier.lane, endpoint.address, "prefix list", "private access")
            if set(endpoint.subnets) & set(tier.subnets):
                yield Arrow(tier.lane, f"{vpc}:interface-endpoints", "tcp/443", "private access")
