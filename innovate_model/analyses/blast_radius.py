"""Blast radius by failure: who stops working, or loses its redundancy, when something is lost. With the reason for
each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from innovate_model.analyses.falling import Effect, fallen
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.analyses.weakening import weakened
from innovate_model.edge import Edge
from innovate_model.graph import Graph


class State(StrEnum):
    """What happens to a resource.

    By failure: `lost`, it is what was taken away; `down`, it stops; `degraded`, it goes on with less. By compromise:
    `entered`, the intruder acts as it; `exposed`, the intruder reads it, may change it or can connect to it.
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
    from the loss, `reason` the same in words. `after` names the members that it follows from: what fell before it, or
    from where the intruder came (`chain`). `cost` is that of the intruder's cheapest way to it (`compromise`).
    """

    address: str
    kind: str
    state: State
    distance: int
    reason: str
    because: Edge | None = None
    after: tuple[str, ...] = ()
    cost: int = 0


@dataclass(frozen=True, slots=True)
class BlastRadius(Tabular):
    """The members in the order of their distance, what was lost first. What is not among them is untouched.

    `not_known`: what may add to it, or take from it, and is not followed or not in the model, in clauses ("what the
    managed policy X allows"); empty where all is followed that this analysis looks at. `not_followed`: what it never
    looks at, of these members, in clauses ("what a session with X gives").
    """

    members: tuple[Member, ...]
    not_known: tuple[str, ...] = ()
    not_followed: tuple[str, ...] = ()

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

    def table(self) -> Table:
        """One row for each member, its distance in relations; the sentence counts the states and adds, in lines of
        their own, what is not known and what is not followed. A DataFrame has the rows alone."""
        counts = ((state, len(self.of(state))) for state in State)
        return Table(
            ("state", "kind", "address", "distance (relations)", "reason"),
            tuple((str(m.state), m.kind, m.address, m.distance, m.reason) for m in self.members),
            "\n".join(
                (
                    ", ".join(f"{count} {state}" for state, count in counts if count),
                    *(f"not known: {sentence}" for sentence in self.not_known),
                    *(f"not followed: {sentence}" for sentence in self.not_followed),
                )
            ),
        )

    def __len__(self) -> int:
        return len(self.members)


def failure(graph: Graph, lost: Iterable[str]) -> BlastRadius:
    """What the loss of some resources does to all others.

    A resource stops when its parent stops, when one thing that it needs alone stops, or when too few are left of
    several that back one another up (`falling`); what stands with less than before is degraded (`weakening`). The
    answer depends neither on the order of what is lost nor on that of the model. KeyError for an address that is not
    in the model.

    Only what the model says is known, and what AWS makes so: that an internet-facing load balancer needs the internet
    gateway, not that pods ask their cluster's DNS. Dependencies that nobody wrote are not known.
    """
    down = fallen(graph, lost)
    members = [
        _member(graph, address, State.DOWN if fall.distance else State.LOST, fall) for address, fall in down.items()
    ]
    members += [_member(graph, address, State.DEGRADED, loss) for address, loss in weakened(graph, down).items()]
    return BlastRadius(tuple(sorted(members, key=_by_distance)))


def _by_distance(member: Member) -> tuple[int, bool, str]:
    return member.distance, member.state is State.DEGRADED, member.address


def _member(graph: Graph, address: str, state: State, effect: Effect) -> Member:
    distance, reason, because, after = effect
    return Member(address, graph.model[address].kind, state, distance, reason, because, after)
