"""The compiled network that packets move in, and what every step asks of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from innovate_model.analyses.engine.fabric import Fabric
from innovate_model.analyses.engine.lookup import cells, split
from innovate_model.analyses.engine.places import Numbers, PlaceTable
from innovate_model.analyses.engine.port_atoms import PortAtoms
from innovate_model.analyses.engine.states import States
from innovate_model.analyses.engine.travel import Index, Packets


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """`states` and `answer_states`: of first packets, where a verdict of the network is a number of `filters`, and of
    answers, where it is that number times the number of client ranges, plus the client's. `natted`: the verdict of NAT
    gateways, which carry TCP, UDP and ICMP; `any_ports`: the number of their client range."""

    fabric: Fabric
    places: PlaceTable
    atoms: PortAtoms
    states: States
    answer_states: States
    vpc: Numbers
    """[place] -> the VPC that it stands in; -1 outside."""
    home: Numbers
    """[place] -> the same where its address is the VPC's own, else -1."""
    natted: int
    any_ports: int

    def judge(self, packets: Packets, which: Index, direction: str, acl: Numbers, column: Numbers) -> Index:
        """What network ACLs let through to or from columns; those of which nothing is left are stopped. The others."""
        following = packets.meet(which, self.verdict(packets, which, cells(self.fabric.acl[direction], acl, column)))
        left, ended = split(packets.states.goes_on[following])
        packets.stop(which[ended])
        alive: Index = which[left]
        return alive

    def subnet_of(self, vpc: Numbers, place: Numbers) -> Numbers:
        """The subnet of a VPC that a place is in, by its address; -1 for none."""
        near = cells(self.fabric.near, vpc, self.places.column[place])
        return np.where(self.home[place] == vpc, self.places.subnet[place], near)

    def verdict(self, packets: Packets, which: Index, number: Numbers) -> Numbers:
        """The verdicts of filters on packets. `number`: of pairs of masks."""
        if packets.is_answer:
            return number * np.intp(len(self.atoms.ranges)) + packets.client_range[which]
        return number
