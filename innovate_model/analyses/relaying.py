"""How requests get from one place to another: by a session, or by way of what ends one session and opens the next.

What hands requests on: a load balancer (a listener's port, then its target group's), CloudFront (to its origins), an
HTTP API (through its VPC link), an endpoint of PrivateLink (to the load balancer behind the service). Targets see the
load balancer, or from a network load balancer that keeps their address (`preserving`) its clients. A program that calls
another one for its callers is not followed: what it does with a request is its own matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import count

from innovate_model.analyses.connecting import starts_of
from innovate_model.analyses.endpoints import INTERNET
from innovate_model.analyses.places import Networks, inside
from innovate_model.analyses.preserving import client_of, handed_on
from innovate_model.analyses.sessions import Opening, openings
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.target_group import TargetGroup, transports_of
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_endpoint_service import VpcEndpointService
from innovate_model.span import Path, at
from innovate_model.values import Ports

WEB = (Ports("tcp", 80, 80), Ports("tcp", 443, 443), Ports("udp", 443, 443))
"""The ports on which CloudFront and API Gateway take requests, HTTP/3 among them.
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesSupportedHTTPVersions.html"""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a request's way: a session (`opening`), or how somebody hands it on by what `path` says (None for
    the former). `source` and `target` are addresses, `internet`, or a service."""

    source: str
    target: str
    opening: Opening | None = None
    path: Path = ()

    @property
    def is_certain(self) -> bool:
        """Whether it takes place whatever the model leaves unsaid."""
        return self.opening is None or self.opening.is_certain


Request = tuple[Step, ...]
"""A way of requests, from the first session on."""
Side = Mapping[str, Networks | None]
"""Where requests start, or end: names as `sessions.openings` takes them, each with those of its addresses that are
meant, None for all."""


def requests(graph: Graph, sources: Side, destinations: Side, asked: tuple[Ports, ...] = ()) -> tuple[Request, ...]:
    """Every way of requests from sources to destinations (buckets behind distributions among them): the sessions
    between them, and the shortest way over each thing that hands requests on. What opens no sessions is no source.
    Sessions are those between the addresses that are meant, and none others.

    `asked` are the ports at the destination; () means all.
    """
    known = survey(graph)
    starts = {name: addresses for name, addresses in sources.items() if starts_of(known, name)}
    network = [
        name
        for name in destinations
        if not (_is_public_door(graph, name) or isinstance(graph.model.resources.get(name), S3Bucket))
    ]
    direct = (_from(_to(one, destinations), starts) for one in openings(graph, starts, network, asked))
    found: list[Request] = [(Step(one.source.address, one.destination.address, one),) for one in direct if one]
    seen: set[tuple[str, ...]] = set()
    first = list(_first_relays(graph, starts))
    found += [way for way in first if way[-1].target in destinations and _is_public_door(graph, way[-1].target)]
    numbers = count()
    ahead = [_ranked(way, next(numbers)) for way in first]
    heapify(ahead)
    while ahead:
        way = heappop(ahead)[-1]
        if (door := _door(graph, way[-1])) in seen:
            continue
        seen.add(door)
        for step in _handed_on(graph, way[-1]):
            before = (*way[:-1], _narrowed(way[-1], step))
            if step.target in destinations and _is_asked(step, asked) and (last := _ending(step, destinations)):
                found.append((*before, last))
            heappush(ahead, _ranked((*before, step), next(numbers)))
    return tuple(found)


def _from(opening: Opening | None, sources: Side) -> Opening | None:
    """The sessions of an opening that start at addresses that are meant; None where none does."""
    meant = sources.get(opening.source.address) if opening is not None else None
    if opening is None or meant is None:
        return opening
    own = inside(opening.source_addresses, meant)
    return replace(opening, source_addresses=own) if own else None


def _to(opening: Opening, destinations: Side) -> Opening | None:
    """The sessions of an opening that end at addresses that are meant; None where none does."""
    meant = destinations.get(opening.destination.address)
    if meant is None:
        return opening
    own = inside(opening.destination_addresses, meant)
    return replace(opening, destination_addresses=own) if own else None


