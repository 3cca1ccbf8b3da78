"""Ways that the model means to be open, and the network does not let through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.listening import listening_ports
from innovate_model.analyses.parties import parties
from innovate_model.analyses.probing import assumed_ports
from innovate_model.analyses.reachability import resolved, settle
from innovate_model.analyses.routing import short
from innovate_model.analyses.sessions import among
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.workloads import opened_by
from innovate_model.edge import Edge, Relation
from innovate_model.finding import Related
from innovate_model.graph import Graph
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.span import Path, at
from innovate_model.values import Ports

Spot = tuple[str, str, tuple[str, ...]]
"""Where an endpoint is, whatever the IP version: what it is of, its subnet, its security groups."""
Pair = tuple[Endpoint, Endpoint]


@dataclass(frozen=True, slots=True)
class Way:
    """Sessions that are meant to work: between the two of each pair, on any of `ports`, () for any port at all. `path`:
    what says so."""

    path: Path
    pairs: tuple[Pair, ...]
    ports: tuple[Ports, ...]


@dataclass(frozen=True, slots=True)
class Obstruction:
    """A way that is blocked for certain between some places of its two ends.

    `blocked` of `pairs` pairs of interfaces are, in whichever IP version; `trace`: what becomes of it between one of
    them.
    """

    way: Way
    blocked: int
    pairs: int
    trace: Trace

    def sentence(self, what: str) -> str:
        """That the network blocks `what`: on which ports, and between how many of the interfaces if not all."""
        ports = f" on {', '.join(map(str, self.way.ports))}" if self.way.ports else ""
        extent = "" if self.blocked == self.pairs else f" between {self.blocked} of {self.pairs} pairs of interfaces"
        return f"the network blocks {what}{ports}{extent}"

    @property
    def stops(self) -> tuple[Related, ...]:
        """All that blocks it there, with the line that decides."""
        return tuple(Related(f"{short(hop.component)} {hop.action}", hop.path) for hop in self.trace.blocking)

    @property
    def remedy(self) -> str:
        """What each of these would need to let it pass."""
        return "; ".join(f"{short(hop.component)}: {hop.remedy}" for hop in self.trace.blocking if hop.remedy)


def blocked(graph: Graph, ways: Iterable[Way]) -> Iterator[Obstruction]:
    """Each way that is blocked on all of its ports, from one place to another. All of them are asked about at once."""
    known = survey(graph)
    asked = tuple(ways)
    open_: dict[tuple[Spot, Spot], list[Ports]] = {}
    for one in among(graph, dict.fromkeys(pair for way in asked for pair in way.pairs)):
        open_.setdefault((_spot(one.source), _spot(one.destination)), []).append(one.ports)
    for way in asked:
        groups = _by_spots(way.pairs)
        shut = [group for key, group in groups.items() if not _is_open(open_.get(key, []), way.ports)]
        trace = _blocked_trace(graph, known, shut, way.ports)
        if trace is not None:
            yield Obstruction(way, len(shut), len(groups), trace)


def obstructions(graph: Graph) -> Iterator[Obstruction]:
    """Each connection that the model writes down, of what has interfaces to what has some, or to a bucket, that is
    blocked on every port on which the destination takes connections."""
    known = survey(graph)
    edges = graph.edges(Relation.CONNECTS_TO, Relation.SENDS_TO)
    return blocked(
        graph,
        (
            Way(at(edge.source, *edge.path), _pairs(graph, known, edge), listening_ports(graph, edge.target))
            for edge in edges
        ),
    )


def _pairs(graph: Graph, known: Survey, edge: Edge) -> tuple[Pair, ...]:
    """The endpoints of the two ends in one IP version."""
    starts = [start for opener in opened_by(graph, edge.source, edge.target) for start in own_interfaces(known, opener)]
    ends = own_interfaces(known, edge.target)
    if edge.relation is Relation.CONNECTS_TO and isinstance(known.model.resources.get(edge.target), S3Bucket):
        ends = parties(known, edge.target)
    return paired((start, end) for start, named in product(starts, ends) for end in resolved(known, start, named))


def paired(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Those between which a session is possible at all: of one IP version, and not one and the same."""
    return tuple((start, end) for start, end in pairs if start.place.version == end.place.version and start != end)


def own_interfaces(known: Survey, address: str) -> tuple[Endpoint, ...]:
    """The interfaces of something that are in a VPC which the model has."""
    found = known.endpoints.by_owner.get(address, ())
    return tuple(end for end in found if known.subnet(end.subnet).parent in known.model)


def _by_spots(pairs: Iterable[Pair]) -> dict[tuple[Spot, Spot], list[Pair]]:
    found: dict[tuple[Spot, Spot], list[Pair]] = {}
    for start, end in pairs:
        found.setdefault((_spot(start), _spot(end)), []).append((start, end))
    return found


def _spot(end: Endpoint) -> Spot:
    return end.address, end.subnet, end.place.groups


def _is_open(found: list[Ports], asked: tuple[Ports, ...]) -> bool:
    return any(not asked or any(one.overlaps(ports) for ports in asked) for one in found)


def _blocked_trace(graph: Graph, known: Survey, blocked: list[list[Pair]], ports: tuple[Ports, ...]) -> Trace | None:
    """What becomes of the first of some connections, with all that blocks it."""
    for start, end in (pair for group in blocked for pair in group):
        trace = settle(graph, known, start, end, ports or assumed_ports(known, (start,), (end,))[0])
        if trace is not None and trace.blocking:
            return trace
    return None
