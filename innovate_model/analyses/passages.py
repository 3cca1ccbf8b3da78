"""The ways without which load balancers, CloudFront, HTTP APIs and NAT gateways are of no use: nobody writes them down
as connections, and all of them are meant to be open.

A network load balancer sends to targets of its own zone
(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#availability-zones), and
checks their health from its own address even where it hands connections on under that of the client
(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from innovate_model.analyses.endpoints import INTERNET, supposed
from innovate_model.analyses.listening import listening_ports
from innovate_model.analyses.obstructing import Pair, Way, own_interfaces, paired
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import Survey, survey
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.target_group import TargetGroup, transports_of
from innovate_model.span import Path, at
from innovate_model.values import Ports

_EVERYWHERE = "0.0.0.0/0"
_CARRIED = (Ports("tcp", 443, 443), Ports("tcp", 1, 65535), Ports("udp", 1, 65535))
"""What NAT gateways carry, and what is shown of it first."""


def to_origins(graph: Graph) -> Iterator[Way]:
    """From CloudFront to the load balancers that face the internet, on any of their listeners' ports."""
    known = survey(graph)
    for distribution in graph.model.of(CloudfrontDistribution):
        servers = parties(known, distribution.address)
        for name, origin in distribution.origins.items():
            balancer = graph.model.get(origin.lb, Lb)
            if balancer is not None and not balancer.internal:
                pairs = paired(product(servers, own_interfaces(known, balancer.address)))
                path = at(distribution.address, "origins", name, "lb")
                yield from _way(path, pairs, listening_ports(graph, balancer.address))


def from_viewers(graph: Graph) -> Iterator[Way]:
    """From the internet to each listener of the load balancers that face it and are no origin of CloudFront. That a
    host is in none of AWS's lists is not said: what they alone let in may be meant."""
    known = survey(graph)
    origins = {origin.lb for one in graph.model.of(CloudfrontDistribution) for origin in one.origins.values()}
    viewers = [replace(one, place=replace(one.place, aws_lists=None)) for one in parties(known, INTERNET)]
    for listener in graph.model.of(Listener):
        balancer = graph.model.get(listener.parent, Lb)
        if balancer is not None and not balancer.internal and balancer.address not in origins:
            pairs = paired(product(viewers, own_interfaces(known, balancer.address)))
            yield from _way(at(listener.address), pairs, _ports_of(listener))


def from_apis(graph: Graph) -> Iterator[Way]:
    """From the VPC links of HTTP APIs to the listeners that they call."""
    known = survey(graph)
    for api in graph.model.of(Apigatewayv2Api):
        for name, integration in api.integrations.items():
            listener = graph.model.get(integration.listener, Listener)
            if listener is not None:
                ends = (own_interfaces(known, integration.vpc_link), own_interfaces(known, listener.parent))
                yield from _way(at(api.address, "integrations", name), paired(product(*ends)), _ports_of(listener))


def to_targets(graph: Graph) -> Iterator[Way]:
    """From load balancers to the targets of the groups that their listeners forward to, on the group's port, on which
    their health is checked, too. Groups that speak UDP alone are left out: their health is checked otherwise."""
    known = survey(graph)
    used = {listener.forward_to for listener in graph.model.of(Listener)}
    for edge in graph.edges(Relation.FORWARDS_TO):
        group = graph.model.get(edge.source, TargetGroup)
        balancer = graph.model.get(group.parent, Lb) if group is not None else None
        if group is not None and balancer is not None and group.address in used:
            pairs = paired(product(own_interfaces(known, balancer.address), own_interfaces(known, edge.target)))
            ports = tuple(one for one in _ports_of(group) if one.protocol == "tcp")
            if ports:
                yield from _way(at(edge.source, *edge.path), _handed(balancer, pairs), ports)


def out_by_nat(graph: Graph) -> Iterator[tuple[NatGateway, tuple[Way, ...]]]:
    """Public NAT gateways, with the ways to the internet of hosts in the subnets whose default route leads there."""
    known = survey(graph)
    hosts = [one for one in parties(known, INTERNET) if one.place.version == 4]
    leaving: dict[str, list[Subnet]] = {}
    for subnet in graph.model.of(Subnet):
        leaving.setdefault(_default_of(known, subnet), []).append(subnet)
    for nat in graph.model.of(NatGateway):
        if nat.connectivity_type == "public" and nat.subnet in graph.model:
            pairs = (paired(product(supposed(subnet), hosts)) for subnet in leaving.get(nat.address, ()))
            yield nat, tuple(way for each in pairs for way in _way(at(nat.address), each, _CARRIED))


def _default_of(known: Survey, subnet: Subnet) -> str:
    """Where the default route of a subnet leads; "" for nowhere."""
    table: RouteTable | None = known.route_table_of(subnet) if subnet.parent in known.model else None
    return table.routes.get(_EVERYWHERE, "") if table is not None else ""


def _handed(balancer: Lb, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Those within one zone for a network load balancer, as long as there are such."""
    within = tuple((start, end) for start, end in pairs if start.zone == end.zone)
    return within if balancer.type_ == "network" and within else pairs


def _way(path: Path, pairs: tuple[Pair, ...], ports: tuple[Ports, ...]) -> Iterator[Way]:
    if pairs and ports:
        yield Way(path, pairs, ports)


def _ports_of(end: Listener | TargetGroup) -> tuple[Ports, ...]:
    return tuple(Ports(spoken, end.port, end.port) for spoken in transports_of(end.protocol))
