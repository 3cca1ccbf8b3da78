"""Nodes without a way to the internet have every endpoint that joining their cluster takes.

Design document §3.1: "data subnets have no egress except VPC endpoints", and endpoints stand beside the NAT gateways
of the app subnets. Before the NAT gateways go, EC2, ECR and S3 must be reachable inside, without which a node does not
start its pods, and STS, without which no pod gets a role by its service account; and the cluster's private endpoint
must be on, or no node joins it:
https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html

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
            vpc_endpoints:
              s3: {service: s3, type: Gateway, route_tables: app}
              ec2: {service: ec2, type: Interface, subnets: app}
              ecr-api: {service: ecr.api, type: Interface, subnets: app}
              ecr-dkr: {service: ecr.dkr, type: Interface, subnets: app}
              sts: {service: sts, type: Interface, subnets: app}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                endpoint_private_access: yes
                node_groups:
                  all:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                    subnets: app
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {app: {routes: {}}}
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
            vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: app}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                    subnets: app
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import route_table_of, subnets_at, ways_out
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.vpc_endpoint import VpcEndpoint

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"

NEEDED = ("ec2", "ecr.api", "ecr.dkr", "s3", "sts")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each node group that is cut off without them, and one where its cluster cannot be asked."""
    present: dict[str, set[str]] = {}
    for endpoint in graph.model.of(VpcEndpoint):
        present.setdefault(endpoint.parent, set()).add(endpoint.service)
    for group in graph.model.of(EksNodeGroup):
        cluster = graph.model.get(group.parent, EksCluster)
        if cluster is None or not _is_cut_off(graph, group):
            continue
        missing = [service for service in NEEDED if service not in present.get(cluster.parent, ())]
        if missing:
            message = f"its nodes have no way out, and their VPC lacks the endpoints {', '.join(missing)}"
            yield Complaint(
                at(group.address, "subnets"), message, "add them to the vpc_endpoints, or route to a NAT gateway"
            )
        if not cluster.endpoint_private_access:
            message = f"the nodes of {group.name} have no way out, and the cluster answers on the internet only"
            yield Complaint(at(cluster.address, "endpoint_private_access"), message, "endpoint_private_access: yes")


def _is_cut_off(graph: Graph, group: EksNodeGroup) -> bool:
    """Whether a subnet of the group has a written table without any default route."""
    for subnet in subnets_at(graph, group.subnets):
        table = route_table_of(graph, subnet)
        if table is not None and not any(way.destination in ("0.0.0.0/0", "::/0") for way in ways_out(graph, table)):
            return True
    return False
