"""The reasons that lead from the beginning of a blast radius to one of its members."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.blast_radius import BlastRadius, Member
from innovate_model.graph import Graph
from innovate_model.span import Path, at


def chain(graph: Graph, radius: BlastRadius, member: Member) -> Iterator[tuple[str, Path]]:
    """Each step in a sentence, with the place of what makes it so, from the beginning on."""
    yield from ((f"{one.address} {one.reason}", place_of(one)) for one in members_to(radius, member))


def members_to(radius: BlastRadius, member: Member) -> list[Member]:
    """The members that lead to one, from the beginning on, itself last."""
    by_address = {one.address: one for one in radius.members}
    way = [member]
    while (because := way[-1].because) is not None:
        ends = (by_address.get(because.source), by_address.get(because.target))
        nearer = [end for end in ends if end is not None and end.distance < way[-1].distance]
        if not nearer:
            break
        way.append(min(nearer, key=lambda one: one.distance))
    return way[::-1]


def place_of(member: Member) -> Path:
    """Where the relation that put a member there is written; the member itself where none did."""
    because = member.because
    return at(because.source, *because.path) if because is not None and because.path else at(member.address)
