"""What no limit speaks of although requests may well come to it: parts of the applications that people use, and the
regions of which the demand does not say how many users they get."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.entering import BACKGROUND, nearest, people_use
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.s3_bucket import S3Bucket

_Silent = tuple[str, str, str, str]
"""Address, kind, what is limited, and the fact that is missing."""


def unasked(plant: Plant, spoken_of: Collection[str]) -> Iterator[_Silent]:
    """What is not known beside what the limits themselves say; `spoken_of`: the addresses that they speak of."""
    elsewhere = [*_nowhere(plant), *_elsewhere(plant)]
    yield from elsewhere
    yield from _parts(plant.graph, {*spoken_of, *(address for address, *_ in elsewhere)})


def _nowhere(plant: Plant) -> Iterator[_Silent]:
    """The regions that the demand names and in which nothing takes users in."""
    ways_in = {region for shared in nearest(plant.graph).values() for region in shared.values()}
    for region, _ in plant.load.regions:
        if region not in ways_in:
            missing = f"the demand sends users to {region} (`regions`), where none of several ways in stands"
            yield f"regions.{region}", "region", "users", missing


def _elsewhere(plant: Plant) -> Iterator[_Silent]:
    """The limits of regions whose users are not stated: those that there would be, were all users there."""
    unstated = list(_unstated(plant))
    told = {(resource.address, what) for resource, what, _ in answers(plant)} if unstated else set()
    for region, here in unstated:
        there = Plant(plant.graph, replace(plant.load, regions=((region, 1.0),)), plant.moment)
        missing = f"the demand does not say how many users {region} gets (`regions`): all are counted in {here}"
        for resource, what, limit in answers(there):
            if (resource.address, what) not in told:
                told.add((resource.address, what))
                yield resource.address, resource.kind, what, limit if isinstance(limit, str) else missing


def _unstated(plant: Plant) -> Iterator[tuple[str, str]]:
    """(a region whose users are not stated, those that get its users meanwhile)."""
    stated = {region for region, _ in plant.load.regions}
    regions: dict[str, dict[str, None]] = {}
    for address, shared in nearest(plant.graph).items():
        if plant.is_reached(address):
            here = plant.graph.model.region_of(plant.graph.model[address])
            for region in shared.values():
                regions.setdefault(region, {})[here] = None
    for region, others in regions.items():
        if region not in stated and region not in others:
            yield region, " and ".join(others)


def _parts(graph: Graph, spoken_of: Collection[str]) -> Iterator[_Silent]:
    for address in dict.fromkeys(_parts_of(graph)):
        resource = graph.model.resources.get(address)
        if resource is not None and not isinstance(resource, Application) and address not in spoken_of:
            yield address, resource.kind, "work", _WHY.get(resource.kind, _NO_WORK)


def _parts_of(graph: Graph) -> Iterator[str]:
    """All parts of the applications that people use, of the applications that are parts of these, and of those that
    work in the background beside them."""
    used = people_use(graph)
    accounts = {item.within("accounts") for item in used}
    beside = (item for item in graph.model.of(Application) if item.type_ == BACKGROUND)
    waiting = [*used, *(item for item in beside if item.within("accounts") in accounts)]
    seen = {item.address for item in waiting}
    while waiting:
        for part in waiting.pop(0).parts.values():
            yield part
            inner = graph.model.get(part, Application)
            if inner is not None and part not in seen:
                seen.add(part)
                waiting.append(inner)


_NO_WORK = "no request is written to come to it, and the demand does not say what other work it gets"
_NO_CLIENT = "nothing that gets requests is written to connect to it, and the demand does not say what else does"
_WHY = {
    AuroraCluster.kind: _NO_CLIENT,
    ElasticacheReplicationGroup.kind: _NO_CLIENT,
    S3Bucket.kind: "the demand does not say who reads and writes it",
}
