"""The API server of a cluster answers its VPC, and not the whole internet.

Design document §3.1: worker nodes stand in private subnets. AWS starts a cluster with the public endpoint open to
everybody and the private one closed, so that even the nodes leave the VPC to reach it:
https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main: {version: 1.34, subnets: app, endpoint_public_access: no, endpoint_private_access: yes}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.exposure import is_the_world
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an API server that answers everybody, and one for each that does not answer its VPC."""
    for cluster in graph.model.of(EksCluster):
        if cluster.endpoint_public_access and any(map(is_the_world, cluster.public_access_cidrs)):
            key = "endpoint_public_access"
            if "public_access_cidrs" in cluster.model_fields_set:
                key = "public_access_cidrs"
            message = "the API server answers the whole internet"
            yield Complaint(at(cluster.address, key), message, "endpoint_public_access: no")
        if not cluster.endpoint_private_access:
            message = "the API server does not answer its own VPC"
            yield Complaint(at(cluster.address, "endpoint_private_access"), message, "endpoint_private_access: yes")
