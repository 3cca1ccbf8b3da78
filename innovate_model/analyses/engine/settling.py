"""There and back: what routes and network ACLs leave of all ports for each pair of places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Kind
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import KINDS, Numbers
from innovate_model.analyses.engine.port_atoms import ALL_CODES
from innovate_model.analyses.engine.states import Ports, Verdict
from innovate_model.analyses.engine.steps import run
from innovate_model.analyses.engine.travel import At, Flags, Packets, sent

_CUSTOMER = KINDS.index(Kind.ON_PREMISES)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Pairs that may have sessions, by their positions in what was asked (`which`), with the `ports` (states) that
    routes and network ACLs leave them.
    `seen`: the place that the destination takes the client for; `crossing`: what was crossed; `arrives`: at an
    interface, so that its security groups judge."""

    which: np.ndarray[Any, np.dtype[np.intp]]
    ports: Numbers
    seen: Numbers
    crossing: np.ndarray[Any, np.dtype[np.uint8]]
    arrives: Flags


def ways(net: Net, sources: Numbers, called: Numbers) -> Way:
    """What happens to sessions from places to the places that they call."""
    places, states = net.places, net.states
    subnet = places.subnet[sources]
    outside = subnet < 0
    is_customer = places.kind[sources] == _CUSTOMER
    at = np.where(outside, np.where(is_customer, At.CUSTOMER, At.INTERNET), At.SUBNET).astype(np.uint8)
    spot = np.where(is_customer, places.customer[sources], subnet).astype(np.intp)
    packets = sent(
        at,
        spot,
        np.full(len(sources), -1, dtype=np.intp),
        sources.copy(),
        called.copy(),
        np.where(places.version[sources] == 6, *_everything(net)).astype(np.intp),
        states,
        places.client_range[sources].copy(),
        outside,
    )
    run(net, packets)
    arrived = np.flatnonzero(packets.at >= At.INTERFACE)
    answers = _answers(net, packets, arrived)
    run(net, answers)
    returns = (answers.at >= At.INTERFACE) & (answers.source == called[arrived])
    lost = answers.at == At.NOT_KNOWN
    answers.meet(np.flatnonzero(~returns & lost), answers.states.unsure)
    answers.meet(np.flatnonzero(~returns & ~lost), answers.states.nothing)
    packets.meet(arrived, _verdicts(net, answers))
    which = np.flatnonzero(states.is_open[packets.ports])
    return Way(
        which,
        packets.ports[which],
        packets.source[which],
        packets.crossing[which],
        packets.at[which] == At.INTERFACE,
    )


def _everything(net: Net) -> tuple[int, int]:
    """The states of first packets of IPv6 and of IPv4 on which nothing has been decided yet."""
    ports = (net.atoms.everything & ~net.atoms.of_protocols(protocol) for protocol in ("icmp", "icmpv6"))
    version_6, version_4 = (net.states.number(Ports(each, each)) for each in ports)
    return version_6, version_4


def _verdicts(net: Net, answers: Packets) -> Numbers:
    """What answers that have ended say of the first packets."""
    met = np.unique(answers.ports)
    by_state = np.zeros(int(met.max(initial=0)) + 1, dtype=np.intp)
    for state in met.tolist():
        codes = answers.states.rows[state]
        certain, possible = net.atoms.of_code(codes.certain), net.atoms.of_code(codes.possible | codes.lost)
        by_state[state] = net.states.verdict(Verdict(certain, possible))
    found: Numbers = by_state[answers.ports]
    return found


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
        np.where(is_here, places.subnet[source], packets.spot[arrived]).astype(np.intp),
        np.where(is_behind, packets.detail[arrived], -1).astype(np.intp),
        source,
        packets.source[arrived],
        np.full(len(arrived), net.answer_states.number(Ports(ALL_CODES, ALL_CODES)), dtype=np.intp),
        net.answer_states,
        np.where(depth > 0, net.any_ports, client).astype(np.intp),
        packets.from_outside[arrived],
    )
    answers.nats, answers.inner = packets.nats[:, arrived], packets.inner[:, arrived]
    answers.depth, answers.egress_only = depth, packets.egress_only[arrived]
    answers.is_answer = True
    return answers
