"""Where in the network an intruder stands in what they have entered.

Whoever comes to pods by a node has those of that node: the same daemon set on the nodes of other groups stays out of
reach, although its identity is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from innovate_model.analyses.blast_radius import Member
from innovate_model.analyses.connecting import starts_of
from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.survey import Survey
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment


class Foothold(NamedTuple):
    """Some endpoints of one that is entered: of all its pods, or those on the nodes of one group, `host`."""

    address: str
    host: str
    starts: tuple[Endpoint, ...]


def footholds(graph: Graph, known: Survey, entered: Mapping[str, Member], address: str) -> Iterator[Foothold]:
    """Where sessions start from one that is entered; none for what opens no sessions."""
    starts = starts_of(known, address)
    hosts = _hosts(graph, entered, address)
    if not hosts and starts:
        yield Foothold(address, "", starts)
    for host in hosts:
        there = {(end.subnet, end.place.groups) for end in starts_of(known, host)}
        inside = tuple(end for end in starts if (end.subnet, end.place.groups) in there)
        if inside:
            yield Foothold(address, host, inside)


def _hosts(graph: Graph, entered: Mapping[str, Member], address: str) -> Collection[str]:
    """The entered node groups by which alone pods are entered; () where all of them are, or it is no pods."""
    pods = graph.model[address]
    is_whole = entered[address].distance == 0 or pods.parent in entered
    if is_whole or not isinstance(pods, Deployment | DaemonSet):
        return ()
    return [host for host in graph.targets(address, Relation.RUNS_ON) if host in entered]
