"""What security groups and network ACLs say to one packet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from innovate_model.analyses.places import Networks, Place, inside, membership, outside
from innovate_model.analyses.routing import short
from innovate_model.analyses.survey import Survey
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment as Attachment
from innovate_model.span import Path, at
from innovate_model.values import Network, Ports, network

Direction = Literal["ingress", "egress"]


class Crossing(StrEnum):
    """What a packet has crossed, as far as references between security groups care."""

    WITHIN_VPC = "within_vpc"
    PEERING = "peering"
    """A peering connection inside one region."""
    TRANSIT = "transit"
    """One transit gateway with security group referencing."""
    ELSEWHERE = "elsewhere"
    """Anything else: addresses count, group membership does not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a filter lets a packet through (None: it depends on what the model does not say), and by which rule.

    `missing`: the fact that decides, or what a rule that refuses lacks where that is not simply another rule.
    """

    is_allowed: bool | None
    rule: str
    path: Path
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """What filters see of a packet."""

    source: Place
    destination: Place
    protocol: str
    source_port: int
    destination_port: int
    crossing: Crossing = Crossing.WITHIN_VPC

    @property
    def ports(self) -> str:
        """`tcp/443`, `icmp`."""
        return f"{self.protocol}/{self.destination_port}" if self.destination_port else self.protocol

    def peer(self, direction: Direction) -> Place:
        """The other end, seen from where it comes in or goes out."""
        return (self.source if direction == "ingress" else self.destination).seen


def references_hold(crossing: Crossing, direction: Direction) -> bool:
    """Do rules that name a security group see who is a member at the other end?

    In the VPC; over peering in one region
    (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html); over a transit gateway that
    supports it, for ingress rules only (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html); not
    through a middlebox (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
    """
    if crossing is Crossing.TRANSIT:
        return direction == "ingress"
    return crossing in (Crossing.WITHIN_VPC, Crossing.PEERING)


def judge_groups(survey: Survey, groups: tuple[str, ...], direction: Direction, packet: Packet) -> Verdict:
    """The union of the rules of an interface's security groups: one that fits is enough.

    https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    place = packet.peer(direction)
    left = place.possible
    first: tuple[str, Path] | None = None
    unseen: Verdict | None = None
    unknown = [group for group in groups if survey.model.get(group, SecurityGroup) is None]
    missing = f"the rules of {short(unknown[0])}, which it does not contain" if unknown else ""
    for group, name, ports, peers in _rules(survey, groups, direction):
        if not ports.covers(packet.protocol, packet.destination_port):
            continue
        path = at(group, direction, name)
        matched, unsure = _matched(survey, peers, direction, packet)
        if matched:
            first = first or (f"rule {name}", path)
            left = outside(left, matched)
        missing = missing or unsure
        unseen = unseen or _unseen(survey, path, peers, direction, packet)
        if not left:
            return Verdict(True, f"security group {direction} rule {name} allows", path)
    if missing or first is not None:
        fact = missing or f"the address of {short(place.owner) or place.ip or 'the other end'}: rules admit only a part"
        where = first[1] if first is not None else at(groups[0], direction)
        return Verdict(None, f"security group {direction} may allow", where, fact)
    return unseen or Verdict(False, f"security group {direction} has no rule for it", at(groups[0], direction))


def admits_nobody(survey: Survey, groups: tuple[str, ...], packet: Packet) -> bool:
    """Whether no rule of an interface's security groups speaks of a packet's port, so that it does not come in whoever
    sends it and whichever way it takes."""
    if any(survey.model.get(group, SecurityGroup) is None for group in groups):
        return False
    rules = _rules(survey, groups, "ingress")
    return not any(ports.covers(packet.protocol, packet.destination_port) for _, _, ports, _ in rules)


def _unseen(
    survey: Survey, path: Path, peers: tuple[Peer, ...], direction: Direction, packet: Packet
) -> Verdict | None:
    """The verdict of a rule that names a group of the other end, where AWS does not see who is in it.

    Of a peer VPC in another region no group can be named; its CIDR block can:
    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
    """
    place = packet.peer(direction)
    named = [peer.address for peer in peers if peer.kind == "security_group" and peer.address in place.groups]
    if not named or references_hold(packet.crossing, direction):
        return None
    own, other = survey.model[".".join(map(str, path[:-2]))], survey.model[named[0]]
    is_far = survey.model.region_of(own) != survey.model.region_of(other)
    why = "of another region, which AWS does not resolve" if is_far else "whose members AWS does not see this way"
    blocks = " ".join(_written(survey, place))
    remedy = f"an {direction} rule for {packet.ports} that names addresses ({blocks}) in place of {short(named[0])}"
    gateway = _without_referencing(survey, own.parent, other.parent) if direction == "ingress" and not is_far else ""
    if gateway:
        remedy += f", or `security_group_referencing_support: yes` of {short(gateway)}"
    return Verdict(False, f"security group {direction} rule {path[-1]} names a group {why}", path, remedy)


def _written(survey: Survey, place: Place) -> tuple[str, ...]:
    """Blocks to write for a place: its address, or those of the subnet that AWS chooses it from."""
    subnet = survey.model.get(place.subnet, Subnet)
    if len(place.possible) == 1 or subnet is None:
        return tuple(map(str, place.possible))
    return tuple(block for block in subnet.cidr_blocks if network(block).version == place.version)


def _without_referencing(survey: Survey, vpc: str, other: str) -> str:
    """A transit gateway that joins two VPCs and does not tell who is in their security groups, "" where there is none.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    """
    joined = [
        {one.transit_gateway for one in survey.model.of(Attachment) if one.parent == side} for side in (vpc, other)
    ]
    gateways = (survey.model.get(address, TransitGateway) for address in sorted(joined[0] & joined[1]))
    return next((one.address for one in gateways if one is not None and not one.security_group_referencing_support), "")


def _rules(
    survey: Survey, groups: tuple[str, ...], direction: Direction
) -> Iterator[tuple[str, str, Ports, tuple[Peer, ...]]]:
    for address in groups:
        group = survey.model.get(address, SecurityGroup)
        if group is not None:
            for name, rule in (group.ingress if direction == "ingress" else group.egress).items():
                yield address, name, rule.ports, rule.peers


def _matched(survey: Survey, peers: tuple[Peer, ...], direction: Direction, packet: Packet) -> tuple[Networks, str]:
    """The part of the other end's possible addresses that a rule's peers cover, and the fact that may add to it."""
    place = packet.peer(direction)
    found: list[Network] = []
    missing = ""
    for peer in peers:
        if peer.kind == "security_group":
            if peer.address in place.groups and references_hold(packet.crossing, direction):
                found.extend(place.possible)
            continue
        if peer.kind == "prefix_list":
            listed = survey.model.get(peer.address, PrefixList)
            if listed is not None and not listed.is_known:
                is_member = membership(place, listed)
                found.extend(place.possible if is_member else ())
                missing = missing or ("" if is_member is not None else f"whether {place.ip} is in {listed.aws_managed}")
                continue
        found.extend(inside(place.possible, map(network, _blocks(survey, peer))))
    return tuple(found), missing


def _blocks(survey: Survey, peer: Peer) -> tuple[str, ...]:
    if peer.kind == "prefix_list":
        listed = survey.model.get(peer.address, PrefixList)
        return listed.entries if listed is not None else ()
    return peer.cidr_blocks


def judge_acl(acl: NetworkAcl, direction: Direction, packet: Packet) -> Verdict:
    """The rule with the lowest number that fits decides; what none fits is denied.

    Stateless: answers are judged like anything else. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    place = packet.peer(direction)
    left = place.possible
    decisions: list[tuple[bool, str, Path]] = []
    for number, rule in (acl.ingress if direction == "ingress" else acl.egress).items():
        if not rule.ports.covers(packet.protocol, packet.destination_port):
            continue
        blocks = [network(block) for peer in rule.peers for block in peer.cidr_blocks]
        if inside(left, blocks):
            is_allowed = rule.allow is not None
            text = f"NACL {direction} rule {number} {'allows' if is_allowed else 'denies'}"
            decisions.append((is_allowed, text, at(acl.address, direction, str(number))))
            left = outside(left, blocks)
        if not left:
            break
    if left:
        decisions.append((False, f"NACL {direction} has no rule for it", at(acl.address, direction)))
    is_allowed, text, path = decisions[0]
    if any(other != is_allowed for other, _, _ in decisions):
        fact = f"the address of {short(place.owner) or place.ip or 'the other end'}: rules differ within its range"
        return Verdict(None, f"NACL {direction} may deny", path, fact)
    return Verdict(is_allowed, text, path)
