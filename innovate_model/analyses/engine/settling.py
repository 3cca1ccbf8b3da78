"""There, back, and the security groups at both ends: what is left of all ports for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Kind
from innovate_model.analyses.engine.filters import MaskPairs
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import KINDS, Numbers
from innovate_model.analyses.engine.policies import PolicyRows
from innovate_model.analyses.engine.port_atoms import ALL_CODES, Masks
from innovate_model.analyses.engine.steps import run
from innovate_model.analyses.engine.travel import PEERING, TRANSIT, WITHIN_VPC, At, Flags, Packets, sent

_CUSTOMER = KINDS.index(Kind.ON_PREMISES)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Pairs that may have sessions, by their positions in what was asked (`which`), with the ports that routes and
    network ACLs leave them. `lost`: those of which the model does not say what becomes on their way. `seen`: the place
    that the destination takes the client for; `crossing`: what was crossed; `arrives`: at an interface, so that its
    security groups judge."""

    which: np.ndarray[Any, np.dtype[np.intp]]
    certain: Masks
    possible: Masks
    lost: Masks
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
    """What filters ends: their security groups, and where there are any the network policies of their pods. `set_of`
    and `workload_of`: [end] -> its set of groups, and who stands there (0 for nobody in particular)."""

    masks: MaskPairs
    set_of: Numbers
    egress: RulesOfSets
    ingress: RulesOfSets
    workload_of: Numbers
    policies_out: PolicyRows | None
    policies_in: PolicyRows | None


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
    packets.possible[arrived] &= expansion[answers.possible | answers.lost]
    which = np.flatnonzero((packets.possible | packets.lost).any(axis=1))
    return Way(
        which,
        packets.certain[which],
        packets.possible[which],
        packets.lost[which],
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
    guards: Guards, net: Net, way: Way, sources: Numbers, ends: Numbers, place: Numbers, called: Numbers
) -> tuple[Masks, Masks]:
    """What the filters at both ends leave of a way: certain and possible ports.

    Arrays have one entry for each pair of the way: the two ends, the place of the first and the one that it calls.
    References between groups hold as `filtering.references_hold` says.
    """
    certain, possible, lost = way.certain.copy(), way.possible.copy(), way.lost.copy()
    direct = (way.crossing == WITHIN_VPC) | (way.crossing == PEERING)
    column, is_itself = net.places.column[called], ~net.places.is_face[called]
    own, other = guards.set_of[sources], guards.set_of[ends]
    _lay(guards, guards.egress, (certain, possible, lost), own, column, np.where(direct & is_itself, other, -1))
    who, peer = guards.workload_of[sources], guards.workload_of[ends]
    _lay_policies(guards, guards.policies_out, (certain, possible, lost), who, column, np.where(is_itself, peer, 0))
    here = np.flatnonzero(way.arrives)
    if len(here):
        inner = certain[here], possible[here]
        column, is_itself = net.places.column[way.seen[here]], way.seen[here] == place[here]
        is_member = (direct | (way.crossing == TRANSIT))[here] & is_itself
        _lay(guards, guards.ingress, inner, other[here], column, np.where(is_member, own[here], -1))
        _lay_policies(guards, guards.policies_in, inner, peer[here], column, np.where(is_itself, who[here], 0))
        certain[here], possible[here] = inner
    return certain, possible | lost


def _lay(
    guards: Guards, rules: RulesOfSets, ports: tuple[Masks, ...], own: Numbers, column: Numbers, member: Numbers
) -> None:
    """The security groups of one side over ports, in place. `member`: the set of the other end; -1 where AWS does not
    see who is in it."""
    number = rules.rows[rules.row[own], column]
    allowed, maybe = guards.masks.certain[number], guards.masks.possible[number]
    seen = np.flatnonzero(member >= 0)
    by_group = rules.references[own[seen], member[seen]]
    referred = seen[by_group > 0]
    if len(referred):
        number = by_group[by_group > 0] - 1
        allowed[referred] |= guards.masks.certain[number]
        maybe[referred] |= guards.masks.possible[number]
    ports[0][...] &= allowed
    for possible in ports[1:]:
        possible &= maybe


def _lay_policies(
    guards: Guards,
    policies: PolicyRows | None,
    ports: tuple[Masks, ...],
    own: Numbers,
    column: Numbers,
    other: Numbers,
) -> None:
    """The network policies of one side over ports, in place."""
    if policies is None:
        return
    row = policies.row[own, other]
    selected = np.flatnonzero(row >= 0)
    number = policies.rows[row[selected], column[selected]]
    ports[0][selected] &= guards.masks.certain[number]
    for possible in ports[1:]:
        possible[selected] &= guards.masks.possible[number]
