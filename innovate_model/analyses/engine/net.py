"""The compiled network that packets move in, and what every step asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.engine.fabric import Fabric
from innovate_model.analyses.engine.filters import MaskPairs
from innovate_model.analyses.engine.places import Numbers, PlaceTable
from innovate_model.analyses.engine.travel import Bits, Index, Packets


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """`natted`: mask of what a NAT gateway carries (TCP, UDP, ICMP); `any_ports`: the number of the client range of NAT
    gateways."""

    fabric: Fabric
    places: PlaceTable
    masks: MaskPairs
    natted: Any
    any_ports: int

    def judge(self, packets: Packets, which: Index, direction: str, acl: Numbers, column: Numbers) -> Index:
        """What network ACLs let through to or from columns; those of which nothing is left are stopped. The others."""
        certain, possible = self.verdict(packets, which, self.fabric.acl[direction][acl, column])
        packets.certain[which] &= certain
        packets.possible[which] &= possible
        left = packets.possible[which] != 0
        left = left if packets.is_answer else left.any(axis=-1)
        packets.stop(which[~left])
        alive: Index = which[left]
        return alive

    def subnet_of(self, vpc: Numbers, place: Numbers) -> Numbers:
        """The subnet of a VPC that a place is in, by its address; -1 for none."""
        places, fabric = self.places, self.fabric
        own = places.subnet[place]
        is_own = (own >= 0) & ~places.is_face[place] & (fabric.subnet_vpc[own] == vpc)
        return np.where(is_own, own, fabric.near[vpc, places.column[place]])

    def vpc_of(self, place: Numbers) -> Numbers:
        """The VPC that a place stands in; -1 outside."""
        subnet = self.places.subnet[place]
        return np.where(subnet >= 0, self.fabric.subnet_vpc[subnet], -1)

    def verdict(self, packets: Packets, which: Index, number: Numbers) -> tuple[Bits, Bits]:
        """What filters let through, certain and possible: masks of ports, or for answers codes."""
        if packets.is_answer:
            ports = packets.client_range[which]
            return self.masks.certain_code[number, ports], self.masks.possible_code[number, ports]
        return self.masks.certain[number], self.masks.possible[number]
