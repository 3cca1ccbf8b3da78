"""Through transit gateways, and to and from what is behind customer gateways.

`transit` and `delivering` have the AWS pages of the same steps.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from innovate_model.analyses.engine.lookup import cells, split
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.states import States
from innovate_model.analyses.engine.tables import LOCAL, REF, SHIFT, To
from innovate_model.analyses.engine.travel import ELSEWHERE, TRANSIT, WITHIN_VPC, At, Index, Packets


def into_transit(net: Net, packets: Packets, which: Index, subnet: Numbers, attachment: Numbers) -> None:
    fabric = net.fabric
    zone = fabric.subnet_zone[subnet]
    door = cells(fabric.doors, attachment, zone)
    table = fabric.attachment_table[attachment]
    goes, ends = split((door >= 0) & (table >= 0))
    packets.stop(which[ends])
    which, door, table, zone = which[goes], door[goes], table[goes], zone[goes]
    column = net.places.column[packets.source[which]]
    net.judge(packets, which, "ingress", fabric.subnet_acl[door], column)
    left = np.flatnonzero(packets.at[which] == At.SUBNET)
    packets.move(which[left], At.TRANSIT, table[left], zone[left])


def through_transit(net: Net, packets: Packets, which: Index) -> None:
    fabric = net.fabric
    table, to = packets.spot[which], packets.destination[which]
    code = cells(fabric.transit, table, net.places.column[to])
    kind = code >> SHIFT
    packets.stop(which[kind == To.NOWHERE])
    packets.lose(which[kind == To.NOT_KNOWN])
    sees = (packets.crossing[which] == WITHIN_VPC) & fabric.transit_sees_groups[table]
    packets.crossing[which] = np.where(sees, TRANSIT, ELSEWHERE)
    into = np.flatnonzero(kind == To.ATTACHMENT)
    _out_of_transit(net, packets, which[into], code[into] & REF)
    down = kind == To.CONNECTION
    to_customer(net, packets, which[down], code[down] & REF)
    across = kind == To.TRANSIT_PEERING
    over, other = which[across], fabric.peer_table[code[across] & REF]
    packets.crossing[over] = ELSEWHERE
    packets.move(over, At.TRANSIT, other)
    packets.stop(over[other < 0])


def _out_of_transit(net: Net, packets: Packets, which: Index, attachment: Numbers) -> None:
    """By the door in the zone that it comes from; else by any, for the ports for which it does not matter which."""
    fabric = net.fabric
    zone = packets.detail[which]
    same = np.where(zone >= 0, fabric.doors[attachment, zone], -1)
    door = np.where(same >= 0, same, fabric.first_door[attachment])
    packets.stop(which[door < 0])
    chosen = np.flatnonzero((same < 0) & (door >= 0))
    if len(chosen):
        packets.meet(which[chosen], _disagreeing(net, packets, which[chosen], attachment[chosen]))
    goes = np.flatnonzero(door >= 0)
    packets.move(which[goes], At.SUBNET, door[goes])


def _disagreeing(net: Net, packets: Packets, which: Index, attachment: Numbers) -> Numbers:
    """Verdicts that lose the ports (or codes) for which an attachment's subnets treat packets in different ways: their
    routes differ, or what network ACLs say on the way."""
    first = net.fabric.first_door[attachment]
    ways = [_met_at(net, packets, which, first)]
    for zone in range(net.fabric.doors.shape[1]):
        door = net.fabric.doors[attachment, zone]
        ways.append(_met_at(net, packets, which, np.where(door >= 0, door, first)))
    alike = np.array([part for way in ways for part in way])
    _, sample, kind = np.unique(alike, axis=1, return_index=True, return_inverse=True)
    found = []
    for packet in sample.tolist():
        usual, *others = (tuple(int(part[packet]) for part in way) for way in ways)
        found.append(packets.states.losing(_apart(packets.states, usual, others)))
    return np.array(found, dtype=np.intp)[kind.reshape(-1)]


def _apart(states: States, usual: tuple[int, ...], others: Sequence[tuple[int, ...]]) -> int:
    """The ports for which some ways (route, and verdicts on the way out and in) differ from the usual one."""
    bits = 0
    for route, *verdicts in others:
        if route != usual[0]:
            return states.everything
        for one, other in zip(verdicts, usual[1:], strict=True):
            ours, theirs = states.verdicts[one], states.verdicts[other]
            bits |= ours.certain ^ theirs.certain | ours.possible ^ theirs.possible
    return bits


def _met_at(net: Net, packets: Packets, which: Index, door: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The route that packets find in a subnet, and the verdicts of network ACLs on the way out, and in."""
    fabric, places = net.fabric, net.places
    to = packets.destination[which]
    home = places.subnet[to]
    is_home = door == home
    code = np.where(is_home, LOCAL, fabric.routes[fabric.subnet_table[door], places.column[to]])
    acl_out = np.where(is_home, 0, fabric.subnet_acl[door])
    acl_in = np.where(~is_home & (code == LOCAL) & (home >= 0), fabric.subnet_acl[home], 0)
    out = net.verdict(packets, which, fabric.acl["egress"][acl_out, places.column[to]])
    inward = net.verdict(packets, which, fabric.acl["ingress"][acl_in, places.column[packets.source[which]]])
    return code, out, inward


def to_customer(net: Net, packets: Packets, which: Index, connection: Numbers) -> None:
    customer = net.fabric.connection_customer[connection]
    goes = net.places.customer[packets.destination[which]] == customer
    packets.stop(which[~goes])
    packets.move(which[goes], At.BEHIND, customer[goes], connection[goes])


def from_customer(net: Net, packets: Packets, which: Index) -> None:
    fabric, places = net.fabric, net.places
    customer, given = packets.spot[which], packets.detail[which]
    column = places.column[packets.destination[which]]
    connection = np.where(given >= 0, given, fabric.first_connection[customer, column])
    leads = fabric.leads[connection, column] & (connection >= 0)
    is_transit = (connection >= 0) & fabric.connection_is_transit[connection]
    table, vpc = fabric.connection_table[connection], fabric.connection_vpc[connection]
    to_table = is_transit & (table >= 0)
    to_vpc = ~is_transit & leads & (vpc >= 0)
    packets.stop(which[~to_table & ~to_vpc])
    packets.move(which[to_table], At.TRANSIT, table[to_table])
    packets.crossing[which[to_vpc]] = ELSEWHERE
    packets.move(which[to_vpc], At.VPC, vpc[to_vpc])
