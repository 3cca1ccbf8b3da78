"""Every resource by the size of its blast radius, the largest first."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.analyses.blast_radius import failure
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph


@dataclass(frozen=True, slots=True)
class Rank:
    """One resource and how many others it takes down, and weakens; or gives control of or lets read (then `degraded` is
    0)."""

    address: str
    kind: str
    down: int
    degraded: int = 0


@dataclass(frozen=True, slots=True)
class Ranking(Tabular):
    """The ranks, the largest first, then by address. `counted` says what the numbers are."""

    ranks: tuple[Rank, ...]
    counted: str

    def table(self) -> Table:
        """One row for each resource."""
        rows = tuple((rank.kind, rank.address, rank.down, rank.degraded) for rank in self.ranks)
        return Table(("kind", "address", "down", "degraded"), rows, self.counted)

    def __len__(self) -> int:
        return len(self.ranks)


def by_failure(graph: Graph) -> Ranking:
    """How many others the loss of each resource alone takes down, and degrades."""
    ranks = []
    for resource in graph.model:
        radius = failure(graph, (resource.address,))
        ranks.append(Rank(resource.address, resource.kind, len(radius.down), len(radius.degraded)))
    return Ranking(_sorted(ranks), "down or degraded by the loss of one alone")


def by_compromise(graph: Graph) -> Ranking:
    """How many others each resource gives control of, or lets an intruder read. Sessions are not counted."""
    from innovate_model.analyses.closure import control_closure

    counts = control_closure(graph).counts
    ranks = [Rank(resource.address, resource.kind, counts[resource.address]) for resource in graph.model]
    return Ranking(_sorted(ranks), "entered or read by whoever controls one, sessions not counted")


def _sorted(ranks: list[Rank]) -> tuple[Rank, ...]:
    return tuple(sorted(ranks, key=lambda rank: (-rank.down, -rank.degraded, rank.address)))
