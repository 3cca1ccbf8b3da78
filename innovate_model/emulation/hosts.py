"""Interfaces as namespaces: an address on a bridge, security groups as a stateful filter in front of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.stands import Guard
from innovate_model.emulation.draft import EVERYWHERE, DraftSpace
from innovate_model.emulation.rulesets import (
    ANSWER,
    BY_REFERENCE,
    ERRORS,
    NEAR,
    NEIGHBOURS,
    TRANSIT,
    WITHIN,
    among,
    matching,
    say_way,
    way_is,
)
from innovate_model.emulation.seating import Seat
from innovate_model.emulation.site import MAIN, ROUTER, Site
from innovate_model.resources.peer import Peer
from innovate_model.resources.security_group import EgressRule, IngressRule, SecurityGroup
from innovate_model.values import network

INPUT = "type filter hook input priority 0; policy accept;"
OUTPUT = "type filter hook output priority 0; policy accept;"


def host(site: Site, end: Endpoint) -> DraftSpace:
    """The namespace of an interface in a subnet."""
    space = site.draft.space("host", end.address)
    plugged(site, space, end, site.seating.seat(end))
    space.hooks.update(incoming=INPUT, outgoing=OUTPUT)
    space.add("incoming", NEIGHBOURS, *ERRORS, "ct state invalid drop", "ct state established,related accept")
    space.add("outgoing", NEIGHBOURS, *say_way("ct direction reply", ANSWER))
    if end.guard is not Guard.GROUPS:
        return space
    space.add("outgoing", "ct state established,related accept")
    space.add("incoming", *_ingress(site, end), "drop")
    space.add("outgoing", *_egress(site, end), "drop")
    return space


def plugged(site: Site, space: DraftSpace, end: Endpoint, seat: Seat) -> None:
    """Put a namespace into a subnet, under the address of an end, with the VPC's router as its way out.

    Neighbours in the subnet are reached over the bridge, past every filter of the subnet.
    """
    version = end.place.version
    subnet = site.model[end.subnet]
    blocks = [network(block) for block in site.seating.known.subnet(end.subnet).cidr_blocks]
    length = next(block.prefixlen for block in blocks if block.version == version)
    space.addresses.append(("e0", f"{seat.ip}/{length}"))
    space.route(MAIN, EVERYWHERE[version == 6], f"via {ROUTER[version]} dev e0 onlink")
    site.draft.plug(space, site.vpcs[subnet.parent], f"b{site.number(end.subnet)}")


def _ingress(site: Site, end: Endpoint) -> Iterator[str]:
    """A rule that names a group lets in the private addresses of its members, if they come by a way on which AWS knows
    them."""
    home = site.vpc_of(end)
    for rule in _rules(site, end, "ingress"):
        ports = matching(rule.ports)
        for condition in among("saddr", _blocks(rule.peers, site.lists())):
            yield f"{condition} {ports} accept"
        members = tuple(site.members(_groups(rule.peers)))
        near = site.near(home)
        ways = (
            ([ip for vpc, ip in members if vpc == home], (WITHIN, BY_REFERENCE)),
            ([ip for vpc, ip in members if vpc in near], (NEAR,)),
            ([ip for _, ip in members], (TRANSIT,)),
        )
        for addresses, codes in ways:
            for condition in among("saddr", map(_exactly, addresses)):
                for _, way in way_is(*codes):
                    if way.split()[0] == condition.split()[0]:
                        yield f"{condition} {way} {ports} accept"


def _egress(site: Site, end: Endpoint) -> Iterator[str]:
    """What only a rule that names a group lets out is marked, so that it gets no further than such rules hold."""
    home = site.vpc_of(end)
    marked: list[str] = []
    for rule in _rules(site, end, "egress"):
        ports = matching(rule.ports)
        for condition in among("daddr", _blocks(rule.peers, site.lists())):
            yield f"{condition} {ports} accept"
        near = site.near(home)
        members = [ip for vpc, ip in site.members(_groups(rule.peers)) if vpc == home or vpc in near]
        for condition in among("daddr", map(_exactly, members)):
            family = condition.split()[0]
            marked += [
                f"{line} accept" for line in say_way(f"{condition} {ports}", BY_REFERENCE) if f" {family} dscp" in line
            ]
    yield from marked


def _rules(site: Site, end: Endpoint, direction: Literal["ingress", "egress"]) -> Iterator[IngressRule | EgressRule]:
    for address in end.place.groups:
        group = site.model.get(address, SecurityGroup)
        if group is not None:
            yield from (group.ingress if direction == "ingress" else group.egress).values()


def _blocks(peers: Iterable[Peer], lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for peer in peers:
        yield from lists.get(peer.address, ()) if peer.kind == "prefix_list" else peer.cidr_blocks


def _groups(peers: Iterable[Peer]) -> Iterator[str]:
    return (peer.address for peer in peers if peer.kind == "security_group")


def _exactly(ip: str) -> str:
    return f"{ip}/{128 if ':' in ip else 32}"
