"""One concrete flow walked hop by hop, there and back: plain code, one AWS rule at a time, to be held against the
documentation.

Ports are concrete: unless told otherwise the client opens the connection from the first of its `client_ports`, a NAT
gateway from 1024. Security groups remember, so they judge the first packet only; network ACLs and routes judge the
answer too. Network policies of Kubernetes and Cilium judge the first packet at pods. What the policies of an endpoint
or a bucket say is not asked. A load balancer ends the session: what it hands to its targets is another flow, from its
own interface, judged by the address of its client where it keeps that (`Place.kept`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from innovate_model.analyses.amazon_addresses import amazon_service
from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.filtering import Crossing, Direction, Packet, admits_nobody
from innovate_model.analyses.flow import Disposition, Flow, Hop, Trace, outcome
from innovate_model.analyses.forwarding import step
from innovate_model.analyses.places import Place
from innovate_model.analyses.pod_filtering import judge_pods
from innovate_model.analyses.positions import (
    Arrived,
    Context,
    InSubnet,
    OnInternet,
    OnPremises,
    Position,
    Step,
    Translation,
    filter_hop,
    group_hop,
)
from innovate_model.analyses.routing import short
from innovate_model.analyses.stands import ANY_PORTS, Guard
from innovate_model.analyses.survey import Survey, survey
from innovate_model.graph import Graph
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable

WITHOUT_PORTS = ("icmp", "icmpv6", "other")
_OUTSIDE = (Kind.INTERNET, Kind.EDGE, Kind.SERVICE)


def walk(
    graph: Graph,
    source: Endpoint,
    destination: Endpoint,
    protocol: str,
    port: int,
    *,
    source_port: int | None = None,
    nat_port: int = ANY_PORTS[0],
    to_public_address: bool = False,
) -> Trace:
    """What becomes of a connection from `source` to `port` of `destination`, and of its answer.

    `protocol`: tcp, udp, icmp, icmpv6, or `other` for one that only rules for all protocols speak of; ports are taken
    as 0 but for the first two. `to_public_address`: the client uses the public address of the destination although it
    might use the private one. `nat_port`: what a NAT gateway on the way opens the connection from. ValueError if the
    two ends have different IP versions.
    """
    if source.place.version != destination.place.version:
        raise ValueError(f"{source.place.ip} and {destination.place.ip} are of different IP versions")
    context = Context(survey(graph), (source, destination), nat_port=nat_port)
    guards = partial(_guard_hops, graph, context)
    packet = _first_packet(source, destination, protocol, port, source_port, to_public_address)
    service = amazon_service(context.survey, source, destination)
    if service:
        return _unfiltered(context.survey, (source, destination), packet, service)
    there = _travel(context, _start(source), packet)
    crossed = replace(packet, crossing=there.packet.crossing)
    hops = (*guards(source, "egress", crossed), *there.hops)
    return_hops: tuple[Hop, ...] = ()
    cut_off_at = there.cut_off_at
    arrival = there.arrived.disposition if there.arrived is not None else Disposition.NULL_ROUTED
    if there.arrived is not None:
        if there.arrived.at is not None:
            hops = (*hops, *_kept(there.packet), *guards(there.arrived.at, "ingress", there.packet))
        return_hops, cut_off_at = _way_back(context, packet.destination, there.arrived, there)
    elif outcome(hops, (), arrival) is Disposition.INSUFFICIENT_INFO:
        hops = (*hops, *_anyhow(context, destination, there.packet))
    if source.kind is Kind.INTERNET:
        hops, return_hops = _as_conditions(hops), _as_conditions(return_hops)
    return Trace(
        source.address,
        destination.address,
        Flow(packet.source.seen.ip, packet.destination.ip, protocol, packet.destination_port, packet.source_port),
        outcome(hops, return_hops, arrival),
        hops,
        return_hops,
        source.subnet,
        destination.subnet,
        cut_off_at,
    )


def _unfiltered(survey: Survey, ends: tuple[Endpoint, Endpoint], packet: Packet, service: str) -> Trace:
    """That AWS answers there itself, past all filters and routes: what it does with it is not modelled."""
    source, destination = ends
    called = packet.destination.ip
    action = f"{called} is {service}, which security groups, network ACLs and routes do not keep from it"
    fact = f"what {service} does with what comes to {called}: that is not modelled"
    hop = Hop(survey.vpc_of(source.subnet).address, action, (), Disposition.INSUFFICIENT_INFO, fact)
    flow = Flow(packet.source.seen.ip, called, packet.protocol, packet.destination_port, packet.source_port)
    return Trace(
        source.address,
        destination.address,
        flow,
        Disposition.INSUFFICIENT_INFO,
        (hop,),
        (),
        source.subnet,
        destination.subnet,
        hop.component,
    )


def arrives_as(
    graph: Graph, source: Endpoint, destination: Endpoint, protocol: str, port: int, to_public_address: bool
) -> Place:
    """Whom the first packet of a connection says it is from where it gets to: the client, or what stands for it."""
    context = Context(survey(graph), (source, destination))
    packet = _first_packet(source, destination, protocol, port, None, to_public_address)
    return _travel(context, _start(source), packet).packet.source


def _kept(packet: Packet) -> Iterator[Hop]:
    """A load balancer keeps the address of its client within its own VPC; of others AWS does not say it for certain.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
    """
    if packet.source.kept is None:
        return
    owner = packet.source.owner
    if packet.crossing is Crossing.WITHIN_VPC:
        yield Hop(owner, "keeps the address of its client")
    else:
        fact = f"whether {short(owner)} keeps the addresses of its clients on the way into another VPC"
        yield Hop(owner, "may not keep the address of its client", (), Disposition.INSUFFICIENT_INFO, fact)


def _guard_hops(graph: Graph, context: Context, end: Endpoint, direction: Direction, packet: Packet) -> Iterator[Hop]:
    """What filters an interface at one end: a pod's network policies inside, its security groups outside."""
    verdict = judge_pods(graph, end.address, direction, packet)
    of_pods: tuple[Hop, ...] = ()
    if verdict is not None:
        component = ".".join(map(str, verdict.path[: verdict.path.index(direction)]))
        of_pods = (filter_hop(component, verdict, direction, packet),)
    of_groups = tuple(group_hop(context, end, direction, packet))
    yield from (*of_pods, *of_groups) if direction == "egress" else (*of_groups, *of_pods)


