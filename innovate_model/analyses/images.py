"""What container images are built for."""

from __future__ import annotations

from innovate_model.analyses.instance_types import Architecture, architecture
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.ecr_repository import EcrRepository
from innovate_model.resources.eks_node_group import EksNodeGroup


def architectures_of(graph: Graph, repository: EcrRepository) -> tuple[str, ...]:
    """The processors that its images are built for: its own word, else that of a repository that replicates to it; ()
    where nobody says."""
    if repository.architectures:
        return tuple(repository.architectures)
    for source in graph.sources(repository.address, Relation.COPIES_TO):
        origin = graph.model.get(source, EcrRepository)
        if origin is not None and origin.architectures:
            return tuple(origin.architectures)
    return ()


def architectures_on(group: EksNodeGroup) -> tuple[Architecture, ...]:
    """The processors that its nodes may have, each once; unknown types are left out."""
    found = (architecture(name) for name in group.instance_types)
    return tuple(dict.fromkeys(each for each in found if each is not None))
