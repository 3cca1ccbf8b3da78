"""Connections that the model writes down and the network does not let through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.listening import listening_ports
from innovate_model.analyses.parties import parties
from innovate_model.analyses.probing import assumed_ports
from innovate_model.analyses.reachability import resolved, settle
from innovate_model.analyses.sessions import among
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.workloads import opened_by
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.values import Ports

Spot = tuple[str, str, tuple[str, ...]]
"""Where an endpoint is, whatever the IP version: what it is of, its subnet, its security groups."""
Pairs = dict[tuple[Spot, Spot], list[tuple[Endpoint, Endpoint]]]


@dataclass(frozen=True, slots=True)
class Obstruction:
    """A connection that is blocked for certain between some places of its two ends.

    `ports`: those on which the destination takes connections, () where nobody says and all are blocked; `blocked` of
    `pairs` pairs of interfaces are, in whichever IP version; `trace`: what becomes of it between one of them.
    """

    edge: Edge
    ports: tuple[Ports, ...]
    blocked: int
    pairs: int
    trace: Trace


def obstructions(graph: Graph) -> Iterator[Obstruction]:
    """Each connection of what has interfaces to what has some, or to a bucket, that is blocked on every port on which
    the destination takes connections. All of them are asked about at once."""
    known = survey(graph)
    links = {edge: _pairs(graph, known, edge) for edge in graph.edges(Relation.CONNECTS_TO, Relation.SENDS_TO)}
    every = dict.fromkeys(pair for pairs in links.values() for group in pairs.values() for pair in group)
    open_: dict[tuple[Spot, Spot], list[Ports]] = {}
    for one in among(graph, every):
        open_.setdefault((_spot(one.source), _spot(one.destination)), []).append(one.ports)
    for edge, pairs in links.items():
        ports = listening_ports(graph, edge.target)
        blocked = [group for key, group in pairs.items() if not _is_open(open_.get(key, []), ports)]
        trace = _blocked_trace(graph, known, blocked, ports)
        if trace is not None:
            yield Obstruction(edge, ports, len(blocked), len(pairs), trace)


def _pairs(graph: Graph, known: Survey, edge: Edge) -> Pairs:
    """The endpoints of the two ends in one IP version, by the spots of the two."""
    starts = [start for opener in opened_by(graph, edge.source, edge.target) for start in _interfaces(known, opener)]
    ends = _interfaces(known, edge.target)
    if edge.relation is Relation.CONNECTS_TO and isinstance(known.model.resources.get(edge.target), S3Bucket):
        ends = parties(known, edge.target)
    found: Pairs = {}
    for start, named in product(starts, ends):
        for end in resolved(known, start, named):
            if start.place.version == end.place.version and start != end:
                found.setdefault((_spot(start), _spot(end)), []).append((start, end))
    return found


def _interfaces(known: Survey, address: str) -> tuple[Endpoint, ...]:
    """The interfaces of something that are in a VPC which the model has."""
    found = known.endpoints.by_owner.get(address, ())
    return tuple(end for end in found if known.subnet(end.subnet).parent in known.model)


def _spot(end: Endpoint) -> Spot:
    return end.address, end.subnet, end.place.groups


def _is_open(found: list[Ports], asked: tuple[Ports, ...]) -> bool:
    return any(not asked or any(one.overlaps(ports) for ports in asked) for one in found)


def _blocked_trace(
    graph: Graph, known: Survey, blocked: list[list[tuple[Endpoint, Endpoint]]], ports: tuple[Ports, ...]
) -> Trace | None:
    """What becomes of the first of some connections, with all that blocks it."""
    for start, end in (pair for group in blocked for pair in group):
        trace = settle(graph, known, start, end, ports or assumed_ports(known, (start,), (end,))[0])
        if trace is not None and trace.blocking:
            return trace
    return None
