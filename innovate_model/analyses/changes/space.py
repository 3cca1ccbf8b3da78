"""Addresses: what is free before and after, and what overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from innovate_model.analyses.addressing import (
    Overlap,
    addresses_in_subnet,
    overlaps_between_networks,
    overlaps_between_subnets,
    spaces,
)
from innovate_model.analyses.changes.resources import Match
from innovate_model.analyses.pod_addresses import needs
from innovate_model.graph import Graph
from innovate_model.resources.subnet import Subnet
from innovate_model.values import network


@dataclass(frozen=True, slots=True)
class Room:
    """IPv4 addresses of a VPC or subnet of both models.

    `what`: `in no subnet` (of a VPC), `left when all has scaled out` (of a subnet with pods; less than 0 if they do not
    suffice), `given out` (of any other subnet, by AWS).
    """

    address: str
    what: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Space:
    """Networks whose room changed, in the order of addresses, and overlaps that came and went: of networks that can
    route to one another, and of subnets within a VPC."""

    rooms: tuple[Room, ...] = ()
    new_overlaps: tuple[Overlap, ...] = ()
    gone_overlaps: tuple[Overlap, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rooms or self.new_overlaps or self.gone_overlaps)


def space(old: Graph, new: Graph, matched: Match) -> Space:
    """What changed. Networks of both models are compared; of one that came or went its VPC tells."""
    before = {(matched.new_address(address), what): count for (address, what), count in _rooms(old)}
    after = dict(_rooms(new))
    rooms = (Room(*key, before[key], after[key]) for key in sorted(before) if key in after)
    overlaps_before = {_named(one, matched) for one in _overlaps(old)}
    overlaps_after = set(_overlaps(new))
    return Space(
        tuple(room for room in rooms if room.before != room.after),
        tuple(sorted(overlaps_after - overlaps_before, key=_in_order)),
        tuple(sorted(overlaps_before - overlaps_after, key=_in_order)),
    )


def _rooms(graph: Graph) -> Iterator[tuple[tuple[str, str], int]]:
    free: dict[str, int] = {}
    for block in spaces(graph):
        free[block.vpc] = free.get(block.vpc, 0) + sum(network(part).num_addresses for part in block.free)
    yield from (((vpc, "in no subnet"), count) for vpc, count in free.items())
    left = {need.subnet.address: need.usable - need.addresses for need in needs(graph)}
    for subnet in graph.model.of(Subnet):
        if subnet.address in left:
            yield (subnet.address, "left when all has scaled out"), left[subnet.address]
        elif subnet.cidr_block:
            yield (subnet.address, "given out"), addresses_in_subnet(subnet)


def _overlaps(graph: Graph) -> Iterator[Overlap]:
    for one in (*overlaps_between_networks(graph), *overlaps_between_subnets(graph)):
        yield _ordered(one)


def _named(one: Overlap, matched: Match) -> Overlap:
    named = replace(one, first=matched.new_address(one.first), second=matched.new_address(one.second))
    return _ordered(named)


def _ordered(one: Overlap) -> Overlap:
    first, second = sorted([(one.first, one.first_block), (one.second, one.second_block)])
    return Overlap(*first, *second)


def _in_order(one: Overlap) -> tuple[str, str, str, str]:
    return one.first, one.first_block, one.second, one.second_block
