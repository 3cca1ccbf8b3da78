"""Rules of security groups and network ACLs in the form in which AWS holds them: one protocol, port range and peer
each.

A rule of the model may name several peers and carries a name of its own; AWS knows neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from innovate_model.model import Model
from innovate_model.resources.network_acl import AclEgressRule, AclIngressRule, NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.resources.security_group import EgressRule, IngressRule, SecurityGroup
from innovate_model.values import Ports


class Permission(NamedTuple):
    """One permission of a security group: `peer` is a CIDR block, or the address of a security group or prefix list."""

    ports: Ports
    peer: str

    def __str__(self) -> str:
        return f"{self.ports} {self.peer}"


class AclEntry(NamedTuple):
    """One entry of a network ACL."""

    is_allowed: bool
    ports: Ports
    cidr_block: str

    def __str__(self) -> str:
        return f"{'allow' if self.is_allowed else 'deny'} {self.ports} {self.cidr_block}"


def rule_peers(model: Model) -> Iterator[Peer]:
    """The peers of every rule of security groups and network ACLs."""
    yield from chain(*map(peers_of, model.of(SecurityGroup)))
    yield from chain(*map(peers_of, model.of(NetworkAcl)))


def peers_of(holder: SecurityGroup | NetworkAcl) -> Iterator[Peer]:
    """The peers of the rules of one security group or network ACL."""
    yield from chain(*(rule.peers for rule in holder.ingress.values()))
    yield from chain(*(rule.peers for rule in holder.egress.values()))


def rule_ports(model: Model) -> Iterator[Ports]:
    """The ports of every rule of security groups and network ACLs."""
    yield from chain(*map(ports_of, model.of(SecurityGroup)))
    yield from chain(*map(ports_of, model.of(NetworkAcl)))


def ports_of(holder: SecurityGroup | NetworkAcl) -> Iterator[Ports]:
    """The ports of the rules of one security group or network ACL."""
    yield from (rule.ports for rule in holder.ingress.values())
    yield from (rule.ports for rule in holder.egress.values())


def permissions(rules: Mapping[str, IngressRule] | Mapping[str, EgressRule]) -> dict[Permission, str]:
    """Every permission that the rules of one direction make, with the name of the (first) rule that makes it."""
    found: dict[Permission, str] = {}
    for name, rule in rules.items():
        for peer in rule.peers:
            for text in peer_texts(peer):
                found.setdefault(Permission(rule.ports, text), name)
    return found


def acl_entries(rules: Mapping[int, AclIngressRule] | Mapping[int, AclEgressRule]) -> dict[int, AclEntry]:
    """The numbered entries that the rules of one direction make.

    A number holds one entry in AWS (https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html), so the further
    peers of a rule take the numbers after it; a rule whose number is taken moves on to the next free one, which keeps
    the order.
    """
    found: dict[int, AclEntry] = {}
    last = 0
    for number, rule in sorted(rules.items()):
        for block in _blocks(rule.peers):
            last = max(number, last + 1)
            found[last] = AclEntry(rule.allow is not None, rule.ports, block)
    return found


def peer_texts(peer: Peer) -> tuple[str, ...]:
    """What a peer stands for: its blocks, or the address of the group or list."""
    return peer.cidr_blocks if peer.kind == "cidr" else (peer.address,)


def _blocks(peers: tuple[Peer, ...]) -> Iterator[str]:
    for peer in peers:
        yield from peer.cidr_blocks
