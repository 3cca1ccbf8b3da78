"""How a member got into a blast radius: from the loss, or from the door, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.analyses.blast_radius import BlastRadius, Member
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph
from innovate_model.span import Span, at


@dataclass(frozen=True, slots=True)
class Link:
    """One member on the way: what happened to it and why. `span` is the place of what says so (`place`)."""

    member: Member
    span: Span | None

    @property
    def says(self) -> str:
        """`address: state, reason`."""
        return f"{self.member.address}: {self.member.state}, {self.member.reason}"


@dataclass(frozen=True, slots=True)
class Chain(Tabular):
    """The links in the order in which they follow from one another, the member asked for last. What needed several
    losses has all of them before it."""

    links: tuple[Link, ...]

    @property
    def cost(self) -> int:
        """What the way costs an intruder; 0 for a failure."""
        return self.links[-1].member.cost if self.links else 0

    def table(self) -> Table:
        """One row for each link."""
        rows = tuple(
            (number, str(link.member.state), link.member.address, link.member.reason, str(link.span or ""))
            for number, link in enumerate(self.links, 1)
        )
        return Table(("step", "state", "address", "reason", "place"), rows)

    def __len__(self) -> int:
        return len(self.links)


def chain(graph: Graph, radius: BlastRadius, address: str) -> Chain:
    """Why `address` is in a blast radius; no links where nothing happens to it."""
    members = {member.address: member for member in radius.members}
    ordered: dict[str, Member] = {}
    ahead = [(address, False)] if address in members else []
    while ahead:  # depth first: a member comes after all that it follows from
        name, is_explained = ahead.pop()
        if name in ordered:
            continue
        if is_explained:
            ordered[name] = members[name]
            continue
        ahead.append((name, True))
        ahead.extend((before, False) for before in reversed(members[name].after))
    return Chain(tuple(Link(member, place(graph, member)) for member in ordered.values()))


def place(graph: Graph, member: Member) -> Span | None:
    """Where the reason of a member stands: the attribute that makes the relation; the member itself for what is lost,
    entered or only a part; None for a session, which no single line permits."""
    edge = member.because
    if edge is None:
        return None if member.after else graph.model.span_of_address(member.address)
    return graph.model.span_of(at(edge.source if edge.path else member.address, *edge.path))
