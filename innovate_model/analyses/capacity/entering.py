"""Where people come in: the applications that they use, and the load balancers among which the nearest is picked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.application import Application
from innovate_model.resources.base import Resource
from innovate_model.resources.lb import Lb
from innovate_model.resources.route53_zone import Route53Zone

BACKGROUND = "background_jobs"


@lru_cache(maxsize=16)
def people_use(graph: Graph, environment: str = "", others: tuple[str, ...] = ()) -> tuple[Application, ...]:
    """The applications that say how many people use them (`users_per_day`), or every one where none says so, but for
    those of the `others`: environments with users of their own. The users of an `environment` use its applications, but
    for those that people of the whole world use."""
    applications = tuple(graph.model.of(Application))
    counted = tuple(item for item in applications if item.users_per_day is not None)
    if environment:
        return tuple(item for item in applications if item not in counted and _place(graph, item) == environment)
    return counted or tuple(item for item in applications if _place(graph, item) not in others)


def _place(graph: Graph, application: Application) -> str:
    """The environment of an application; "" for none."""
    account = graph.model.get(application.within("accounts"), Account)
    return account.environment or "" if account is not None else ""


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
