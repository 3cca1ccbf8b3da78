"""One step of all packets: what `forwarding`, `transit` and `delivering` say of one, as array operations.

Each function takes the packets that it is about by their indexes. The AWS pages stand with the same steps there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.endpoints import Kind
from innovate_model.analyses.engine.fabric import Fabric
from innovate_model.analyses.engine.filters import MaskPairs
from innovate_model.analyses.engine.places import KINDS, PUBLIC, PUBLIC_NOT_KNOWN, Numbers, PlaceTable
from innovate_model.analyses.engine.tables import SHIFT, To
from innovate_model.analyses.engine.travel import (
    DEEPEST,
    ELSEWHERE,
    PEERING,
    TRANSIT,
    WITHIN_VPC,
    At,
    Flags,
    Index,
    Packets,
)
from innovate_model.analyses.stands import ANY_PORTS

_REF = (1 << SHIFT) - 1
_SERVICE = KINDS.index(Kind.SERVICE)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The network that packets move in. `natted`: mask and code of what a NAT gateway carries (TCP, UDP, ICMP);
    `any_ports`: the number of the client range of NAT gateways."""

    fabric: Fabric
    places: PlaceTable
    masks: MaskPairs
    natted: Any
    any_ports: int

    def run(self, packets: Packets) -> None:
        """Move all packets until each has ended. A packet that comes back to where it was, as it was, goes round for ever
        (Brent's algorithm) and is stopped."""
        moving = np.flatnonzero(packets.is_moving)
        seen = self._state(packets, moving)
        power = length = 1
        while len(moving):
            if power == length:
                seen = self._state(packets, moving)
                power, length = power * 2, 0
            self._step(packets, moving)
            length += 1
            still = packets.is_moving[moving]
            moving, seen = moving[still], seen[:, still]
            if length:
                loops = (self._state(packets, moving) == seen).all(axis=0)
                if loops.any():
                    packets.stop(moving[loops])
                    moving, seen = moving[~loops], seen[:, ~loops]

    def _state(self, packets: Packets, which: Index) -> Numbers:
        parts = (packets.at, packets.spot, packets.detail, packets.source, packets.destination)
        return np.array([part[which] for part in parts], dtype=np.int32)

    def _step(self, packets: Packets, moving: Index) -> None:
        at = packets.at[moving]
        for kind, step in (
            (At.SUBNET, self._leave_subnet),
            (At.VPC, self._deliver),
            (At.TRANSIT, self._through_transit),
            (At.INTERNET, self._on_internet),
            (At.CUSTOMER, self._from_customer),
        ):
            which = moving[at == kind]
            if len(which):
                step(packets, which)

    def _judge(self, packets: Packets, which: Index, direction: str, acl: Numbers, column: Numbers) -> Index:
        """What network ACLs let through to or from columns; those of which nothing is left are stopped. The others."""
        number = self.fabric.acl[direction][acl, column]
        if packets.is_answer:
            ports = packets.client_range[which]
            packets.certain[which] &= self.masks.certain_code[number, ports]
            packets.possible[which] &= self.masks.possible_code[number, ports]
            left = packets.possible[which] != 0
        else:
            packets.certain[which] &= self.masks.certain[number]
            packets.possible[which] &= self.masks.possible[number]
            left = (packets.possible[which] != 0).any(axis=-1)
        packets.stop(which[~left])
        return which[left]

    def _subnet_of(self, vpc: Numbers, place: Numbers) -> Numbers:
        """The subnet of a VPC that a place is in, by its address; -1 for none."""
        places, fabric = self.places, self.fabric
        own = places.subnet[place]
        is_own = (own >= 0) & ~places.is_face[place] & (fabric.subnet_vpc[own] == vpc)
        return np.where(is_own, own, fabric.near[vpc, places.column[place]])

    def _vpc_of(self, place: Numbers) -> Numbers:
        """The VPC that a place stands in; -1 outside."""
        subnet = self.places.subnet[place]
        return np.where(subnet >= 0, self.fabric.subnet_vpc[subnet], -1)

    def _leave_subnet(self, packets: Packets, which: Index) -> None:
        fabric, places = self.fabric, self.places
        subnet, to = packets.spot[which], packets.destination[which]
        vpc = fabric.subnet_vpc[subnet]
        inside = self._subnet_of(vpc, to) == subnet
        near = which[inside]
        packets.move(near, At.VPC, vpc[inside], subnet[inside])
        rest = ~inside
        which, subnet, to = which[rest], subnet[rest], to[rest]
        code = fabric.routes[fabric.subnet_table[subnet], places.column[to]]
        lost = code == To.NOWHERE
        packets.stop(which[lost])
        which, subnet, to, code = which[~lost], subnet[~lost], to[~lost], code[~lost]
        self._judge(packets, which, "egress", fabric.subnet_acl[subnet], places.column[to])
        left = packets.at[which] == At.SUBNET
        self._take(packets, which[left], subnet[left], code[left])

    def _take(self, packets: Packets, which: Index, subnet: Numbers, code: Numbers) -> None:
        kinds = code >> SHIFT
        for kind in np.unique(kinds).tolist():
            chosen = kinds == kind
            self._take_kind(To(kind), packets, which[chosen], subnet[chosen], code[chosen] & _REF)

    def _take_kind(self, kind: To, packets: Packets, which: Index, subnet: Numbers, ref: Numbers) -> None:
        match kind:
            case To.LOCAL:
                packets.move(which, At.VPC, self.fabric.subnet_vpc[subnet], subnet)
            case To.NOT_KNOWN:
                packets.lose(which)
            case To.INTERNET_GATEWAY:
                self._out(packets, which, ref)
            case To.EGRESS_ONLY:
                self._out_only(packets, which, ref)
            case To.NAT:
                self._through_nat(packets, which, subnet, ref)
            case To.PEERING:
                self._through_peering(packets, which, subnet, ref)
            case To.ATTACHMENT:
                self._into_transit(packets, which, subnet, ref)
            case To.VPN_GATEWAY:
                self._through_vpn_gateway(packets, which, ref)
            case To.GATEWAY_ENDPOINT:
                own = self._vpc_of(packets.source[which]) == ref
                packets.stop(which[~own])
                packets.move(which[own], At.ENDPOINT, ref[own])

    def _out(self, packets: Packets, which: Index, vpc: Numbers) -> None:
        """Through an internet gateway: the public address in place of the private one."""
        source = packets.source[which]
        is_own = self._vpc_of(source) == vpc
        public = self.places.public[source]
        packets.lose(which[is_own & (public == PUBLIC_NOT_KNOWN)])
        goes = is_own & (public == PUBLIC)
        packets.stop(which[~goes & ~(is_own & (public == PUBLIC_NOT_KNOWN))])
        out = which[goes]
        packets.source[out] = self.places.face[source[goes]]
        packets.crossing[out] = ELSEWHERE
        packets.move(out, At.INTERNET)

    def _out_only(self, packets: Packets, which: Index, gateway: Numbers) -> None:
        goes = self.places.version[packets.source[which]] == 6
        if packets.is_answer:
            goes &= packets.egress_only[which] == gateway
        packets.stop(which[~goes])
        out = which[goes]
        packets.egress_only[out] = gateway[goes]
        packets.crossing[out] = ELSEWHERE
        packets.move(out, At.INTERNET)

    def _through_nat(self, packets: Packets, which: Index, subnet: Numbers, nat: Numbers) -> None:
        own = self.fabric.nat_subnet[nat]
        crosses = own != subnet
        border = which[crosses]
        column = self.places.column[packets.source[border]]
        self._judge(packets, border, "ingress", self.fabric.subnet_acl[own[crosses]], column)
        left = packets.at[which] == At.SUBNET
        which, nat, own = which[left], nat[left], own[left]
        has_place = self.fabric.nat_place[nat] >= 0
        is_v6 = self.places.version[packets.source[which]] == 6
        packets.lose(which[is_v6])
        dead = ~is_v6 & (~has_place | packets.is_answer)
        packets.stop(which[dead])
        go = ~is_v6 & ~dead
        self._translate(packets, which[go], nat[go], own[go])

    def _translate(self, packets: Packets, which: Index, nat: Numbers, subnet: Numbers) -> None:
        deep = packets.depth[which] >= DEEPEST
        packets.lose(which[deep])
        which, nat, subnet = which[~deep], nat[~deep], subnet[~deep]
        level = packets.depth[which]
        packets.nats[level, which] = nat
        packets.inner[level, which] = packets.source[which]
        packets.depth[which] += 1
        packets.source[which] = self.fabric.nat_place[nat]
        packets.crossing[which] = ELSEWHERE
        packets.certain[which] &= self.natted
        packets.possible[which] &= self.natted
        packets.move(which, At.SUBNET, subnet)

    def _through_peering(self, packets: Packets, which: Index, subnet: Numbers, peering: Numbers) -> None:
        other = self.fabric.peering_vpc[peering]
        is_own = self._vpc_of(packets.source[which]) == self.fabric.subnet_vpc[subnet]
        goes = is_own & (self._subnet_of(other, packets.destination[which]) >= 0)
        packets.stop(which[~goes])
        over = which[goes]
        near = self.fabric.peering_is_near[peering[goes]] & (packets.crossing[over] == WITHIN_VPC)
        packets.crossing[over] = np.where(near, PEERING, ELSEWHERE)
        packets.move(over, At.VPC, other[goes])

    def _into_transit(self, packets: Packets, which: Index, subnet: Numbers, attachment: Numbers) -> None:
        fabric = self.fabric
        zone = fabric.subnet_zone[subnet]
        door = fabric.doors[attachment, zone]
        table = fabric.attachment_table[attachment]
        goes = (door >= 0) & (table >= 0)
        packets.stop(which[~goes])
        which, door, table, zone = which[goes], door[goes], table[goes], zone[goes]
        column = self.places.column[packets.source[which]]
        self._judge(packets, which, "ingress", fabric.subnet_acl[door], column)
        left = packets.at[which] == At.SUBNET
        packets.move(which[left], At.TRANSIT, table[left], zone[left])

    def _through_vpn_gateway(self, packets: Packets, which: Index, gateway: Numbers) -> None:
        to = packets.destination[which]
        code = self.fabric.vpn_routes[gateway, self.places.column[to]]
        is_v4 = self.places.version[to] == 4
        packets.lose(which[is_v4 & (code >> SHIFT == To.NOT_KNOWN)])
        goes = is_v4 & (code >> SHIFT == To.CONNECTION)
        packets.stop(which[~goes & ~(is_v4 & (code >> SHIFT == To.NOT_KNOWN))])
        packets.crossing[which[goes]] = ELSEWHERE
        self._to_customer(packets, which[goes], code[goes] & _REF)

    def _to_customer(self, packets: Packets, which: Index, connection: Numbers) -> None:
        customer = self.fabric.connection_customer[connection]
        goes = self.places.customer[packets.destination[which]] == customer
        packets.stop(which[~goes])
        packets.move(which[goes], At.BEHIND, customer[goes], connection[goes])

    def _deliver(self, packets: Packets, which: Index) -> None:
        fabric, places = self.fabric, self.places
        vpc, origin, to = packets.spot[which], packets.detail[which], packets.destination[which]
        subnet = self._subnet_of(vpc, to)
        here = (subnet >= 0) & (places.subnet[to] == subnet) & ~places.is_face[to]
        packets.stop(which[~here])
        which, subnet, origin, to = which[here], subnet[here], origin[here], to[here]
        crosses = subnet != origin
        border = which[crosses]
        column = places.column[packets.source[border]]
        self._judge(packets, border, "ingress", fabric.subnet_acl[subnet[crosses]], column)
        left = packets.at[which] == At.VPC
        which, to = which[left], to[left]
        is_nat = places.nat[to] >= 0
        self._into_nat(packets, which[is_nat], places.nat[to[is_nat]])
        packets.move(which[~is_nat], At.INTERFACE)

    def _into_nat(self, packets: Packets, which: Index, nat: Numbers) -> None:
        """Only answers to the session that the packet's own first packet opened."""
        level = packets.depth[which] - 1
        known = (level >= 0) & (packets.nats[level, which] == nat) if packets.is_answer else np.zeros(len(which), bool)
        packets.stop(which[~known])
        which, nat, level = which[known], nat[known], level[known]
        inner = packets.inner[level, which]
        packets.destination[which] = inner
        packets.depth[which] = level
        packets.client_range[which] = np.where(level > 0, self.any_ports, self.places.client_range[inner])
        packets.move(which, At.SUBNET, self.fabric.nat_subnet[nat])

    def _on_internet(self, packets: Packets, which: Index) -> None:
        places = self.places
        to = packets.destination[which]
        inward = places.subnet[to] >= 0
        self._in(packets, which[inward])
        which, to = which[~inward], to[~inward]
        private = self.fabric.is_private[places.column[to]]
        packets.stop(which[private])
        closed = ~private & (places.kind[to] == _SERVICE) & packets.from_outside[which] & (not packets.is_answer)
        packets.lose(which[closed])
        packets.move(which[~private & ~closed], At.OUT)

    def _in(self, packets: Packets, which: Index) -> None:
        """Through the internet gateway of the VPC that owns the address, or as an answer through the egress-only one."""
        places, fabric = self.places, self.fabric
        to = packets.destination[which]
        vpc = self._vpc_of(to)
        public = places.public[to]
        gateway = packets.egress_only[which]
        answers = (gateway >= 0) & (fabric.egress_only_vpc[gateway] == vpc) if packets.is_answer else gateway < -1
        packets.move(which[answers], At.VPC, vpc[answers])
        is_routed = ~fabric.is_private[places.column[to]]
        unsure = public == PUBLIC_NOT_KNOWN
        opens = ~answers & fabric.vpc_has_gateway[vpc] & ((public == PUBLIC) & is_routed | unsure)
        packets.stop(which[~answers & ~opens])
        unsure &= opens
        packets.certain[which[unsure]] = 0
        ends = unsure & ~(packets.from_outside[which] & (not packets.is_answer))
        packets.lose(which[ends])
        goes = opens & ~ends
        packets.destination[which[goes]] = places.inner[to[goes]]
        packets.move(which[goes], At.VPC, vpc[goes])

    def _through_transit(self, packets: Packets, which: Index) -> None:
        fabric = self.fabric
        table, to = packets.spot[which], packets.destination[which]
        code = fabric.transit[table, self.places.column[to]]
        kind = code >> SHIFT
        packets.stop(which[kind == To.NOWHERE])
        packets.lose(which[kind == To.NOT_KNOWN])
        sees = (packets.crossing[which] == WITHIN_VPC) & fabric.transit_sees_groups[table]
        packets.crossing[which] = np.where(sees, TRANSIT, ELSEWHERE)
        into = kind == To.ATTACHMENT
        self._out_of_transit(packets, which[into], code[into] & _REF)
        down = kind == To.CONNECTION
        self._to_customer(packets, which[down], code[down] & _REF)
        across = kind == To.TRANSIT_PEERING
        over, other = which[across], fabric.peer_table[code[across] & _REF]
        packets.crossing[over] = ELSEWHERE
        packets.move(over, At.TRANSIT, other)
        packets.stop(over[other < 0])

    def _out_of_transit(self, packets: Packets, which: Index, attachment: Numbers) -> None:
        """By the door in the zone that it comes from, else in its destination's, else the first."""
        fabric, places = self.fabric, self.places
        zone = packets.detail[which]
        subnet = places.subnet[packets.destination[which]]
        there = np.where(subnet >= 0, fabric.subnet_zone[subnet], -1)
        same = np.where(zone >= 0, fabric.doors[attachment, zone], -1)
        near = np.where(there >= 0, fabric.doors[attachment, there], -1)
        door = np.where(same >= 0, same, np.where(near >= 0, near, fabric.first_door[attachment]))
        packets.stop(which[door < 0])
        packets.move(which[door >= 0], At.SUBNET, door[door >= 0])

    def _from_customer(self, packets: Packets, which: Index) -> None:
        fabric, places = self.fabric, self.places
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


def range_of_nats(ranges: tuple[tuple[int, int], ...]) -> int:
    """The number of the client range of NAT gateways."""
    return ranges.index(ANY_PORTS)