def _ending(step: Step, destinations: Side) -> Step | None:
    """The last step of a way, as far as it ends at addresses that are meant."""
    if step.opening is None:
        return step
    opening = _to(step.opening, destinations)
    return replace(step, opening=opening) if opening is not None else None


def _ranked(way: Request, number: int) -> tuple[bool, int, int, Request]:
    """Certain ways first, so that what is reached for certain is not left with a doubtful one; then short ones."""
    return not all(step.is_certain for step in way), len(way), number, way


def _door(graph: Graph, step: Step) -> tuple[str, ...]:
    """What a step comes to: a load balancer by the listeners that its session reaches, and by its client where the
    targets see that; anything else as a whole."""
    if step.opening is None or not isinstance(graph.model.resources.get(step.target), Lb):
        return (step.target,)
    listeners = [one for one in _listeners(graph, step.target) if _takes(one, step.opening)]
    groups = (graph.model.get(one.forward_to, TargetGroup) for one in listeners)
    door = (step.target, *(one.address for one in listeners))
    if not any(group is not None and group.preserves_client_ip for group in groups):
        return door
    client = client_of(graph, step.opening).place
    return (*door, client.owner, *map(str, client.possible))


def _narrowed(step: Step, following: Step) -> Step:
    """A session, less the addresses of its client from which the next one, which keeps them, does not open."""
    opened, kept = step.opening, following.opening
    client = kept.source.place.kept if kept is not None else None
    if opened is None or kept is None or client is None or client.owner != step.source:
        return step
    own = inside(opened.source_addresses, kept.source_addresses)
    return replace(step, opening=replace(opened, source_addresses=own)) if own else step


def _first_relays(graph: Graph, sources: Side) -> Iterator[Request]:
    """The sessions to whatever hands on, and the ways to the doors that the internet finds."""
    endpoints = (one for one in graph.model.of(VpcEndpoint) if one.endpoint_service is not None)
    relays = [one.address for one in (*graph.model.of(Lb), *endpoints)]
    for opening in openings(graph, sources, relays) if relays else ():
        one = _from(opening, sources)
        if one is not None and _is_listened_on(graph, one):
            yield (Step(one.source.address, one.destination.address, one),)
    yield from ((step,) for step in _to_public_doors(graph, sources))


def _is_listened_on(graph: Graph, opening: Opening) -> bool:
    """Whether a session to a load balancer comes to a listener; endpoints take whatever their groups let in."""
    if isinstance(graph.model.resources.get(opening.destination.address), VpcEndpoint):
        return True
    return any(_takes(one, opening) for one in _listeners(graph, opening.destination.address))


def _is_public_door(graph: Graph, name: str) -> bool:
    return isinstance(graph.model.resources.get(name), (CloudfrontDistribution, Apigatewayv2Api))


def _to_public_doors(graph: Graph, sources: Side) -> Iterator[Step]:
    """CloudFront and API Gateway take requests from the whole internet, and so from whoever gets there."""
    doors = [one.address for one in (*graph.model.of(CloudfrontDistribution), *graph.model.of(Apigatewayv2Api))]
    own = [name for name in sources if name not in doors]
    if not doors or not own:
        return
    if INTERNET in own:
        yield from (Step(INTERNET, door, None, at(door)) for door in doors)
        return
    found = (_from(one, sources) for one in openings(graph, own, [INTERNET], WEB))
    ways = sorted((one for one in found if one is not None), key=lambda one: not one.is_certain)
    if ways:
        yield from (Step(ways[0].source.address, door, ways[0], at(door)) for door in doors)


