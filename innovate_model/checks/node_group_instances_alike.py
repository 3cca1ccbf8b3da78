"""The instance types of a node group have one processor architecture and one size.

Design document §4.2: "Cluster Autoscaler or Karpenter for dynamic node provisioning". The Cluster Autoscaler reckons
with the first type of a group: of others that are smaller it starts too few, of others that are larger too many. A
group has one machine image, so that processors cannot differ at all:
https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html

Groups that may not grow are judged by their processors alone. A type that is not known here is not judged.

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
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m5.large, m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 4}
                    subnets: app
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m6i.large, m6g.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 4}
                    subnets: app
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m6i.large, c6i.xlarge]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 4}
                    subnets: app
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.instance_types import architecture, shape
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each type that differs from the first of its group."""
    for group in graph.model.of(EksNodeGroup):
        first, *others = group.instance_types or ("",)
        for index, other in enumerate(others, 1):
            problem = _difference(first, other, group.scaling_config.min_size < group.scaling_config.max_size)
            if problem:
                mend = f"a node group of its own for {other}"
                yield Complaint(at(group.address, "instance_types", index), problem, mend)


def _difference(first: str, other: str, may_grow: bool) -> str:
    """What tells two types apart; "" where nothing does, or it is not known."""
    ours, theirs = architecture(first), architecture(other)
    if ours and theirs and ours != theirs:
        return f"{other} is {theirs}, and {first} is {ours}: one image cannot start both"
    near, far = shape(first), shape(other)
    if may_grow and near and far and (near.vcpus, near.memory_gib) != (far.vcpus, far.memory_gib):
        sizes = [f"{size.vcpus} vCPU and {size.memory_gib:g} GiB" for size in (far, near)]
        return f"{other} has {sizes[0]}, and {first} {sizes[1]}: the autoscaler takes them for equal"
    return ""