def _anyhow(context: Context, end: Endpoint, packet: Packet) -> Iterator[Hop]:
    """Of a packet whose way is not known: that the other end does not take it in, whichever way it comes."""
    if end.guard is Guard.GROUPS and admits_nobody(context.survey, end.place.groups, packet):
        for hop in group_hop(context, end, "ingress", packet):
            yield replace(hop, action=f"{hop.action}, whichever way it comes")


def _as_conditions(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """That the internet is kept out is mostly as it should be: what it would take to let it in is no advice."""
    return tuple(
        replace(hop, remedy=f"it would need {hop.remedy}")
        if hop.remedy and hop.stops is not Disposition.INSUFFICIENT_INFO
        else hop
        for hop in hops
    )


def _first_packet(
    source: Endpoint,
    destination: Endpoint,
    protocol: str,
    port: int,
    source_port: int | None,
    to_public_address: bool,
) -> Packet:
    has_ports = protocol not in WITHOUT_PORTS
    from_port = source.client_ports[0] if source_port is None else source_port
    target = destination.place
    wants_public = to_public_address or source.kind in _OUTSIDE or destination.called_as == "public"
    if destination.public is not None and wants_public and destination.called_as != "private":
        target = destination.public
    return Packet(source.place, target, protocol, from_port if has_ports else 0, port if has_ports else 0)


def _start(source: Endpoint) -> Position:
    if source.subnet:
        return InSubnet(source.subnet)
    return OnPremises(source.address) if source.kind is Kind.ON_PREMISES else OnInternet()


@dataclass(frozen=True, slots=True)
class _Way:
    """One direction: its hops, the packet as it arrived, and where that was (None: it did not arrive, and
    `cut_off_at` is as far as it was followed)."""

    hops: tuple[Hop, ...]
    packet: Packet
    arrived: Arrived | None
    sessions: tuple[Translation, ...]
    cut_off_at: str = ""


_Seen = set[tuple[Position, Packet]]


def _travel(context: Context, position: Position | Arrived | None, packet: Packet, before: _Seen | None = None) -> _Way:
    hops: list[Hop] = []
    sessions: list[Translation] = []
    seen = before if before is not None else set()
    at = position
    while at is not None and not isinstance(at, Arrived):
        if (at, packet) in seen:
            hops.append(_loop(context.survey, at, hops))
            at = None
            break
        seen.add((at, packet))
        taken = step(context, at, packet)
        hops.extend(taken.hops)
        if taken.translation is not None:
            sessions.append(taken.translation)
        packet, at = taken.packet, taken.position
        if taken.supposed is not None:
            known = hops[-1]
            supposed = tuple(_supposed(context, taken.supposed, known.remedy, seen))
            return _Way((*hops, *supposed), packet, None, tuple(sessions), known.component)
    return _Way(tuple(hops), packet, at, tuple(sessions), hops[-1].component if hops and at is None else "")


def _supposed(context: Context, onward: Step, fact: str, seen: _Seen) -> Iterator[Hop]:
    """The hops that would come if a missing fact were so. What stops the packet there does so on that condition."""
    beyond = _travel(context, onward.position, onward.packet, seen).hops
    for hop in (*onward.hops, *beyond):
        if hop.stops in (None, Disposition.INSUFFICIENT_INFO):
            yield hop
        else:
            action, unknown = f"if it comes here: {hop.action}", Disposition.INSUFFICIENT_INFO
            yield replace(hop, action=action, stops=unknown, remedy=fact, condition=hop.remedy)


def _loop(survey: Survey, position: Position, hops: list[Hop]) -> Hop:
    """That a packet comes back to where it was, and by which route."""
    tables = (RouteTable, TransitGatewayRouteTable)
    for hop in reversed(hops):
        if isinstance(survey.model.resources.get(hop.component), tables):
            remedy = f"another target in place of this {hop.action}"
            return Hop(hop.component, _LOOP, hop.path, Disposition.LOOP, remedy)
    where = next(iter(getattr(position, name) for name in position.__slots__), "internet")
    return Hop(str(where), _LOOP, stops=Disposition.LOOP, remedy="routes that lead onward")


def _way_back(context: Context, called: Place, arrived: Arrived, there: _Way) -> tuple[tuple[Hop, ...], str]:
    """The answer's way, and where it was cut off: swapped addresses and ports, security groups waved
    through because they remember the first packet."""
    answer = Packet(
        _answering(there.packet.destination, arrived),
        there.packet.source,
        there.packet.protocol,
        there.packet.destination_port,
        there.packet.source_port,
    )
    back = replace(context, sessions=there.sessions, is_answer=True)
    way = _travel(back, arrived.answer_from, answer)
    hops = way.hops
    if arrived.at is not None and arrived.at.guard is not Guard.NONE:
        hops = (Hop(arrived.at.address, _REMEMBERS), *hops)
    answered = way.packet.source
    if way.arrived is not None and (answered.ip, answered.possible) != (called.ip, called.possible):
        client = context.ends[0].address
        action, remedy = "gets the answer from another address than it called", "a route back the way that it came"
        return (*hops, Hop(client, action, stops=Disposition.DENIED_IN, remedy=remedy)), ""
    if way.arrived is not None and context.ends[0].guard is not Guard.NONE:
        hops = (*hops, Hop(context.ends[0].address, _REMEMBERS))
    return hops, way.cut_off_at


_LOOP = "a loop: this route leads it back to where it has been"
_REMEMBERS = "security groups let the answer pass: they are stateful"


def _answering(place: Place, arrived: Arrived) -> Place:
    return arrived.at.place if arrived.at is not None else place
