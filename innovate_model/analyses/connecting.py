"""What one resource can open sessions to, among many: the answers of `reachability.reach`, from all sessions at
once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.parties import NotInNetwork, endpoints_of, sources
from innovate_model.analyses.places import Networks
from innovate_model.analyses.probing import assumed_ports, protocols_of
from innovate_model.analyses.sessions import Opening, between
from innovate_model.analyses.survey import Survey, survey
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.values import Ports


@dataclass(frozen=True, slots=True)
class Connection:
    """A destination that the network lets through to, and the first port on which it does.

    `is_listened_on`: False for pods that declare no ports, of which the security groups of their nodes alone are known.
    """

    destination: str
    ports: Ports
    is_listened_on: bool = True


def connections(
    graph: Graph, source: str, destinations: Iterable[str], from_: tuple[Endpoint, ...] | None = None
) -> Iterator[Connection]:
    """Those of some resources that `source` can open a session to, on the ports that they declare or that their
    security groups admit.

    For each of them `reach(graph, source, destination)` says "reachable", with this port as its witness: of a pair of
    endpoints in one Availability Zone where there is one. The source is anything that flows start from (`sources`), the
    destinations are resources with interfaces of their own; others have no connections. `from_`: some of the source's
    endpoints, where not all of them are meant.
    """
    known = survey(graph)
    starts = starts_of(known, source) if from_ is None else from_
    ends = {destination: endpoints_of(known, destination) for destination in destinations}
    open_pairs = _by_pair(between(graph, starts, [end for group in ends.values() for end in group]))
    for destination, group in ends.items():
        asked, _ = assumed_ports(known, starts, group)
        for pair in _pairs(starts, group):
            found = _first_open(open_pairs.get(pair, []), asked)
            if found is not None:
                yield Connection(destination, found, _is_listened_on(known, destination))
                break


def _by_pair(found: Iterable[Opening]) -> Mapping[tuple[Endpoint, Endpoint], list[Opening]]:
    """Certain openings by their ends."""
    pairs: dict[tuple[Endpoint, Endpoint], list[Opening]] = {}
    for opening in found:
        if opening.is_certain:
            pairs.setdefault((opening.source, opening.destination), []).append(opening)
    return pairs


def _is_listened_on(known: Survey, destination: str) -> bool:
    pods = known.model.resources.get(destination)
    return bool(pods.ports) if isinstance(pods, Deployment | DaemonSet) else True


def starts_of(known: Survey, source: str) -> tuple[Endpoint, ...]:
    """Where the flows of a resource start; () for what opens none, or has no place in the network."""
    try:
        return sources(known, source)
    except NotInNetwork:
        return ()


def _pairs(starts: tuple[Endpoint, ...], ends: tuple[Endpoint, ...]) -> list[tuple[Endpoint, Endpoint]]:
    """Those within one Availability Zone first: `reach` prefers them as its witness."""
    return sorted(((start, end) for start in starts for end in ends), key=lambda pair: pair[0].zone != pair[1].zone)


def _first_open(openings: list[Opening], asked: tuple[Ports, ...]) -> Ports | None:
    """The first port asked about on which a session works, whichever addresses the two ends have."""
    for ports in asked if openings else ():
        for protocol in protocols_of(ports.protocol, openings[0].source.place.version):
            fitting = [one for one in openings if one.ports.protocol == protocol and one.ports.overlaps(ports)]
            starts = sorted({max(one.ports.from_port, ports.from_port) for one in fitting})
            for port in starts:
                if any(_is_whole(fitting, protocol, port, is_public) for is_public in (False, True)):
                    shown = port if protocol in ("tcp", "udp") else 0
                    return Ports(protocol, shown, shown or 65535)
    return None


def _is_whole(openings: list[Opening], protocol: str, port: int, is_public: bool) -> bool:
    """Whether openings leave out no address of either end. They do not overlap."""
    fitting = [one for one in openings if one.to_public_address is is_public and one.ports.covers(protocol, port)]
    if not fitting:
        return False
    source, destination = fitting[0].source.place, fitting[0].destination
    called = destination.public if is_public and destination.public is not None else destination.place
    whole = _size(source.possible) * _size(called.possible)
    return sum(_size(one.source_addresses) * _size(one.destination_addresses) for one in fitting) == whole


def _size(blocks: Networks) -> int:
    return sum(block.num_addresses for block in blocks)