def _handed_on(graph: Graph, step: Step) -> Iterator[Step]:
    """What becomes of a request that has come to a place."""
    match graph.model.resources.get(step.target):
        case Lb() as balancer:
            yield from _by_load_balancer(graph, balancer, step.opening)
        case CloudfrontDistribution() as distribution:
            yield from _by_distribution(graph, distribution)
        case Apigatewayv2Api() as api:
            for name, integration in api.integrations.items():
                listener = graph.model.get(integration.listener, Listener)
                path = at(api.address, "integrations", name)
                if listener is not None and integration.vpc_link in graph.model:
                    yield from _sessions(graph, integration.vpc_link, listener.parent, _ports_of(listener), path)
        case VpcEndpoint() as endpoint:
            service = graph.model.get(endpoint.endpoint_service, VpcEndpointService)
            for address in service.network_load_balancers if service is not None else ():
                if address in graph.model:
                    yield Step(endpoint.address, address, None, at(endpoint.address, "endpoint_service"))


def _by_load_balancer(graph: Graph, balancer: Lb, opening: Opening | None) -> Iterator[Step]:
    """From each listener that the request may have come to, to the targets that the balancer's sessions reach."""
    for listener in _listeners(graph, balancer.address):
        group = graph.model.get(listener.forward_to, TargetGroup)
        if group is None or not (opening is None or _takes(listener, opening)):
            continue
        for target in group.targets:
            if target in graph.model:
                yield from _to_target(graph, balancer, opening, group, target)


def _to_target(graph: Graph, balancer: Lb, opening: Opening | None, group: TargetGroup, target: str) -> Iterator[Step]:
    """The sessions to a target: under the client's address where that is kept, else under the load balancer's own, as
    always for what comes by PrivateLink or is turned into the other IP version.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
    """
    path = at(group.address, "targets")
    if opening is None or balancer.type_ != "network" or not group.preserves_client_ip:
        yield from _sessions(graph, balancer.address, target, _ports_of(group), path)
        return
    client = client_of(graph, opening)
    for ports in _ports_of(group):
        for one in handed_on(graph, balancer, client, target, ports):
            yield Step(balancer.address, target, one, path)
    yield from _sessions(graph, balancer.address, target, _ports_of(group), path, but=client.place.version)


def _by_distribution(graph: Graph, distribution: CloudfrontDistribution) -> Iterator[Step]:
    for name, origin in distribution.origins.items():
        path = at(distribution.address, "origins", name)
        if origin.s3_bucket is not None and origin.s3_bucket in graph.model:
            yield Step(distribution.address, origin.s3_bucket, None, path)
        elif origin.lb is not None and origin.lb in graph.model:
            for listener in _listeners(graph, origin.lb):
                yield from _sessions(graph, distribution.address, origin.lb, _ports_of(listener), path)


def _sessions(
    graph: Graph, source: str, target: str, ports: tuple[Ports, ...], path: Path, but: int | None = None
) -> Iterator[Step]:
    """The session that hands a request on, by each protocol with which the network lets it: a certain one where there
    is one. `but`: not one of this IP version."""
    found = [one for one in _handing_on(graph, source, target, ports) if one.source.place.version != but]
    for each in ports:
        fitting = (one for one in found if one.ports.protocol == each.protocol)
        best = min(fitting, key=lambda one: not one.is_certain, default=None)
        if best is not None:
            yield Step(source, target, best, path)


@lru_cache(maxsize=200)
def _handing_on(graph: Graph, source: str, target: str, ports: tuple[Ports, ...]) -> tuple[Opening, ...]:
    """Whoever's requests they are, what hands them on opens the same sessions."""
    return openings(graph, [source], [target], ports)


def _listeners(graph: Graph, balancer: str) -> Iterator[Listener]:
    return (one for one in graph.model.of(Listener) if one.parent == balancer)


def _takes(listener: Listener, opening: Opening) -> bool:
    """Whether a session comes to a listener."""
    return any(opening.ports.overlaps(ports) for ports in _ports_of(listener))


def _ports_of(end: Listener | TargetGroup) -> tuple[Ports, ...]:
    return tuple(Ports(protocol, end.port, end.port) for protocol in transports_of(end.protocol))


def _is_asked(step: Step, asked: tuple[Ports, ...]) -> bool:
    if step.opening is None or not asked:
        return True
    return any(step.opening.ports.overlaps(ports) for ports in asked)
