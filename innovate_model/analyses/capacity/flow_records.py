"""Flow logs and DNS: how much is recorded of what a load does in a VPC.

A connection is one record for each direction at each interface that it passes, in each window of capture, which at
instances of today lasts a minute. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
"""

from __future__ import annotations

from typing import NamedTuple

from innovate_model.analyses.capacity.limits.nat_gateway import calls, has_callers
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import reached_clusters, running
from innovate_model.analyses.workloads import cluster_of
from innovate_model.edge import Relation
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway

KB_OF_A_RECORD = 115 / 1024
"""AWS's example of the default format, with its end of line.
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html"""
KB_OF_A_QUERY = 0.5
"""AWS's example of a query, with its answer, on one line.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-example-json.html"""
_WINDOW_SECONDS = 60
"""AWS says so of instances on Nitro. That interfaces of load balancers and NAT gateways are captured as often is an
assumption, the dearer one: elsewhere a flow log's `max_aggregation_interval_seconds` holds, 600 as it comes."""
_BOTH_WAYS = 2


class Records(NamedTuple):
    """Records a second at interfaces of nodes, and at those of all else."""

    of_nodes: Numbers
    of_others: Numbers

    @property
    def all(self) -> Numbers:
        """At all interfaces."""
        return self.of_nodes + self.of_others

    def plus(self, rate: Numbers, nodes: int, others: int) -> Records:
        """Records of so many flows more, each of which passes so many interfaces."""
        each = rate * _BOTH_WAYS
        return Records(self.of_nodes + each * nodes, self.of_others + each * others)


def vpcs(plant: Plant) -> tuple[str, ...]:
    """The VPCs in which something gets work."""
    return plant.once("vpcs", lambda: _vpcs(plant))


def _vpcs(plant: Plant) -> tuple[str, ...]:
    found = (plant.graph.model.get(cluster, EksCluster) for cluster in sorted(reached_clusters(plant)))
    return tuple(dict.fromkeys(cluster.parent for cluster in found if cluster is not None))


def records(vpc: str, plant: Plant) -> Records:
    """What is recorded a second of connections to load balancers, of pools and of calls to the internet."""
    return plant.once(("records", vpc), lambda: _records(vpc, plant))


def _records(vpc: str, plant: Plant) -> Records:
    found = Records(0.0, 0.0)
    load = plant.load
    for balancer in plant.graph.model.of(Lb):
        if balancer.parent == vpc and plant.is_reached(balancer.address):
            opened = plant.rate(balancer.address) / load.of("requests_per_connection")
            found = found.plus(opened * _windows(load.of("connection_seconds")), 1, 2)
    for gateway in plant.graph.model.of(NatGateway):
        if gateway.parent == vpc and has_callers(gateway.address, plant):
            windows = _windows(load.of("external_call_seconds"))
            found = found.plus(calls(gateway.address, plant) * windows, 1, 2)
    for program in _programs(vpc, plant):
        found = found.plus(running(program, plant) * _pool(program, plant) / _WINDOW_SECONDS, 1, 1)
    return found


def _windows(seconds: Numbers) -> Numbers:
    """In how many windows a connection is seen on the average that begins at any moment."""
    return 1 + seconds / _WINDOW_SECONDS


def _programs(vpc: str, plant: Plant) -> list[Deployment]:
    return plant.once(("programs of", vpc), lambda: _programs_of(vpc, plant))


def _programs_of(vpc: str, plant: Plant) -> list[Deployment]:
    clusters = [each for each in reached_clusters(plant) if plant.graph.model[each].parent == vpc]
    return [each for each in plant.graph.model.of(Deployment) if cluster_of(each) in clusters]


def _pool(program: Deployment, plant: Plant) -> Numbers:
    """Connections that each pod keeps open."""
    kept: Numbers = 0.0
    for target in plant.graph.targets(program.address, Relation.CONNECTS_TO):
        if plant.graph.model.get(target, AuroraCluster) is not None:
            kept = kept + plant.load.of("database_connections_per_pod")
        elif plant.graph.model.get(target, ElasticacheReplicationGroup) is not None:
            kept = kept + plant.load.of("cache_connections_per_pod")
    return kept


def queries(vpc: str, plant: Plant) -> Numbers:
    """DNS queries a second of the pods of a VPC."""
    pods = sum(running(each, plant) for each in _programs(vpc, plant))
    return pods * plant.load.of("dns_queries_per_pod_minute") / 60
