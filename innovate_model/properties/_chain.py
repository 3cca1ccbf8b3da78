"""The reasons that lead from the beginning of a blast radius to one of its members, as a witness tells them."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses import chain
from innovate_model.analyses.blast_radius import BlastRadius, Member
from innovate_model.graph import Graph
from innovate_model.span import Path, at


def told_chain(graph: Graph, radius: BlastRadius, member: Member) -> Iterator[tuple[str, Path]]:
    """Each step in a sentence, with the place of what makes it so, from the beginning on."""
    for link in chain.chain(graph, radius, member.address).links:
        yield f"{link.member.address} {link.member.reason}", _place(link.member)


def relations_to(graph: Graph, radius: BlastRadius, member: Member) -> list[Path]:
    """The places of the relations that lead to a member."""
    links = chain.chain(graph, radius, member.address).links
    return [_place(link.member) for link in links if link.member.because is not None]


def _place(member: Member) -> Path:
    """Where the relation that put a member there is written; the member itself where none did."""
    because = member.because
    return at(because.source, *because.path) if because is not None and because.path else at(member.address)
