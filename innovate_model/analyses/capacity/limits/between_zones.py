"""What programs exchange with stores in other zones. What they exchange with an Application Load Balancer is free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from innovate_model.analyses.capacity.clients import clients_of, is_used, unanswered
from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.subnet import Subnet

_SPREAD = "pods and store spread evenly over the zones of their subnets"


@lru_cache(maxsize=256)
def crossing(graph: Graph, program: str, store: str) -> float:
    """The part of what a program exchanges with a store that crosses a border of zones: both stand evenly in the zones
    of their subnets, as connections that are stated do, and nothing keeps traffic in its zone: the endpoints of a
    store do not ask where its client stands.

    https://aws.amazon.com/blogs/architecture/overview-of-data-transfer-costs-for-common-architectures/
    """
    ours, theirs = (_zones(graph, address) for address in (program, store))
    return 1 - sum(part * theirs.get(zone, 0.0) for zone, part in ours.items())


def _zones(graph: Graph, address: str) -> Mapping[str, float]:
    """Zone -> the part of something that stands in it."""
    resource = graph.model.resources[address]
    holder = graph.model.get(resource.node_groups[0], EksNodeGroup) if isinstance(resource, Deployment) else resource
    subnets: Iterable[str] = (holder.subnet,) if isinstance(holder, Instance) else getattr(holder, "subnets", ())
    found = [subnet for address in subnets if (subnet := graph.model.get(address, Subnet)) is not None]
    return {zone: count / len(found) for zone, count in Counter(each.availability_zone for each in found).items()}


def _to_store(store: str, plant: Plant, kb: Mapping[str, Numbers]) -> Numbers:
    """GB a month over borders of zones, of so many KB for each request of each program."""
    rate: Numbers = 0.0
    for address, each in kb.items():
        rate = rate + plant.api_rate(address) * each * crossing(plant.graph, address, store)
    return gb(a_month(rate))


def of_database(resource: AuroraCluster, plant: Plant) -> Measured | None:
    """Queries and their answers, less what the cache answers."""
    if not is_used(resource, plant):
        return None
    kb: dict[str, Numbers] = {}
    for program in clients_of(resource.address, plant.graph):
        if plant.shares(program.address).api:
            kb[program.address] = plant.load.of("database_kb_per_request") * unanswered(program, plant)
    reason = f"queries of API requests and their answers; {_SPREAD}"
    return Measured(_to_store(resource.address, plant, kb), reason)


def of_cache(resource: ElasticacheReplicationGroup, plant: Plant) -> Measured | None:
    """What is asked of it, and its answers."""
    if not is_used(resource, plant):
        return None
    each = plant.load.of("cache_operations_per_request") * plant.load.of("cache_kb_per_operation")
    kb = {program.address: each for program in clients_of(resource.address, plant.graph)}
    return Measured(_to_store(resource.address, plant, kb), f"operations of API requests; {_SPREAD}")


MEASURES = {
    "aurora_cluster": {"gb_between_zones": of_database},
    "elasticache_replication_group": {"gb_between_zones": of_cache},
}
