"""The needs that nobody writes down and that follow from the model all the same, from both ends."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.analyses.internet_needs import internet_needs
from innovate_model.analyses.name_needs import name_needs
from innovate_model.edge import Edge
from innovate_model.graph import Graph


@lru_cache(maxsize=2)
def unwritten_to(graph: Graph) -> Mapping[str, tuple[Edge, ...]]:
    """What is needed -> the relations of those who need it. Kept for the last graphs asked about."""
    found: dict[str, list[Edge]] = {}
    for edge in (*internet_needs(graph), *name_needs(graph)):
        found.setdefault(edge.target, []).append(edge)
    return {address: tuple(edges) for address, edges in found.items()}


@lru_cache(maxsize=2)
def unwritten_of(graph: Graph) -> Mapping[str, tuple[Edge, ...]]:
    """The same relations by those who need something."""
    found: dict[str, list[Edge]] = {}
    for edges in unwritten_to(graph).values():
        for edge in edges:
            found.setdefault(edge.source, []).append(edge)
    return {address: tuple(edges) for address, edges in found.items()}
