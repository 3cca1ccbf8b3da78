"""The address space cut into columns: two addresses of one column are the same to every rule of the model."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import collapse_addresses
from itertools import chain
from typing import Any

import numpy as np

from innovate_model.analyses.places import Networks, Place, between, ends_of, inside, private_blocks
from innovate_model.analyses.plain_rules import rule_peers
from innovate_model.analyses.survey import Survey
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.network_policy import NetworkPolicy
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import Network, network

Slice = tuple[int, int]
"""First column, and the one after the last."""
_BITS = {4: 32, 6: 128}


@dataclass(frozen=True, slots=True)
class Cloud:
    """An address that AWS chooses and nobody knows: every one that it may be, and the lists that it is in."""

    possible: Networks
    aws_lists: frozenset[str]

    def __hash__(self) -> int:
        """Of what is cheap to tell: every question asks for the Clouds of its ends."""
        return hash((self.possible[0], self.aws_lists))


@dataclass(eq=False)
class Columns:
    """Columns of IPv4, then of IPv6, then one for each Cloud. `starts`: the first address of each column by version."""

    starts: dict[int, list[int]]
    clouds: list[Cloud]
    _slices: dict[str, Slice] = field(default_factory=dict)
    _columns: dict[int, tuple[Networks, tuple[int, ...]]] = field(default_factory=dict)
    """By the identity of a place's possible addresses, which are kept with them."""
    _parts: dict[tuple[int, tuple[int, ...]], tuple[Networks, Networks]] = field(default_factory=dict)
    """By the same, and columns."""

    @property
    def atoms(self) -> int:
        """How many columns have addresses of their own."""
        return len(self.starts[4]) + len(self.starts[6])

    def __len__(self) -> int:
        return self.atoms + len(self.clouds)

    def slice_of(self, block: str) -> Slice:
        """The columns of a block that was cut in, or those that hold parts of one that was not."""
        known = self._slices.get(block)
        if known is None:
            known = self._slices[block] = self._slice(network(block))
        return known

    def _slice(self, block: Network) -> Slice:
        return self._cut(int(block.network_address), int(block.broadcast_address), block.version)

    def _cut(self, first: int, last: int, version: int) -> Slice:
        starts = self.starts[version]
        offset = 0 if version == 4 else len(self.starts[4])
        return offset + bisect_right(starts, first) - 1, offset + bisect_left(starts, last + 1)

    def of_place(self, place: Place) -> tuple[int, ...]:
        """The columns that a place may be in: its Cloud's, or those with its possible addresses."""
        if not place.ip:
            return (self.atoms + self.clouds.index(Cloud(place.possible, place.aws_lists or frozenset())),)
        known = self._columns.get(id(place.possible))
        if known is None:
            known = self._columns[id(place.possible)] = place.possible, self._spanned(place.possible)
        return known[1]

    def _spanned(self, blocks: Networks) -> tuple[int, ...]:
        first, after = self._cut(*ends_of(blocks))
        if first + 1 == after:  # by far the most: a few addresses of one subnet
            return (first,)
        return tuple(dict.fromkeys(column for block in blocks for column in range(*self._slice(block))))

    def addresses(self, column: int) -> Networks:
        """The addresses of a column, as few blocks as possible."""
        if column >= self.atoms:
            return self.clouds[column - self.atoms].possible
        version = 4 if column < len(self.starts[4]) else 6
        starts = self.starts[version]
        index = column if version == 4 else column - len(self.starts[4])
        last = (starts[index + 1] if index + 1 < len(starts) else 1 << _BITS[version]) - 1
        return between(starts[index], last, version)

    def within(self, possible: Networks, columns: tuple[int, ...]) -> Networks:
        """The part of some addresses that is in some columns, as few blocks as possible."""
        key = id(possible), columns
        known = self._parts.get(key)
        if known is None:
            parts: Any = [part for column in columns for part in inside(self.addresses(column), possible)]
            known = self._parts[key] = possible, tuple(collapse_addresses(parts))
        return known[1]

    @cached_property
    def of_clouds(self) -> tuple[np.ndarray[Any, Any], ...]:
        """Of each Cloud every column with an address of it."""
        parts = ([np.arange(*self._slice(block)) for block in cloud.possible] for cloud in self.clouds)
        return tuple(np.unique(np.concatenate(part)) for part in parts)


def columns_of(survey: Survey, clouds: Iterable[Cloud]) -> Columns:
    """Cut wherever a rule, a route, a network or the border between private and public begins or ends."""
    cuts: dict[int, set[int]] = {4: {0}, 6: {0}}
    for block in {*_written(survey), *private_blocks(4), *private_blocks(6)}:
        cuts[block.version].add(int(block.network_address))
        end = int(block.broadcast_address) + 1
        if end < 1 << _BITS[block.version]:
            cuts[block.version].add(end)
    return Columns({version: sorted(found) for version, found in cuts.items()}, list(dict.fromkeys(clouds)))


def _written(survey: Survey) -> Iterator[Network]:
    model = survey.model
    texts: set[str] = set()
    for vpc in model.of(Vpc):
        texts.update(vpc.cidr_blocks)
    for subnet in model.of(Subnet):
        texts.update(subnet.cidr_blocks)
    for table in model.of(RouteTable):
        texts.update(destination for destination in table.routes if "/" in destination)
    for transit in model.of(TransitGatewayRouteTable):
        texts.update(transit.routes)
    for listed in model.of(PrefixList):
        texts.update(listed.entries)
    for gateway in model.of(CustomerGateway):
        texts.update(gateway.cidr_blocks)
    for connection in model.of(VpnConnection):
        texts.update(connection.static_routes)
    texts.update(block for peer in _peers(survey) for block in peer.cidr_blocks)
    return map(network, texts)


def _peers(survey: Survey) -> Iterator[Peer]:
    """The peers of every rule."""
    yield from rule_peers(survey.model)
    for policy in survey.model.of(NetworkPolicy):
        yield from chain(*(rule.peers.blocks for rule in policy.ingress.values() if rule.peers is not None))
        yield from chain(*(rule.peers.blocks for rule in policy.egress.values() if rule.peers is not None))
