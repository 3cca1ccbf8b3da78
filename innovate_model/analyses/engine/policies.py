"""Network policies as rows: what each selected pod may say to, or hear from, whoever stands at the other end.

Unlike security groups they tell apart who has an address, not only the address. So there is a row for each pair of a
selected pod and of somebody whom policies may mean; in most clusters few of them differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from innovate_model.analyses.engine.filters import Filters, Row, RowsOnce, Rule, sum_of
from innovate_model.analyses.engine.machine import Machine
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.filtering import Direction
from innovate_model.analyses.pod_filtering import admitted, enforced, own_node, rules, told_apart
from innovate_model.graph import Graph
from innovate_model.values import Ports

EVERYTHING = Ports("all", 0, 65535)


@dataclass(frozen=True, slots=True, eq=False)
class PolicyRows:
    """The policies of one direction. `row`: [who is selected, who is at the other end] -> its row, -1 for nobody
    selected; `rows`: [row, column] -> verdict (`states`)."""

    row: Numbers
    rows: Numbers


def policy_rows(machine: Machine, workloads: Sequence[str], direction: Direction) -> PolicyRows | None:
    """The rows between workloads, of which the first is "" for everybody else; None where no policy selects any."""
    filters, graph = machine.filters, machine.graph
    selected = [number for number, address in enumerate(workloads) if enforced(graph, address, direction)]
    if not selected:
        return None
    table = np.full((len(workloads), len(workloads)), -1, dtype=np.int32)
    once = RowsOnce()
    numbers = {address: number for number, address in enumerate(workloads)}
    others_of = told_apart(graph, numbers)
    for number in selected:
        own = workloads[number]
        for address in ("", *others_of(own)):
            row = filters.row_between((own, address, direction), partial(_row, filters, graph, own, address, direction))
            others = numbers[address] if address else slice(None)
            table[number, others] = once.number(row)
    return PolicyRows(table, machine.verdicts(once, direction))


def _row(filters: Filters, graph: Graph, own: str, other: str, direction: Direction) -> Row:
    everywhere = (0, filters.columns.atoms)
    sure: list[Rule] = []
    unsure: list[Rule] = []
    for rule in rules(graph, own, direction):
        mask = sum_of_ports(filters, rule.ports)
        found = admitted(graph, own, rule.peers, other)
        slices = (everywhere,) if found.everything else tuple(map(filters.columns.slice_of, found.blocks))
        if slices:
            sure.append((True, mask, slices))
        if found.missing:
            unsure.append((True, mask, (everywhere,)))
    if own_node(graph, own, other, direction):
        unsure.append((True, filters.atoms.everything, (everywhere,)))
    return filters.policy_row(tuple(sure), tuple(unsure))


def sum_of_ports(filters: Filters, ports: tuple[Ports, ...]) -> int:
    """The mask of some ranges; of all ports where none is written."""
    return sum_of(map(filters.atoms.mask, ports or (EVERYTHING,)))
