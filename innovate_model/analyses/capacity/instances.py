"""Instances behind load balancers: the work that they get, and which of them share it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.instance import Instance


def busy_cores(instance: Instance, plant: Plant) -> Numbers:
    """Processors that its requests keep busy now."""
    return plant.rate(instance.address) * plant.load.of("cpu_seconds_per_request")


def pool_of(instance: Instance, graph: Graph) -> tuple[Instance, ...]:
    """The instances that get requests from the same target groups: each takes what the others do not."""
    return _pools(graph)[instance.address]


@lru_cache(maxsize=4)
def _pools(graph: Graph) -> Mapping[str, tuple[Instance, ...]]:
    by_sources: dict[tuple[str, ...], list[Instance]] = {}
    for instance in graph.model.of(Instance):
        by_sources.setdefault(tuple(graph.sources(instance.address, Relation.FORWARDS_TO)), []).append(instance)
    return {each.address: tuple(pool) for pool in by_sources.values() for each in pool}
