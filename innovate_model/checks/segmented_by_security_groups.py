"""Load balancers, databases, caches, file systems and nodes of an environment name their security groups.

Design document §3.2: "Segmentation: Security groups for ALB, EKS nodes, Aurora cluster". Without one of its own a thing
gets the VPC's default group, which lets in whatever has it, too:
https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html

Network load balancers may be without, and then let everybody in on purpose. Nodes without a group of their own have the
cluster's; they are judged where another group of nodes in the cluster names one.

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                security_groups: db
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            lbs: {api: {type: application, internal: yes, subnets: data}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.lb import Lb

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"

Guarded = AuroraCluster | EfsFileSystem | EksNodeGroup | ElasticacheReplicationGroup | Lb


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each that names none."""
    for item in _guarded(graph):
        if not item.security_groups and environment_of(graph, item):
            message = "the VPC's default security group guards this, which lets in whatever has it, too"
            yield Complaint(at(item.address, "security_groups"), message, "security_groups: one of its own")


def _guarded(graph: Graph) -> Iterator[Guarded]:
    yield from graph.model.of(AuroraCluster)
    yield from graph.model.of(EfsFileSystem)
    yield from graph.model.of(ElasticacheReplicationGroup)
    yield from (lb for lb in graph.model.of(Lb) if lb.type_ == "application")
    groups = list(graph.model.of(EksNodeGroup))
    segmented = {group.parent for group in groups if group.security_groups}
    yield from (group for group in groups if group.parent in segmented)
