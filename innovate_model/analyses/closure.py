"""Everything that is reached from every node of a large graph at once, by condensation and bit sets.

Nodes that reach one another reach the same: they are one component (Tarjan's algorithm,
https://doi.org/10.1137/0201010). Components come out with what they reach before them, so that one pass over them
makes each one's set: its own nodes and the sets of its successors, as the bits of an integer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from innovate_model.analyses.intruding import CONTENT, control_steps
from innovate_model.graph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_BITS = 1 << 30
"""Bit sets of one pass take 128 MiB at most: a graph of many components is worked off in several passes."""
_LEAST = 4096
"""Bits of a pass at least, however many components there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Condensation:
    """A graph of `n` nodes, 0 to n - 1, and its components, numbered so that each reaches only smaller ones.

    `component` holds each node's, `members` the nodes by component, those of component c from `first[c]` up to
    `first[c + 1]`; `after[c]` are the components that its edges lead to.
    """

    component: Integers
    members: Integers
    first: Integers
    after: tuple[tuple[int, ...], ...]

    def counts(self) -> Integers:
        """For each node how many other nodes it reaches.

        Time grows with edges between components times nodes / 64, memory is bounded.
        """
        components = len(self.after)
        nodes = len(self.component)
        totals = np.zeros(components, np.int64)
        width = max(_LEAST, _BITS // max(1, components))
        for low in range(0, nodes, width):
            self._count(low, min(nodes, low + width), totals)
        result: Integers = totals[self.component] - 1
        return result

    def _count(self, low: int, high: int, totals: Integers) -> None:
        """Adds to each component's total what it reaches of `members[low:high]`."""
        start = int(np.searchsorted(self.first, low, side="right")) - 1  # whatever comes before reaches none of them
        bounds = np.clip(self.first, low, high) - low
        rows: list[int] = []
        for number, (begin, end) in enumerate(
            zip(bounds[start:-1].tolist(), bounds[start + 1 :].tolist(), strict=True)
        ):
            row = ((1 << (end - begin)) - 1) << begin
            for successor in self.after[start + number]:
                if successor >= start:
                    row |= rows[successor - start]
            rows.append(row)
        totals[start:] += np.fromiter((row.bit_count() for row in rows), np.int64, len(rows))

    def reached(self, node: int) -> Integers:
        """The other nodes that one reaches, in ascending order."""
        own = int(self.component[node])
        seen, ahead = {own}, [own]
        while ahead:
            for successor in self.after[ahead.pop()]:
                if successor not in seen:
                    seen.add(successor)
                    ahead.append(successor)
        found = np.concatenate([self.members[self.first[c] : self.first[c + 1]] for c in seen])
        result: Integers = np.sort(found[found != node])
        return result


def condense(nodes: int, sources: Any, targets: Any) -> Condensation:
    """The components of the graph whose edge i leads from `sources[i]` to `targets[i]` (arrays of integers)."""
    sources, targets = np.asarray(sources, np.int64), np.asarray(targets, np.int64)
    order = np.argsort(sources, kind="stable")
    first_edge = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(sources, minlength=nodes), out=first_edge[1:])
    component = np.array(_components(first_edge.tolist(), targets[order].tolist()), np.int64)
    count = int(component.max(initial=-1)) + 1
    first = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(component, minlength=count), out=first[1:])
    between = np.unique(component[sources] * count + component[targets])
    after: list[list[int]] = [[] for _ in range(count)]
    for one, other in zip((between // max(1, count)).tolist(), (between % max(1, count)).tolist(), strict=True):
        if one != other:
            after[one].append(other)
    return Condensation(component, np.argsort(component, kind="stable"), first, tuple(map(tuple, after)))


def _components(first_edge: list[int], targets: list[int]) -> list[int]:
    """The component of each node; Tarjan's algorithm without recursion, `targets` being the heads of the edges of node
    v from `first_edge[v]` up to `first_edge[v + 1]`."""
    nodes = len(first_edge) - 1
    index, low, component = [0] * nodes, [0] * nodes, [-1] * nodes
    following, ends = first_edge[:nodes], first_edge[1:]
    stack: list[int] = []
    found = finished = 0
    for root in range(nodes):
        path = [] if index[root] else [root]
        while path:
            node = path[-1]
            if not index[node]:
                found += 1
                index[node] = low[node] = found
                stack.append(node)
            edge = following[node]
            if edge < ends[node]:
                following[node] = edge + 1
                target = targets[edge]
                if not index[target]:
                    path.append(target)
                elif component[target] < 0 and index[target] < low[node]:
                    low[node] = index[target]
                continue
            path.pop()
            if path and low[node] < low[path[-1]]:
                low[path[-1]] = low[node]
            if low[node] == index[node]:
                while component[node] < 0:
                    component[stack.pop()] = finished
                finished += 1
    return component


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """What each resource leads to: `counts` by address, `reached` on demand."""

    addresses: tuple[str, ...]
    counts: dict[str, int]
    condensation: Condensation

    def reached(self, address: str) -> tuple[str, ...]:
        """The addresses that one leads to, itself left out. ValueError for an unknown one."""
        found = self.condensation.reached(self.addresses.index(address))
        return tuple(self.addresses[number] for number in found.tolist())


def control_closure(graph: Graph) -> Closure:
    """What control of each resource gives control of, or lets an intruder read: `compromise` of every resource at once,
    without sessions. What holds content leads nowhere."""
    return closure(
        graph,
        (
            (step.source, step.target)
            for resource in graph.model
            if resource.kind not in CONTENT
            for step in control_steps(graph, resource.address)
        ),
    )


def closure(graph: Graph, steps: Iterable[tuple[str, str]]) -> Closure:
    """What each resource leads to by some steps, pairs of addresses."""
    addresses = tuple(graph.model.resources)
    numbers = {address: number for number, address in enumerate(addresses)}
    pairs = [(numbers[source], numbers[target]) for source, target in steps]
    condensation = condense(len(addresses), [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    counts = dict(zip(addresses, condensation.counts().tolist(), strict=True))
    return Closure(addresses, counts, condensation)
