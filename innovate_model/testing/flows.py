"""Flows to ask about: every end that a model has, and the ports at which its rules begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.parties import parties
from innovate_model.analyses.plain_rules import rule_ports
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import WITHOUT_PORTS
from innovate_model.graph import Graph
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.secret import Secret

PROTOCOLS = {4: ("tcp", "udp", "icmp", "other"), 6: ("tcp", "udp", "icmpv6", "other")}
"""IP version -> the protocols that flows are of; `other` is one that only rules for all protocols speak of."""


class Attempt(NamedTuple):
    """A flow that somebody might try: from one end to a port of another. `port` is 0 for protocols without ports."""

    source: Endpoint
    destination: Endpoint
    protocol: str
    port: int


def destinations_in(graph: Graph) -> tuple[Endpoint, ...]:
    """Every end that flows can go to: the interfaces of the model, hosts on the internet (one of which no rule speaks,
    and one in each public block that rules name), the networks of customers, the AWS services of buckets and
    secrets."""
    known = survey(graph)
    ends = [end for group in known.endpoints.by_owner.values() for end in group]
    ends += parties(known, INTERNET)
    for gateway in known.model.of(CustomerGateway):
        ends += parties(known, gateway.address) if gateway.cidr_blocks else ()
    for kept in (*known.model.of(S3Bucket), *known.model.of(Secret)):
        ends += parties(known, kept.address)
    return tuple(ends)


def sources_in(graph: Graph) -> tuple[Endpoint, ...]:
    """Every end that flows can come from: services and NAT gateways open none of their own."""
    nats = {nat.address for nat in graph.model.of(NatGateway)}
    ends = destinations_in(graph)
    return tuple(end for end in ends if end.kind is not Kind.SERVICE and end.address not in nats)


def edge_ports(graph: Graph) -> tuple[tuple[str, int], ...]:
    """(protocol, port) of each part of the ports that some rule of the model may treat in its own way: the first port
    of each part and the last, for tcp and udp; 0 for the others."""
    edges = {0, 65535}
    for ports in rule_ports(graph.model):
        edges |= {ports.from_port - 1, ports.from_port, ports.to_port, ports.to_port + 1}
    inner = sorted(port for port in edges if 0 <= port <= 65535)
    return (*((protocol, port) for protocol in ("tcp", "udp") for port in inner), *((one, 0) for one in WITHOUT_PORTS))


def attempts(graph: Graph) -> Iterator[Attempt]:
    """Every flow between two different ends of one IP version, at every port at which rules begin or end."""
    ports = edge_ports(graph)
    destinations = destinations_in(graph)
    for source in sources_in(graph):
        for destination in destinations:
            if are_apart(source, destination):
                for protocol, port in ports:
                    if protocol in PROTOCOLS[source.place.version]:
                        yield Attempt(source, destination, protocol, port)


def are_apart(source: Endpoint, destination: Endpoint) -> bool:
    """Can a flow go from the one to the other: two different ends, of one IP version, not both outside the model?"""
    is_beyond = not source.subnet and destination.kind is Kind.INTERNET
    return source != destination and source.place.version == destination.place.version and not is_beyond
