"""Security groups and network ACLs as formulas."""

from __future__ import annotations

from z3 import And, BitVecRef, BoolRef, BoolVal, If, Or

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.stands import Guard
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.subnet import Subnet
from innovate_model.values import network

from .facts import Facts
from .terms import fits, for_each, in_any, is_routed_by_the_internet
from .world import End, Packet, World


def acl_passes(world: World, subnet: Subnet, direction: str, packet: Packet) -> BoolRef:
    """Rules are tried by rising number and the first that fits decides; the last one denies everything. A subnet that
    is associated with none has the VPC's default one, which allows everything.

    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
    https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
    """
    acl = world.model.get(subnet.network_acl, NetworkAcl)
    if acl is None:
        return BoolVal(True)
    rules = sorted((acl.ingress if direction == "ingress" else acl.egress).items())
    other = packet.source.address if direction == "ingress" else packet.destination.address

    def passes(port: BitVecRef) -> BoolRef:
        decision: BoolRef = BoolVal(False)
        for _, rule in reversed(rules):
            ports = rule.allow or rule.deny
            blocks = [network(block) for peer in rule.peers for block in peer.cidr_blocks]
            speaks = And(fits(ports, packet.protocol, port), in_any(other, blocks))
            decision = If(speaks, BoolVal(rule.allow is not None), decision)
        return decision

    return for_each(packet.port, [rule.allow or rule.deny for _, rule in rules], passes)


def groups_pass(world: World, facts: Facts, end: Endpoint, direction: str, packet: Packet) -> BoolRef:
    """The rules of all groups of an interface add up, and only allow; the answer to what they let through passes.

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    """
    if end.guard is Guard.NONE:
        return BoolVal(True)
    if end.guard is Guard.UNKNOWN:
        return facts.flag(f"the unknown group of {end.address} in {end.subnet} passes {direction}")
    ways = []
    for address in end.place.groups:
        group = world.model[address]
        for rule in (group.ingress if direction == "ingress" else group.egress).values():
            is_peer = Or([_is_peer(world, facts, peer, direction, packet) for peer in rule.peers])
            ways.append(And(fits(rule.ports, packet.protocol, packet.port), is_peer))
    return Or(ways)


def _is_peer(world: World, facts: Facts, peer: object, direction: str, packet: Packet) -> BoolRef:
    other = packet.source if direction == "ingress" else packet.destination
    if peer.kind == "security_group":
        return BoolVal(_sees_members(direction, packet) and not other.is_public and peer.address in _groups(other))
    if peer.kind == "prefix_list":
        return is_listed(facts, other, world.model[peer.address])
    return in_any(other.address, map(network, peer.cidr_blocks))


def _groups(end: End) -> tuple[str, ...]:
    return end.holder.place.groups


def _sees_members(direction: str, packet: Packet) -> bool:
    """Where a rule that names a group means the private addresses of its members: within the VPC, and over a peering
    connection in one region; over a transit gateway that supports it in inbound rules only; not through a middlebox
    nor by public addresses.

    https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
    """
    return packet.crossing in ("", "peering") or (packet.crossing == "transit" and direction == "ingress")


def is_listed(facts: Facts, end: End, listed: PrefixList) -> BoolRef:
    """Is an address in a prefix list? AWS keeps its own lists, of public addresses, which the model may not know.

    https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
    """
    if listed.is_known:
        return in_any(end.address, map(network, listed.entries))
    lists = end.holder.place.aws_lists
    if lists is not None:
        return BoolVal(listed.aws_managed in lists)
    is_member = facts.flag(f"{listed.aws_managed} holds {end.holder.place.ip}")
    return And(is_routed_by_the_internet(end.address), is_member)
