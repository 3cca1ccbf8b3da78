"""Model -> Graph: the resources and, from each resource's own `edges()`, the relations between them, readable from
both ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from innovate_model.edge import Edge, Relation
from innovate_model.memory import Memory
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.source import collector_paused

if TYPE_CHECKING:
    import networkx

_NONE: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Graph:
    """`outgoing` and `incoming` hold the edges by address, in the order in which the resources state them.

    An edge whose target is not in the model (it was faulty) is left out: the fault is a finding already.
    """

    model: Model
    outgoing: Mapping[str, tuple[Edge, ...]]
    incoming: Mapping[str, tuple[Edge, ...]]

    def __repr__(self) -> str:
        return f"<Graph: {len(self.model)} resources, {sum(map(len, self.outgoing.values()))} relations>"

    def edges(self, *relations: Relation) -> Iterator[Edge]:
        """Every edge, or those of some relations."""
        for edges in self.outgoing.values():
            for edge in edges:
                if not relations or edge.relation in relations:
                    yield edge

    def out(self, address: str, *relations: Relation) -> Iterator[Edge]:
        """Edges that start at an address."""
        return _chosen(self.outgoing.get(address, _NONE), relations)

    def into(self, address: str, *relations: Relation) -> Iterator[Edge]:
        """Edges that end at an address."""
        return _chosen(self.incoming.get(address, _NONE), relations)

    def targets(self, address: str, *relations: Relation) -> tuple[str, ...]:
        """What an address points at, each once."""
        return tuple(dict.fromkeys(edge.target for edge in self.out(address, *relations)))

    def sources(self, address: str, *relations: Relation) -> tuple[str, ...]:
        """What points at an address, each once."""
        return tuple(dict.fromkeys(edge.source for edge in self.into(address, *relations)))

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """The same as a networkx graph: nodes carry `kind` and `resource`, edges `relation`, `path` and `detail`."""
        import networkx

        graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
        for resource in self.model:
            graph.add_node(resource.address, kind=resource.kind, resource=resource)
        for edge in self.edges():
            graph.add_edge(edge.source, edge.target, relation=str(edge.relation), path=edge.path, detail=edge.detail)
        return graph


def build(model: Model, memory: Memory | None = None) -> Graph:
    """The graph of a model. A `memory` keeps the edges of each resource, for what-ifs that share it."""
    known = model.resources
    edges_of = memory or Memory()
    outgoing: dict[str, list[Edge]] = {}
    incoming: dict[str, list[Edge]] = {}
    with collector_paused():
        for resource in known.values():
            for edge in _edges(resource, edges_of):
                if edge.source in known and edge.target in known:
                    outgoing.setdefault(edge.source, []).append(edge)
                    incoming.setdefault(edge.target, []).append(edge)
        return Graph(model, _frozen(outgoing), _frozen(incoming))


def _edges(resource: Resource, memory: Memory) -> tuple[Edge, ...]:
    key = ("edges", id(resource))
    kept = memory.recall(key) or memory.keep(key, (resource, tuple(resource.edges())))
    edges: tuple[Edge, ...] = kept[1]
    return edges


def _chosen(edges: Iterable[Edge], relations: tuple[Relation, ...]) -> Iterator[Edge]:
    return iter(edges) if not relations else (edge for edge in edges if edge.relation in relations)


def _frozen(edges: dict[str, list[Edge]]) -> dict[str, tuple[Edge, ...]]:
    return {address: tuple(group) for address, group in edges.items()}
