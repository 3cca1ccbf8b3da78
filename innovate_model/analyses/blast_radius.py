"""Blast radius by failure: who stops working, or loses its redundancy, when something is lost. With the reason for
each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph

NEEDS = (
    Relation.PLACED_IN,
    Relation.ATTACHED_TO,
    Relation.DEPENDS_ON,
    Relation.CONNECTS_TO,
    Relation.FORWARDS_TO,
    Relation.ENCRYPTED_BY,
    Relation.RUNS_ON,
    Relation.RUNS_AS,
)
"""The source does not work without the target."""
USES = (Relation.ROUTES_TO, Relation.ASSOCIATED_WITH, Relation.LOGS_TO, Relation.COPIES_TO)
"""The source goes on without the target, but not as designed: a way out, a log or a copy is missing."""


class State(StrEnum):
    """What happens to a resource.

    By failure: `lost`, it is what was taken away; `down`, it stops; `degraded`, it goes on with less. By compromise:
    `entered`, the intruder acts as it; `exposed`, the intruder reads it or can connect to it.
    """

    LOST = "lost"
    DOWN = "down"
    DEGRADED = "degraded"
    ENTERED = "entered"
    EXPOSED = "exposed"


@dataclass(frozen=True, slots=True)
class Member:
    """One resource in a blast radius.

    `because` is the relation that put it there (None for what was lost itself), `distance` the number of relations
    from the loss, `reason` the same in words.
    """

    address: str
    kind: str
    state: State
    distance: int
    reason: str
    because: Edge | None = None


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """The members in the order of their distance, what was lost first."""

    members: tuple[Member, ...]

    def of(self, state: State) -> tuple[Member, ...]:
        """The members in one state."""
        return tuple(member for member in self.members if member.state is state)

    @property
    def down(self) -> tuple[Member, ...]:
        """What stops working, the lost ones not counted."""
        return self.of(State.DOWN)

    @property
    def degraded(self) -> tuple[Member, ...]:
        """What goes on with less."""
        return self.of(State.DEGRADED)

    def __len__(self) -> int:
        return len(self.members)


def failure(graph: Graph, lost: Iterable[str]) -> BlastRadius:
    """What the loss of some resources does to all others.

    A resource stops when its parent stops, when one thing that it needs alone stops, or when all of several that
    back one another up have stopped; while some of those are left it is degraded. Time and memory are linear in the
    edges of what stops. KeyError for an address that is not in the model.
    """
    spread = _Spread(graph)
    for address in lost:
        spread.stop(address, Member(address, graph.model[address].kind, State.LOST, 0, "lost"))
    spread.run()
    members = [*spread.stopped.values(), *spread.degraded()]
    return BlastRadius(tuple(sorted(members, key=lambda member: (member.distance, member.state == State.DEGRADED))))


class _Spread:
    """The state of one propagation: what has stopped, and who may be degraded by it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.stopped: dict[str, Member] = {}
        self.shaken: dict[str, Member] = {}
        self.queue: deque[str] = deque()

    def stop(self, address: str, member: Member) -> None:
        if address not in self.stopped:
            self.stopped[address] = member
            self.queue.append(address)

    def run(self) -> None:
        while self.queue:
            address = self.queue.popleft()
            distance = self.stopped[address].distance + 1
            for edge in self.graph.out(address, Relation.CONTAINS):
                self._hit(edge.target, State.DOWN, distance, f"is part of {address}", edge)
            for edge in self.graph.into(address, *NEEDS):
                self._need(edge, distance)
            for edge in self.graph.into(address, *USES):
                self._hit(edge.source, State.DEGRADED, distance, f"{_words(edge)} {address}{_detail(edge)}", edge)

    def degraded(self) -> list[Member]:
        return [member for address, member in self.shaken.items() if address not in self.stopped]

    def _need(self, edge: Edge, distance: int) -> None:
        """A relation to something that has stopped: fatal, unless others back it up."""
        words = f"{_words(edge)} {edge.target}{_detail(edge)}"
        if not edge.alternatives:
            self._hit(edge.source, State.DOWN, distance, words, edge)
            return
        group = [other.target for other in self.graph.out(edge.source) if other.alternatives == edge.alternatives]
        self._hit_group(edge.source, group, distance, words, edge)

    def _hit_group(self, source: str, group: list[str], distance: int, words: str, edge: Edge) -> None:
        left = [target for target in group if target not in self.stopped]
        if left:
            self._hit(source, State.DEGRADED, distance, f"{words}; {len(left)} of {len(group)} left", edge)
        elif len(group) == 1:
            self._hit(source, State.DOWN, distance, f"{words}, and on nothing else", edge)
        else:
            self._hit(source, State.DOWN, distance, f"{words}, the last of {len(group)}", edge)

    def _hit(self, address: str, state: State, distance: int, reason: str, edge: Edge) -> None:
        member = Member(address, self.graph.model[address].kind, state, distance, reason, edge)
        if state is State.DOWN:
            self.stop(address, member)
        else:
            self.shaken[address] = member


def _words(edge: Edge) -> str:
    return str(edge.relation).replace("_", " ")


def _detail(edge: Edge) -> str:
    return f" ({edge.detail})" if edge.detail else ""
