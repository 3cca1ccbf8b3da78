"""Pairs of ends put through a machine together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.engine.filters import RowsOnce
from innovate_model.analyses.engine.guarding import Guards, RulesOfSets, guard
from innovate_model.analyses.engine.machine import Machine
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.policies import policy_rows
from innovate_model.analyses.engine.settling import ways
from innovate_model.analyses.engine.states import Verdict
from innovate_model.analyses.filtering import Direction
from innovate_model.analyses.stands import ANY_PORTS, Guard

CHUNK = 20_000
"""Pairs that travel together: enough to keep numpy busy, few enough for the caches and the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Loom:
    """A machine with the ends that are asked about compiled as well: it answers arrays of pairs."""

    machine: Machine
    net: Net
    guards: Guards
    end_place: Numbers

    def answers(self, sources: Numbers, ends: Numbers, called: Numbers) -> Iterator[tuple[Any, Numbers]]:
        """For pairs of ends, the second called at a place: (positions, states), a chunk at a time; only of pairs for
        which something is possible or lost."""
        for first in range(0, len(sources), CHUNK):
            part = slice(first, first + CHUNK)
            which, state = self._answer(sources[part], ends[part], called[part])
            yield which + first, state

    def _answer(self, sources: Numbers, ends: Numbers, called: Numbers) -> tuple[Any, Numbers]:
        pairs, back = _unique_pairs(self.end_place[sources], called, len(self.machine.places))
        way = ways(self.net, pairs[0], pairs[1])
        position = np.full(len(pairs[0]), -1, dtype=np.int64)
        position[way.which] = np.arange(len(way.which))
        chosen = position[back]
        which = np.flatnonzero(chosen >= 0)
        source, end, chosen = sources[which], ends[which], chosen[which]
        left, state = guard(self.guards, self.net, way, chosen, source, end, self.end_place[source], called[which])
        return which[left], state


def _unique_pairs(sources: Numbers, called: Numbers, count: int) -> tuple[tuple[Numbers, Numbers], Any]:
    """Each pair of places once, and for each pair that was asked its position among these."""
    keys, back = np.unique(sources.astype(np.int64) * count + called, return_inverse=True)
    return (keys // count, keys % count), back


def loom(machine: Machine) -> Loom:
    """Compile the ends that were registered."""
    atoms = machine.atoms
    ends = list(machine.ends)
    sets = {key: number for number, key in enumerate(dict.fromkeys((end.groups, end.guard) for end in ends))}
    directions: tuple[Direction, ...] = ("egress", "ingress")
    egress, ingress = (_rules(machine, list(sets), direction) for direction in directions)
    workloads = {who: number for number, who in enumerate(dict.fromkeys(("", *(end.workload for end in ends))))}
    policies_out, policies_in = (policy_rows(machine, list(workloads), direction) for direction in directions)
    states, answer_states = machine.states
    natted = atoms.of_protocols("tcp", "udp", "icmp")
    places = machine.places.table()
    vpc = np.where(places.subnet >= 0, machine.fabric.subnet_vpc[places.subnet], np.intp(-1))
    net = Net(
        machine.fabric,
        places,
        atoms,
        states,
        answer_states,
        vpc,
        np.where(places.is_face, np.intp(-1), vpc),
        states.verdict(Verdict(natted, natted)),
        atoms.ranges.index(ANY_PORTS),
    )
    return Loom(
        machine,
        net,
        Guards(
            np.array([sets[end.groups, end.guard] for end in ends], dtype=np.intp),
            egress,
            ingress,
            np.array([workloads[end.workload] for end in ends], dtype=np.intp),
            policies_out,
            policies_in,
            np.array([_anyhow(machine, *key) for key in sets], dtype=np.intp),
        ),
        np.array([end.place for end in ends], dtype=np.intp),
    )


def _anyhow(machine: Machine, groups: tuple[str, ...], guarded: Guard) -> int:
    """The verdict of security groups on what comes in whoever sends it."""
    ports = machine.filters.ports_for_anyone(groups, guarded)
    return machine.states[0].verdict(Verdict(ports, ports, 0, ports))


def _rules(machine: Machine, sets: Sequence[tuple[tuple[str, ...], Guard]], direction: Direction) -> RulesOfSets:
    """The rules of sets of security groups in one direction. Most sets of a large organisation say the same of
    addresses."""
    filters = machine.filters
    once = RowsOnce()
    row_of_set = [once.number(filters.group_row(groups, guarded, direction)) for groups, guarded in sets]
    return RulesOfSets(
        np.array(row_of_set, dtype=np.intp),
        machine.verdicts(once, direction),
        _references(machine, sets, direction),
    )


def _references(machine: Machine, sets: Sequence[tuple[tuple[str, ...], Guard]], direction: Direction) -> Numbers:
    """[whose rules, who is a member] -> a verdict and one; 0 where no rule refers to a group of the member."""
    members: dict[str, list[int]] = {}
    for number, (groups, _) in enumerate(sets):
        for group in groups:
            members.setdefault(group, []).append(number)
    found: dict[tuple[int, int], int] = {}
    for number, (groups, guarded) in enumerate(sets):
        for group, mask in machine.filters.references(groups, direction).items() if guarded is Guard.GROUPS else ():
            for member in members.get(group, ()):
                found[number, member] = found.get((number, member), 0) | mask
    table = np.zeros((len(sets), len(sets)), dtype=np.int32)  # pages of it that nobody refers to take no memory
    if found:
        numbers = {mask: machine.verdict(mask, mask, direction) + 1 for mask in dict.fromkeys(found.values())}
        table[tuple(np.array(list(found)).T)] = [numbers[mask] for mask in found.values()]
    return table
