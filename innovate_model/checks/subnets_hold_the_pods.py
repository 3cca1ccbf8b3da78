"""Subnets have addresses for all the nodes and pods that autoscaling allows.

Design document §4.2: "dynamic node provisioning based on pending pods". With the VPC CNI every pod has an address of
its node's subnet, and every node keeps some in reserve, in blocks of 16 with prefix delegation. Where they run out,
pods wait for ever: https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html
https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html

Counted are all nodes up to `max_size`, spread evenly over the subnets of their group, with an even share of the pods
and the agents of each node, and beside them what stands in the subnet otherwise. The loss of a zone is not. Subnets
of node groups with instance types that are not known here are not judged.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              pods: {per: availability_zone, newbits: 5, netnum: 9}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 20}
                    subnets: pods
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              pods: {per: availability_zone, newbits: 8, netnum: 9}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 20}
                    subnets: pods
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              pods: {per: availability_zone, newbits: 8, netnum: 9}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                addons:
                  vpc-cni: {addon_name: vpc-cni, vpc_cni: {enable_prefix_delegation: yes, warm_prefix_target: 4}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: pods
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.pod_addresses import needs
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each subnet that is too small."""
    for need in needs(graph):
        if need.addresses <= need.usable:
            continue
        largest = max(need.draws, key=lambda draw: draw.addresses)
        message = (
            f"has {need.usable} addresses, and its nodes may come to need {need.addresses}: "
            f"{largest.nodes} of {largest.node_group.rpartition('.')[2]} take {largest.addresses_per_node} each"
        )
        related = (Related("most of them for these", at(largest.node_group, "scaling_config", "max_size")),)
        mend = "a larger block, a smaller reserve (vpc_cni.warm_ip_target, minimum_ip_target), or a smaller max_size"
        yield Complaint(at(need.subnet.address), message, mend, related)
