"""Where people come in: the applications that they use, and the load balancers among which the nearest is picked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.base import Resource
from innovate_model.resources.lb import Lb
from innovate_model.resources.route53_zone import Route53Zone

BACKGROUND = "background_jobs"


@lru_cache(maxsize=4)
def people_use(graph: Graph) -> tuple[Application, ...]:
    """The applications that say how many people use them (`users_per_day`), or every one where none says so."""
    applications = tuple(graph.model.of(Application))
    return tuple(item for item in applications if item.users_per_day is not None) or applications


def entry_of(graph: Graph, application: Application) -> Resource | None:
    """Where its users come in."""
    return graph.model.resources.get(application.entry) if application.entry else None


@lru_cache(maxsize=4)
def nearest(graph: Graph) -> Mapping[str, Mapping[str, str]]:
    """A load balancer -> it and those that share a name with it, of which Route 53 picks the one that answers fastest
    -> the region of each.

    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html
    """
    found: dict[str, dict[str, str]] = {}
    for zone in graph.model.of(Route53Zone):
        for record in zone.records.values():
            balancers = (graph.model.get(each, Lb) for each in record.latency.values())
            regions = {each.address: graph.model.region_of(each) for each in balancers if each is not None}
            for address in regions:
                found.setdefault(address, {}).update(regions)
    return found


def why_nobody_comes(graph: Graph) -> str:
    """Why no demand reaches anything; "" where one does."""
    used = people_use(graph)
    if any(entry_of(graph, item) is not None for item in used):
        return ""
    if not used:
        return "the model has no application"
    names = ", ".join(f"`{item.address}`" for item in used)
    return f"no application that people use says where they come in (`entry`): {names}"
