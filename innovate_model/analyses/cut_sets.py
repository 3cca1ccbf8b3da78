"""Minimal cut sets: the smallest losses that take a service down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from innovate_model.analyses.losses import Loss, loss, regions
from innovate_model.analyses.structure import Need, Structure, structure
from innovate_model.graph import Graph

Family = tuple[int, ...]
"""Minimal cut sets, each the bits of its losses; none contains another."""


@dataclass(frozen=True, slots=True)
class CutSet:
    """Losses, by name, that take the service down together, while no part of them does."""

    losses: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.losses)


def cut_sets(graph: Graph, service: str, losses: Iterable[Loss] | None = None, most: int = 2) -> tuple[CutSet, ...]:
    """All minimal cut sets of up to `most` losses, smallest first, then in the order of the names.

    `losses`: what may be lost (`candidates` where none are given); what is not among them never fails. Exact: the
    families of all nodes are the least solution of their conditions (a node is cut by its own losses, by what cuts one
    thing that it needs alone, by what cuts all of several), so that circles of needs do no harm. KeyError for a
    service that is not in the model.
    """
    shape = structure(graph, service)
    chosen = tuple(candidates(graph, service) if losses is None else losses)
    own = _own_losses(shape, chosen)
    family = _families(shape, own, most)[0]
    found = (tuple(sorted(chosen[bit].name for bit in _bits(cut))) for cut in family)
    return tuple(CutSet(names) for names in sorted(found, key=lambda names: (len(names), names)))


def candidates(graph: Graph, service: str) -> Iterator[Loss]:
    """What is worth asking of a service: each resource that it needs and itself (so every zone and account among them),
    and each region."""
    for address in sorted(structure(graph, service).addresses):
        yield Loss(address, (address,))
    for region in regions(graph.model):
        yield loss(graph, f"region {region}")


def _own_losses(shape: Structure, losses: Sequence[Loss]) -> list[Family]:
    numbers = {address: number for number, address in enumerate(shape.addresses)}
    own: list[list[int]] = [[] for _ in shape.addresses]
    for bit, each in enumerate(losses):
        for address in each.addresses:
            if address in numbers:
                own[numbers[address]].append(1 << bit)
    return [tuple(dict.fromkeys(family)) for family in own]


def _families(shape: Structure, own: list[Family], most: int) -> list[Family]:
    """The minimal cut sets of every node: those of what it needs are worked in until nothing changes."""
    families = [_minimal(family, most) for family in own]
    by_node: list[list[Need]] = [[] for _ in shape.addresses]
    for need in shape.needs:
        by_node[need.node].append(need)
    waiting = list(range(len(families)))  # the service first: it is taken last
    queued = set(waiting)
    while waiting:
        node = waiting.pop()
        queued.discard(node)
        parts = [families[node], *(_cut(families, need, most) for need in by_node[node])]
        family = _minimal((cut for part in parts for cut in part), most)
        if family != families[node]:
            families[node] = family
            fresh = {shape.needs[number].node for number in shape.of_target[node]} - queued
            waiting.extend(sorted(fresh, reverse=True))
            queued |= fresh
    return families


def _cut(families: list[Family], need: Need, most: int) -> Family:
    """What leaves fewer than `at_least` of the targets: one cut set of each of so many of them, whichever."""
    too_many = len(need.targets) - need.at_least + 1
    if too_many == 1:
        return tuple(cut for target in need.targets for cut in families[target])
    found: list[int] = []
    for some in combinations(need.targets, too_many):
        joined: Family = (0,)
        for target in sorted(some, key=lambda target: len(families[target])):
            joined = _minimal((one | other for one in joined for other in families[target]), most)
        found.extend(joined)
    return _minimal(found, most)


def _minimal(cuts: Iterable[int], most: int) -> Family:
    """Those that contain no other and are not too large, in a fixed order."""
    kept: list[int] = []
    for cut in sorted(set(cuts), key=lambda cut: (cut.bit_count(), cut)):
        if cut.bit_count() > most:
            break
        if not any(one & cut == one for one in kept):
            kept.append(cut)
    return tuple(kept)


def _bits(cut: int) -> Iterator[int]:
    while cut:
        low = cut & -cut
        yield low.bit_length() - 1
        cut ^= low
