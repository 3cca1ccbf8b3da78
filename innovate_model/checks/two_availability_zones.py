"""Clusters, databases and application load balancers get subnets in two Availability Zones at least.

AWS refuses to make them otherwise, in any environment. Design document §3.1 asks for more where it matters: three in
production is a check of its own.
https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html

PASS:
    accounts:
      lab:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
FAIL:
    accounts:
      lab:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app-a}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import zones_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.lb import Lb

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each of them that stands in a single zone. Where a subnet was faulty, nothing is said."""
    for resource in graph.model:
        if not isinstance(resource, (AuroraCluster, EksCluster, Lb)):
            continue
        if isinstance(resource, Lb) and resource.type_ == "network":
            continue
        zones = zones_of(graph, resource.subnets)
        if len(zones) == 1 and all(address in graph.model.resources for address in resource.subnets):
            message = f"has subnets in {zones[0]} alone: AWS demands two Availability Zones"
            yield Complaint(at(resource.address, "subnets"), message, "add a subnet in another zone")
