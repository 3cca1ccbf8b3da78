"""Worker nodes and internal load balancers stand in private subnets.

Design document §3.1: "Private app subnets: EKS worker nodes and internal load balancers". In a subnet that routes to
an internet gateway one public address or one wide rule is all that is missing to reach them:
https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {app: {routes: {}}}
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
            lbs: {inner: {type: network, internal: yes, subnets: app}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
            eks_clusters:
              main:
                version: 1.34
                subnets: public
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: public
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import is_public, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.lb import Lb

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each node group and each internal load balancer with a public subnet."""
    for resource in graph.model:
        if not (isinstance(resource, EksNodeGroup) or (isinstance(resource, Lb) and resource.internal)):
            continue
        public = [subnet.name for subnet in subnets_at(graph, resource.subnets) if is_public(graph, subnet)]
        if public:
            what = "worker nodes stand" if isinstance(resource, EksNodeGroup) else "an internal load balancer stands"
            message = f"{what} in {', '.join(public)}, which routes to an internet gateway"
            yield Complaint(at(resource.address, "subnets"), message, "choose private subnets")
