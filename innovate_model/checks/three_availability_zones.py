"""What runs in production stands in three Availability Zones.

Design document §3.1: "minimum 3 AZs in production". With three, the loss of one leaves two thirds of the capacity
instead of half:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html

Load balancers, clusters, node groups, databases and caches are asked, in accounts that say `environment: production`.
Node groups of the same machines in the same security groups are asked together: pods with volumes of EBS want a group
for each zone. https://docs.aws.amazon.com/eks/latest/eksctl/autoscaling.html

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b, c]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from innovate_model.analyses.environments import environment_of, in_environment
from innovate_model.analyses.tiers import zones_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.lb import Lb

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


REQUIRED_ZONES = 3
_MEND = "add a subnet in another zone"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each thing in production that stands in fewer zones, and for each sort of nodes."""
    for resource in graph.model:
        if not isinstance(resource, (AuroraCluster, EksCluster, ElasticacheReplicationGroup, Lb)):
            continue
        zones = zones_of(graph, resource.subnets)
        if zones and len(zones) < REQUIRED_ZONES and environment_of(graph, resource) == "production":
            yield Complaint(at(resource.address, "subnets"), _message("stands", zones), _MEND)
    for groups in _alike(graph):
        zones = zones_of(graph, dict.fromkeys(subnet for group in groups for subnet in group.subnets))
        if zones and len(zones) < REQUIRED_ZONES:
            related = tuple(Related("so does this", at(group.address, "subnets")) for group in groups[1:])
            message = _message("stands" if len(groups) == 1 else "stands with those like it", zones)
            yield Complaint(at(groups[0].address, "subnets"), message, _MEND, related)


def _message(stands: str, zones: tuple[str, ...]) -> str:
    return f"{stands} in {len(zones)} of {REQUIRED_ZONES} Availability Zones ({', '.join(zones)})"


def _alike(graph: Graph) -> Iterable[list[EksNodeGroup]]:
    """The node groups of production, those of one cluster together whose nodes are the same."""
    found: dict[tuple[object, ...], list[EksNodeGroup]] = {}
    for group in in_environment(graph, EksNodeGroup, "production"):
        nodes = (frozenset(group.instance_types), group.capacity_type, group.ami_type, frozenset(group.security_groups))
        found.setdefault((group.parent, *nodes), []).append(group)
    return found.values()
