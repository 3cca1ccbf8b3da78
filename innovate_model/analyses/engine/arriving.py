"""The last steps of a way: into a subnet of a VPC, onto the public internet and in from there.

`delivering` has the AWS pages of the same steps.
"""

from __future__ import annotations

import numpy as np

from innovate_model.analyses.endpoints import Kind
from innovate_model.analyses.engine.lookup import split
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import KINDS, PUBLIC, PUBLIC_NOT_KNOWN, Numbers
from innovate_model.analyses.engine.travel import At, Index, Packets

_SERVICE = KINDS.index(Kind.SERVICE)


def deliver(net: Net, packets: Packets, which: Index) -> None:
    fabric, places = net.fabric, net.places
    vpc, origin, to = packets.spot[which], packets.detail[which], packets.destination[which]
    subnet = net.subnet_of(vpc, to)
    here, away = split((subnet >= 0) & (places.subnet[to] == subnet) & ~places.is_face[to])
    packets.stop(which[away])
    which, subnet, origin, to = which[here], subnet[here], origin[here], to[here]
    crosses = np.flatnonzero(subnet != origin)
    border = which[crosses]
    column = places.column[packets.source[border]]
    net.judge(packets, border, "ingress", fabric.subnet_acl[subnet[crosses]], column)
    left = np.flatnonzero(packets.at[which] == At.VPC)
    which, to = which[left], to[left]
    nats, others = split(places.nat[to] >= 0)
    _into_nat(net, packets, which[nats], places.nat[to[nats]])
    packets.move(which[others], At.INTERFACE)


def _into_nat(net: Net, packets: Packets, which: Index, nat: Numbers) -> None:
    """Only answers to the session that the packet's own first packet opened."""
    level = packets.depth[which] - 1
    known = (level >= 0) & (packets.nats[level, which] == nat) if packets.is_answer else np.zeros(len(which), bool)
    packets.stop(which[~known])
    which, nat, level = which[known], nat[known], level[known]
    inner = packets.inner[level, which]
    packets.destination[which] = inner
    packets.depth[which] = level
    packets.client_range[which] = np.where(level > 0, net.any_ports, net.places.client_range[inner])
    packets.move(which, At.SUBNET, net.fabric.nat_subnet[nat])


def on_internet(net: Net, packets: Packets, which: Index) -> None:
    places = net.places
    to = packets.destination[which]
    inward = places.subnet[to] >= 0
    _in(net, packets, which[inward])
    which, to = which[~inward], to[~inward]
    private = net.fabric.is_private[places.column[to]]
    packets.stop(which[private])
    closed = ~private & (places.kind[to] == _SERVICE) & packets.from_outside[which] & (not packets.is_answer)
    packets.lose(which[closed])
    packets.move(which[~private & ~closed], At.OUT)


def _in(net: Net, packets: Packets, which: Index) -> None:
    """Through the internet gateway of the VPC that owns the address, or as an answer through the egress-only one."""
    places, fabric = net.places, net.fabric
    to = packets.destination[which]
    vpc = net.vpc[to]
    public = places.public[to]
    gateway = packets.egress_only[which]
    answers = (gateway >= 0) & (fabric.egress_only_vpc[gateway] == vpc) if packets.is_answer else gateway < -1
    packets.move(which[answers], At.VPC, vpc[answers])
    is_routed = ~fabric.is_private[places.column[to]]
    unsure = public == PUBLIC_NOT_KNOWN
    opens = ~answers & fabric.vpc_has_gateway[vpc] & ((public == PUBLIC) & is_routed | unsure)
    packets.stop(which[~answers & ~opens])
    unsure &= opens
    packets.meet(which[unsure], packets.states.unsure)
    ends = unsure & ~(packets.from_outside[which] & (not packets.is_answer))
    packets.lose(which[ends])
    goes = opens & ~ends
    packets.destination[which[goes]] = places.inner[to[goes]]
    packets.move(which[goes], At.VPC, vpc[goes])
