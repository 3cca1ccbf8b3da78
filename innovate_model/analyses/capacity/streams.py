"""Where requests go: from the applications that people use, through what hands requests on, to the programs and stores
that do the work. What reaches a resource is a share of all requests; where one thing hands on to several, each gets an
even part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.application import Application
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.target_group import TargetGroup

BACKGROUND = "background_jobs"


@dataclass(frozen=True, slots=True)
class Shares:
    """What reaches a resource, of all that users ask for: API requests, static files, static files that the edge did
    not have, background jobs."""

    api: float = 0.0
    static: float = 0.0
    missed: float = 0.0
    jobs: float = 0.0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.api + other.api, self.static + other.static, self.missed + other.missed, self.jobs + other.jobs
        )

    def times(self, part: float) -> Shares:
        """A part of it."""
        return Shares(self.api * part, self.static * part, self.missed * part, self.jobs * part)


NOTHING = Shares()


@lru_cache(maxsize=16)
def streams(graph: Graph, environment: str = "", others: tuple[str, ...] = ()) -> Mapping[str, Shares]:
    """Address -> what reaches it, for everything that the users of some application lead to.

    People use the applications that say how many they are (`users_per_day`), or every one where none says so, but for
    those of the `others`: environments with users of their own. Those of an `environment` use all others in its
    accounts. API requests go through the edge where a distribution among the entries has a load balancer as an origin.
    """
    flow = _Flow(graph)
    used = list(_used(graph, others) if not environment else _tried(graph, environment))
    entries = dict.fromkeys(entry for item in used if (entry := _entry(graph, item)) is not None)
    edges = [entry for entry in entries if isinstance(entry, CloudfrontDistribution)]
    balancers = [entry for entry in entries if isinstance(entry, Lb)]
    doors = [edge for edge in edges if _api_origins(edge)]
    for edge in edges:
        api = 1 / len(doors) if edge in doors else 0.0
        flow.into_edge(edge, Shares(api=api, static=1 / len(edges)))
    for balancer in balancers if not doors else ():
        static = 0.0 if edges else 1 / len(balancers)
        flow.into(balancer.address, Shares(api=1 / len(balancers), static=static, missed=static))
    flow.into_background(used)
    return flow.found


def _used(graph: Graph, others: tuple[str, ...]) -> list[Application]:
    applications = list(graph.model.of(Application))
    counted = [item for item in applications if item.users_per_day is not None]
    return counted or [item for item in applications if _environment(graph, item) not in others]


def _tried(graph: Graph, environment: str) -> list[Application]:
    """The applications of an environment, but for those that people of the whole world use."""
    applications = [item for item in graph.model.of(Application) if item.users_per_day is None]
    return [item for item in applications if _environment(graph, item) == environment]


def _environment(graph: Graph, application: Application) -> str:
    account = graph.model.get(application.within("accounts"), Account)
    return account.environment or "" if account is not None else ""


def _entry(graph: Graph, application: Application) -> Resource | None:
    return graph.model.resources.get(application.entry) if application.entry else None


def _api_origins(edge: CloudfrontDistribution) -> list[str]:
    """The load balancers that a distribution hands API requests to: those of its paths, or its default."""
    named = [edge.origins[name].lb for name in (*edge.path_patterns.values(), edge.default_origin)]
    return list(dict.fromkeys(lb for lb in named if lb is not None))


@dataclass(slots=True)
class _Flow:
    graph: Graph
    found: dict[str, Shares] = field(default_factory=dict)

    def into_edge(self, edge: CloudfrontDistribution, shares: Shares) -> None:
        self.found[edge.address] = self.found.get(edge.address, NOTHING) + shares
        origin = edge.origins[edge.default_origin]
        self.into(origin.lb or origin.s3_bucket or "", Shares(missed=shares.static))
        balancers = _api_origins(edge)
        for address in balancers:
            self.into(address, Shares(api=shares.api / len(balancers)))

    def into(self, address: str, shares: Shares) -> None:
        """Requests that come to an address, and on to all behind it."""
        resource = self.graph.model.resources.get(address)
        if not isinstance(resource, (Lb, Listener, TargetGroup, Deployment, S3Bucket)) or shares == NOTHING:
            return
        self.found[address] = self.found.get(address, NOTHING) + shares
        targets = self.next_of(resource)
        for target in targets:
            self.into(target, shares.times(1 / len(targets)))

    def next_of(self, resource: Resource) -> list[str]:
        """Who gets requests from it; a listener that only redirects hands on none."""
        if not isinstance(resource, (Lb, Listener, TargetGroup)):
            return []
        targets = self.graph.targets(resource.address, Relation.FORWARDS_TO)
        return [target for target in targets if not _only_redirects(self.graph, target)]

    def into_background(self, used: list[Application]) -> None:
        """Jobs go in even parts to the programs of the background applications beside those that people use."""
        accounts = {item.within("accounts") for item in used}
        beside = [item for item in self.graph.model.of(Application) if item.within("accounts") in accounts]
        parts = (part for item in beside if item.type_ == BACKGROUND for part in item.parts.values())
        programs = [part for part in dict.fromkeys(parts) if self.graph.model.get(part, Deployment) is not None]
        for program in programs:
            self.found[program] = self.found.get(program, NOTHING) + Shares(jobs=1 / len(programs))


def _only_redirects(graph: Graph, address: str) -> bool:
    listener = graph.model.get(address, Listener)
    return listener is not None and listener.redirect_to_https
