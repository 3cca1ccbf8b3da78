"""There, back, and the security groups at both ends: what is left of all ports for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Kind
from innovate_model.analyses.engine.filters import MaskPairs
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import KINDS, Numbers
from innovate_model.analyses.engine.port_atoms import ALL_CODES, Masks
from innovate_model.analyses.engine.steps import run
from innovate_model.analyses.engine.travel import PEERING, TRANSIT, WITHIN_VPC, At, Flags, Packets, sent

_CUSTOMER = KINDS.index(Kind.ON_PREMISES)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Pairs that may have sessions, by their positions in what was asked (`which`), with the ports that routes and
    network ACLs leave them. `seen`: the place that the destination takes the client for; `crossing`: what was crossed;
    `arrives`: at an interface, so that its security groups judge."""

    which: np.ndarray[Any, np.dtype[np.intp]]
    certain: Masks
    possible: Masks
    seen: Numbers
    crossing: np.ndarray[Any, np.dtype[np.uint8]]
    arrives: Flags


@dataclass(frozen=True, slots=True, eq=False)
class RulesOfSets:
    """The rules of sets of security groups in one direction. `row`: [set] -> its row; `rows`: [row, column] -> number
    of a pair of masks; `references`: [set, set of the other end] -> the same plus one, 0 for none."""

    row: Numbers
    rows: Numbers
    references: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Guards:
    """The security groups of ends."""

    masks: MaskPairs
    egress: RulesOfSets
    ingress: RulesOfSets


def ways(net: Net, start: Masks, expansion: Masks, sources: Numbers, called: Numbers) -> Way:
    """What happens to sessions from places to the places that they call. `start`: every port, by the IP version of the
    pair; `expansion`: answer code -> ports."""
    places = net.places
    subnet = places.subnet[sources]
    outside = subnet < 0
    is_customer = places.kind[sources] == _CUSTOMER
    at = np.where(outside, np.where(is_customer, At.CUSTOMER, At.INTERNET), At.SUBNET).astype(np.uint8)
    spot = np.where(is_customer, places.customer[sources], subnet).astype(np.int32)
    packets = sent(
        at,
        spot,
        np.full(len(sources), -1, dtype=np.int32),
        sources.copy(),
        called.copy(),
        start[(places.version[sources] == 6).astype(np.intp)],
        places.client_range[sources].copy(),
        outside,
    )
    run(net, packets)
    arrived = np.flatnonzero(packets.at >= At.INTERFACE)
    answers = _answers(net, packets, arrived)
    run(net, answers)
    returns = (answers.at >= At.INTERFACE) & (answers.source == called[arrived])
    lost = answers.at == At.NOT_KNOWN
    answers.certain[~returns] = 0
    answers.possible[~returns & ~lost] = 0
    packets.certain[arrived] &= expansion[answers.certain]
    packets.possible[arrived] &= expansion[answers.possible]
    which = np.flatnonzero((packets.at != At.NOWHERE) & packets.possible.any(axis=1))
    return Way(
        which,
        packets.certain[which],
        packets.possible[which],
        packets.source[which],
        packets.crossing[which],
        packets.at[which] == At.INTERFACE,
    )


def _answers(net: Net, packets: Packets, arrived: Any) -> Packets:
    places = net.places
    came = packets.at[arrived]
    source = packets.destination[arrived]
    is_here, is_behind, is_endpoint = came == At.INTERFACE, came == At.BEHIND, came == At.ENDPOINT
    at = np.select([is_here, is_behind, is_endpoint], [At.SUBNET, At.CUSTOMER, At.VPC], default=At.INTERNET).astype(
        np.uint8
    )
    depth = packets.depth[arrived]
    client = packets.client_range[arrived]
    answers = sent(
        at,
        np.where(is_here, places.subnet[source], packets.spot[arrived]).astype(np.int32),
        np.where(is_behind, packets.detail[arrived], -1).astype(np.int32),
        source,
        packets.source[arrived],
        np.full(len(arrived), ALL_CODES, dtype=np.uint8),
        np.where(depth > 0, net.any_ports, client).astype(np.int32),
        packets.from_outside[arrived],
    )
    answers.nats, answers.inner = packets.nats[:, arrived], packets.inner[:, arrived]
    answers.depth, answers.egress_only = depth, packets.egress_only[arrived]
    answers.is_answer = True
    return answers


def guard(
    guards: Guards,
    way: Way,
    net: Net,
    sources: Numbers,
    called: Numbers,
    set_of_source: Numbers,
    set_of_end: Numbers,
) -> tuple[Masks, Masks]:
    """What the security groups of both ends leave of a way: certain and possible ports.

    Arrays have one entry for each pair of the way. References between groups hold as `filtering.references_hold` says.
    """
    places, masks = net.places, guards.masks
    certain, possible = way.certain.copy(), way.possible.copy()
    direct = (way.crossing == WITHIN_VPC) | (way.crossing == PEERING)
    by_address = guards.egress.rows[guards.egress.row[set_of_source], places.column[called]]
    is_member = direct & ~places.is_face[called]
    by_group = np.where(is_member, guards.egress.references[set_of_source, set_of_end], 0)
    _lay(masks, certain, possible, by_address, by_group)
    here = np.flatnonzero(way.arrives)
    if len(here):
        own = set_of_end[here]
        by_address = guards.ingress.rows[guards.ingress.row[own], places.column[way.seen[here]]]
        is_member = (direct | (way.crossing == TRANSIT))[here] & (way.seen == sources)[here]
        by_group = np.where(is_member, guards.ingress.references[own, set_of_source[here]], 0)
        inner_certain, inner_possible = certain[here], possible[here]
        _lay(masks, inner_certain, inner_possible, by_address, by_group)
        certain[here], possible[here] = inner_certain, inner_possible
    return certain, possible


def _lay(masks: MaskPairs, certain: Masks, possible: Masks, by_address: Numbers, by_group: Numbers) -> None:
    allowed = masks.certain[by_address]
    maybe = masks.possible[by_address]
    referred = np.flatnonzero(by_group)
    if len(referred):
        number = by_group[referred] - 1
        allowed[referred] |= masks.certain[number]
        maybe[referred] |= masks.possible[number]
    certain &= allowed
    possible &= maybe
