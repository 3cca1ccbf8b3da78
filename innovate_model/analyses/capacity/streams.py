"""Where requests go: from the applications that people use, through what hands requests on, to the programs and stores
that do the work. What reaches a resource is a share of all requests; where one thing hands on to several, each gets an
even part. Of several load balancers among which Route 53 picks the nearest, each gets what the demand says of its
region (`regions`), and the one that is written as the way in gets all where the demand says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from innovate_model.analyses.capacity.entering import BACKGROUND, entry_of, nearest, people_use
from innovate_model.analyses.capacity.load import Regions
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.application import Application
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.target_group import TargetGroup

_HAND_ON = (Apigatewayv2Api, Lb, Listener, TargetGroup)
_ON_THE_WAY = (*_HAND_ON, Deployment, Instance, EksNodeGroup, NetworkInterface, S3Bucket)


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
def streams(
    graph: Graph, regions: Regions = (), environment: str = "", others: tuple[str, ...] = ()
) -> Mapping[str, Shares]:
    """Address -> what reaches it, for everything that the users of some application lead to.

    People use the applications that say how many they are (`users_per_day`), or every one where none says so, but for
    those of the `others`: environments with users of their own. Those of an `environment` use all others in its
    accounts. API requests go through the edge where a distribution among the entries has a load balancer as an origin.
    """
    flow = _Flow(graph, regions)
    used = people_use(graph, environment, others)
    entries = dict.fromkeys(entry for item in used if (entry := entry_of(graph, item)) is not None)
    edges = [entry for entry in entries if isinstance(entry, CloudfrontDistribution)]
    beside = [entry for entry in entries if isinstance(entry, (Lb, Apigatewayv2Api))]
    doors = [edge for edge in edges if _api_origins(edge)]
    for edge in edges:
        api = 1 / len(doors) if edge in doors else 0.0
        flow.into_edge(edge, Shares(api=api, static=1 / len(edges)))
    for entry in beside if not doors else ():
        static = 0.0 if edges else 1 / len(beside)
        flow.into_nearest(entry.address, Shares(api=1 / len(beside), static=static, missed=static))
    flow.into_background(used)
    return flow.found


def _api_origins(edge: CloudfrontDistribution) -> list[str]:
    """The load balancers that a distribution hands API requests to: those of its paths, or its default."""
    named = [edge.origins[name].lb for name in (*edge.path_patterns.values(), edge.default_origin)]
    return list(dict.fromkeys(lb for lb in named if lb is not None))


@dataclass(slots=True)
class _Flow:
    graph: Graph
    regions: Regions
    found: dict[str, Shares] = field(default_factory=dict)

    def into_edge(self, edge: CloudfrontDistribution, shares: Shares) -> None:
        self.add(edge.address, shares)
        origin = edge.origins[edge.default_origin]
        self.into_nearest(origin.lb or origin.s3_bucket or "", Shares(missed=shares.static))
        balancers = _api_origins(edge)
        for address in balancers:
            self.into_nearest(address, Shares(api=shares.api / len(balancers)))

    def into_nearest(self, address: str, shares: Shares) -> None:
        """Requests for a name, which go to whichever of the name's load balancers is the nearest."""
        weights = dict(self.regions)
        parts = {each: weights.get(region, 0.0) for each, region in nearest(self.graph).get(address, {}).items()}
        total = sum(parts.values())
        for each, part in parts.items() if total else ((address, 1.0),):
            self.into(each, shares.times(part / (total or 1.0)))

    def into(self, address: str, shares: Shares) -> None:
        """Requests that come to an address, and on to all behind it."""
        resource = self.graph.model.resources.get(address)
        if not isinstance(resource, _ON_THE_WAY) or shares == NOTHING:
            return
        self.add(address, shares)
        targets = self.next_of(resource)
        for target in targets:
            part = shares.times(1 / len(targets))
            if isinstance(resource, Apigatewayv2Api):
                self.add(self.graph.model[target].parent, part)  # the load balancer, which takes them at this listener
            self.into(target, part)

    def add(self, address: str, shares: Shares) -> None:
        self.found[address] = self.found.get(address, NOTHING) + shares

    def next_of(self, resource: Resource) -> list[str]:
        """Who gets requests from it; a listener that only redirects hands on none."""
        if isinstance(resource, NetworkInterface):
            return [resource.instance] if resource.instance is not None else []
        if not isinstance(resource, _HAND_ON):
            return []
        targets = self.graph.targets(resource.address, Relation.FORWARDS_TO)
        return [target for target in targets if not _only_redirects(self.graph, target)]

    def into_background(self, used: tuple[Application, ...]) -> None:
        """Jobs go in even parts to the programs of the background applications beside those that people use."""
        accounts = {item.within("accounts") for item in used}
        beside = [item for item in self.graph.model.of(Application) if item.within("accounts") in accounts]
        parts = (part for item in beside if item.type_ == BACKGROUND for part in item.parts.values())
        programs = [part for part in dict.fromkeys(parts) if self.graph.model.get(part, Deployment) is not None]
        for program in programs:
            self.add(program, Shares(jobs=1 / len(programs)))


def _only_redirects(graph: Graph, address: str) -> bool:
    listener = graph.model.get(address, Listener)
    return listener is not None and listener.redirect_to_https
