"""Who connects to a store: the pods that say so, and the instances that are parts of an application beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import wanted
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.base import Resource
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance

Client = Deployment | Instance


@lru_cache(maxsize=512)
def clients_of(store: str, graph: Graph) -> tuple[Client, ...]:
    """The programs that connect to a store. An instance does not say what it connects to: the application of which both
    are parts does."""
    found = [graph.model.get(each, Deployment) for each in graph.sources(store, Relation.CONNECTS_TO)]
    beside = (graph.model.get(each, Instance) for each in _parts_beside(graph).get(store, ()))
    return tuple(each for each in (*found, *beside) if each is not None)


@lru_cache(maxsize=4)
def _parts_beside(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """A part of some application -> all parts of its applications, each once."""
    found: dict[str, dict[str, None]] = {}
    for application in graph.model.of(Application):
        for part in application.parts.values():
            found.setdefault(part, {}).update(dict.fromkeys(application.parts.values()))
    return {part: tuple(beside) for part, beside in found.items()}


def has_cache(client: Client, graph: Graph) -> bool:
    """Whether a program connects to a cache."""
    return client.address in _of_caches(graph)


@lru_cache(maxsize=4)
def _of_caches(graph: Graph) -> frozenset[str]:
    caches = graph.model.of(ElasticacheReplicationGroup)
    return frozenset(client.address for cache in caches for client in clients_of(cache.address, graph))


def is_used(store: Resource, plant: Plant) -> bool:
    """Whether requests lead to a store. NotKnown where instances that get requests stand in its VPC, and nothing says
    who connects to it."""
    clients = clients_of(store.address, plant.graph)
    if not clients and any(each.parent == store.parent for each in reached_instances(plant)):
        raise NotKnown("nothing says who connects to it: make it and its instances `parts` of one application")
    return any(plant.shares(client.address).api for client in clients)


def reached_instances(plant: Plant) -> Iterator[Instance]:
    """The instances that get requests."""
    found = (plant.graph.model.get(address, Instance) for address in plant.streams)
    yield from (each for each in found if each is not None)


def api_rate(store: str, plant: Plant) -> Numbers:
    """API requests a second now of all programs that connect to a store."""
    return sum(plant.api_rate(client.address) for client in clients_of(store, plant.graph))


def unanswered(program: Client, plant: Plant) -> Numbers:
    """Of a program's requests to the database, those that no cache answers."""
    if not has_cache(program, plant.graph):
        return 1.0
    return 1 - plant.load.of("database_read_share") * plant.load.of("cache_hit")


def requests_to(cluster: str, plant: Plant) -> Numbers:
    """API requests a second that come to a cluster now, less those that a cache answers."""
    rate: Numbers = 0.0
    for client in clients_of(cluster, plant.graph):
        if plant.shares(client.address).api:
            rate = rate + plant.api_rate(client.address) * unanswered(client, plant)
    return rate


def connections_to(store: str, estimate: str, plant: Plant) -> tuple[Numbers, str]:
    """Connections that all programs keep open to a store, where `estimate` is what the demand states for each pod or
    instance (`..._per_pod`, `..._per_instance`); and whose they are."""
    used: Numbers = 0.0
    whose: dict[str, None] = {}
    for client in clients_of(store, plant.graph):
        name = "pod" if isinstance(client, Deployment) else "instance"
        number = wanted(client, plant) if isinstance(client, Deployment) else 1.0
        used = used + number * plant.load.of(f"{estimate}_per_{name}")
        whose[f"every {name}"] = None
    return used, " and ".join(whose)
