"""What one service stands on, as a small AND/OR structure: quick to ask a thousand times what a loss does to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.falling import conditions, outlasts
from innovate_model.graph import Graph


class Need(NamedTuple):
    """`node` stops when fewer than `at_least` of `targets` stand; numbers of nodes."""

    node: int
    targets: tuple[int, ...]
    at_least: int


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """Everything that a service needs, directly or not. Node 0 is the service itself.

    `needs` are the conditions of all of them, `of_target[n]` the ones that speak of node n.
    """

    addresses: tuple[str, ...]
    needs: tuple[Need, ...]
    of_target: tuple[tuple[int, ...], ...]

    def is_down(self, lost: Iterable[int]) -> bool:
        """Does the service stop when some nodes are lost? The same as `fallen` says."""
        ahead = list(dict.fromkeys(lost))
        gone = set(ahead)
        count: dict[int, int] = {}
        while ahead:
            for number in self.of_target[ahead.pop()]:
                need = self.needs[number]
                count[number] = count.get(number, 0) + 1
                if need.node not in gone and len(need.targets) - count[number] < need.at_least:
                    if need.node == 0:
                        return True
                    gone.add(need.node)
                    ahead.append(need.node)
        return 0 in gone


@lru_cache(maxsize=4)
def structure(graph: Graph, service: str, is_spell: bool = False) -> Structure:
    """The structure of a service. KeyError for an address that is not in the model. `is_spell`: that of spells in which
    something does not answer, rather than is gone, without the needs that are outlasted."""
    numbers = {graph.model[service].address: 0}
    needs: list[Need] = []
    for address in (ahead := [service]):  # grows while it is gone through
        for condition in conditions(graph, address):
            if is_spell and all(outlasts(graph, edge) for edge in condition.edges):
                continue
            for target in condition.targets:
                if target not in numbers:
                    numbers[target] = len(numbers)
                    ahead.append(target)
            needs.append(Need(numbers[address], tuple(numbers[t] for t in condition.targets), condition.at_least))
    of_target: list[list[int]] = [[] for _ in numbers]
    for number, need in enumerate(needs):
        for node in need.targets:
            of_target[node].append(number)
    return Structure(tuple(numbers), tuple(needs), tuple(map(tuple, of_target)))
