"""What one resource can open sessions to, among many: the answers of `reachability.reach`, without most of its walks.

A walk is dear, and a question about everything needs one for each pair of interfaces and each port. So a pair is walked
only where nothing rules it out that no route could overrule, and only until one pair answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.filtering import Packet, judge_groups
from innovate_model.analyses.parties import NotInNetwork, sources
from innovate_model.analyses.places import Place
from innovate_model.analyses.probing import assumed_ports, probes
from innovate_model.analyses.routing_domain import routing_domains
from innovate_model.analyses.stands import Guard
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports


@dataclass(frozen=True, slots=True)
class Connection:
    """A destination that the network lets through to, and the first port on which it does.

    `is_listened_on`: False for pods that declare no ports, of which the security groups of their nodes alone are known.
    """

    destination: str
    ports: Ports
    is_listened_on: bool = True


def connections(graph: Graph, source: str, destinations: Iterable[str]) -> Iterator[Connection]:
    """Those of some resources that `source` can open a session to, on the ports that they declare or that their
    security groups admit.

    For each of them `reach(graph, source, destination)` says "reachable", with this port as its witness. The source
    is anything that flows start from (`sources`), the destinations are resources with interfaces of their own; others
    have no connections.
    """
    known = survey(graph)
    starts = starts_of(known, source)
    screen = _Screen(known, _domain_by_vpc(graph))
    for destination in destinations:
        ends = known.endpoints.by_owner.get(destination, ())
        asked, _ = assumed_ports(known, ends)
        for start, end in _pairs(starts, ends):
            found = _first_open(graph, screen, start, end, asked)
            if found is not None:
                pods = known.model.get(destination, Deployment)
                yield Connection(destination, found, is_listened_on=pods is None or bool(pods.ports))
                break


def starts_of(known: Survey, source: str) -> tuple[Endpoint, ...]:
    """Where the flows of a resource start; () for what opens none, or has no place in the network."""
    try:
        return sources(known, source)
    except NotInNetwork:
        return ()


def _pairs(starts: tuple[Endpoint, ...], ends: tuple[Endpoint, ...]) -> list[tuple[Endpoint, Endpoint]]:
    """Pairs of one IP version, those within one Availability Zone first: `reach` prefers them as its witness."""
    found = [(start, end) for start in starts for end in ends if start.place.version == end.place.version]
    return sorted(found, key=lambda pair: pair[0].zone != pair[1].zone)


def _first_open(
    graph: Graph, screen: _Screen, start: Endpoint, end: Endpoint, asked: tuple[Ports, ...]
) -> Ports | None:
    if not screen.may_meet(start, end):
        return None
    for protocol, port in probes(screen.known, start, end, asked):
        if not screen.may_enter(start, end, protocol, port):
            continue
        for target in _addresses(end, bool(start.subnet)):
            if screen.may_leave(start, target, protocol, port):
                is_public = target is not end.place
                trace = walk(graph, start, end, protocol, port, to_public_address=is_public)
                if trace.is_open:
                    return Ports(protocol, trace.flow.destination_port, trace.flow.destination_port or 65535)
    return None


def _addresses(end: Endpoint, is_inside: bool) -> tuple[Place, ...]:
    """The private address, then for a client inside the VPCs the public one where it is another: a walk from outside
    chooses by itself."""
    is_choice = is_inside and end.public is not None and end.place.version == 4
    return (end.place, end.public) if is_choice and end.public is not None else (end.place,)


@dataclass(frozen=True, slots=True, eq=False)
class _Screen:
    """Facts that settle a pair without a walk. Each says no only where every walk would."""

    known: Survey
    domains: dict[str, int]

    def may_meet(self, start: Endpoint, end: Endpoint) -> bool:
        """Is there any way between the two? None into a NAT gateway, none past a security group that the model does
        not contain, none between networks that nothing joins unless by a public address."""
        if Guard.UNKNOWN in (start.guard, end.guard):
            return False
        if isinstance(self.known.model.resources.get(end.address), NatGateway):
            return False
        return end.public is not None or not start.subnet or self._domain(start) == self._domain(end)

    def may_enter(self, start: Endpoint, end: Endpoint, protocol: str, port: int) -> bool:
        """Has the destination an ingress rule for the port that speaks of the source's groups, or of any address?

        The sender's address may be translated on the way, so blocks are taken to fit; its groups never become more.
        """
        if end.guard is Guard.NONE:
            return True
        for address in end.place.groups:
            group = self.known.model.get(address, SecurityGroup)
            for rule in group.ingress.values() if group is not None else ():
                if rule.ports.covers(protocol, port) and any(
                    peer.kind != "security_group" or peer.address in start.place.groups for peer in rule.peers
                ):
                    return True
        return False

    def may_leave(self, start: Endpoint, target: Place, protocol: str, port: int) -> bool:
        """Do the source's groups let the first packet out, if references between groups held all the way?"""
        if start.guard is Guard.NONE:
            return True
        packet = Packet(start.place, target, protocol, start.client_ports[0], port)
        return judge_groups(self.known, start.place.groups, "egress", packet).is_allowed is True

    def _domain(self, end: Endpoint) -> int:
        return self.domains[self.known.vpc_of(end.subnet).address]


def _domain_by_vpc(graph: Graph) -> dict[str, int]:
    return {member: number for number, domain in enumerate(routing_domains(graph)) for member in domain}
