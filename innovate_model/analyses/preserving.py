"""What a network load balancer hands on under the address of its client.

The filters of a target then see the client, not the load balancer, whose security groups they may name all the same:
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html. Those of the client
they do not see; answers go back by way of the load balancer whatever the target's routes say, and leave its subnet
under the client's address, as its network ACL must allow:
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html

A session is walked for each part of the client's addresses that the filters on the way may tell apart, so that the
answer is exact for each address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.places import Networks, Place, inside, outside
from innovate_model.analyses.plain_rules import peers_of
from innovate_model.analyses.pod_filtering import rules as rules_of_pods
from innovate_model.analyses.reachability import from_every_port
from innovate_model.analyses.sessions import Opening, called_at, pinned
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.walking import arrives_as
from innovate_model.graph import Graph
from innovate_model.resources.instance import Instance
from innovate_model.resources.lb import Lb
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Network, Ports, network


@dataclass(frozen=True, slots=True)
class Client:
    """Whom a load balancer takes a client for: its addresses, and the ports that it opens connections from."""

    place: Place
    ports: tuple[int, int]


def client_of(graph: Graph, opening: Opening) -> Client:
    """Whom the destination of some sessions, which are alike, takes their client for."""
    start = pinned(opening.source, opening.source_addresses)
    end, to = opening.destination, opening.destination_addresses
    end = called_at(end, to) if opening.to_public_address else pinned(end, to)
    protocol, port = opening.ports.protocol, opening.ports.from_port
    seen = arrives_as(graph, start, end, protocol, port, opening.to_public_address)
    if seen == start.place:
        return Client(replace(seen, possible=opening.source_addresses), start.client_ports)
    is_own = seen.owner == start.address
    return Client(seen, start.client_ports if is_own else ANY_PORTS)


def handed_on(graph: Graph, balancer: Lb, client: Client, target: str, ports: Ports) -> tuple[Opening, ...]:
    """The sessions that open on one port of a target for a client whose address is kept, certain ones first: the
    `source_addresses` are the client's. Only to interfaces of the client's IP version; nothing goes back to the very
    interface that it comes from.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html#loopback-timeout
    """
    known = survey(graph)
    if client.place.owner == target and isinstance(known.model[target], Instance | NetworkInterface):
        return ()
    seen = replace(client.place, groups=balancer.security_groups)
    found: dict[tuple[bool, Endpoint, Networks], tuple[Endpoint, Networks]] = {}
    ends = known.endpoints.by_owner
    for start, end in product(ends.get(balancer.address, ()), ends.get(target, ())):
        if {start.place.version, end.place.version} != {seen.version}:
            continue
        blocks = tuple(dict.fromkeys(_blocks(graph, known, (start, end))))
        for part, called in product(_parts(seen, blocks), _parts(end.place, blocks)):
            sender = replace(start, place=replace(start.place, kept=part), client_ports=client.ports)
            trace = _walked(graph, known, sender, replace(end, place=called), ports)
            if trace.is_open or trace.missing_only:
                key = trace.is_open, end, called.possible
                _, before = found.get(key, (sender, ()))
                found[key] = sender, (*before, *outside(part.possible, before))
    openings = (
        Opening(
            replace(sender, place=replace(sender.place, kept=replace(seen, possible=addresses))),
            end,
            ports,
            addresses,
            called,
            is_certain,
        )
        for (is_certain, end, called), (sender, addresses) in found.items()
    )
    return tuple(sorted(openings, key=lambda one: not one.is_certain))


def _walked(graph: Graph, known: Survey, sender: Endpoint, end: Endpoint, ports: Ports) -> Trace:
    return from_every_port(graph, known, (sender, end, ports.protocol, ports.from_port, False))


def _parts(place: Place, blocks: Iterable[Network]) -> tuple[Place, ...]:
    """A place for each part of its addresses that is inside or outside of some blocks in its own way."""
    parts = [place.possible]
    for block in blocks:
        parts = [half for part in parts for half in (inside(part, (block,)), outside(part, (block,))) if half]
    return tuple(replace(place, ip=_shown(place, part), possible=part) for part in parts)


def _shown(place: Place, part: Networks) -> str:
    if not place.ip or inside((network(place.ip),), part):
        return place.ip
    return str(part[0].network_address)


def _blocks(graph: Graph, known: Survey, ends: tuple[Endpoint, Endpoint]) -> Iterator[Network]:
    """The blocks that the filters of two interfaces and of their subnets tell apart."""
    peers = [peer for end in ends for peer in _peers(graph, known, end)]
    for peer in peers:
        listed = known.model.get(peer.address, PrefixList) if peer.kind == "prefix_list" else None
        yield from map(network, listed.entries if listed is not None else peer.cidr_blocks)


def _peers(graph: Graph, known: Survey, end: Endpoint) -> Iterator[Peer]:
    acl = known.network_acl_of(known.subnet(end.subnet))
    groups = (known.model.get(group, SecurityGroup) for group in end.place.groups)
    for holder in (*groups, acl):
        yield from peers_of(holder) if holder is not None else ()
    for rule in rules_of_pods(graph, end.address, "ingress"):
        yield from rule.peers.blocks if rule.peers is not None else ()
