"""What faces the internet: blocks that mean everybody, load balancers that take requests from there."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.places import private_blocks
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.values import network

_WIDEST_OF_ONE_OWNER = {4: 8, 6: 16}
"""Registries gave no single owner a shorter prefix, so whatever is shorter names everybody, `0.0.0.0/1` too.
https://www.iana.org/assignments/ipv4-address-space/ipv4-address-space.xhtml
https://www.iana.org/assignments/ipv6-unicast-address-assignments/ipv6-unicast-address-assignments.xhtml"""


def is_the_world(block: str) -> bool:
    """Does a CIDR block mean everybody: wider than any single owner's and not private?"""
    own = network(block)
    if own.prefixlen >= _WIDEST_OF_ONE_OWNER[own.version]:
        return False
    return not any(own.subnet_of(private) for private in private_blocks(own.version))  # type: ignore[arg-type] # one version


def world_blocks(graph: Graph, peer: Peer) -> tuple[str, ...]:
    """The blocks of a rule's peer that mean everybody, those of a prefix list included. A list that AWS keeps and whose
    blocks are not known has none."""
    blocks = peer.cidr_blocks
    if peer.kind == "prefix_list":
        prefix_list = graph.model.get(peer.address, PrefixList)
        blocks = prefix_list.entries if prefix_list is not None else ()
    return tuple(block for block in blocks if is_the_world(block))


def internet_facing(graph: Graph) -> Iterator[Lb]:
    """The load balancers that face the internet."""
    return (lb for lb in graph.model.of(Lb) if not lb.internal)
