"""Programs of production run on nodes whose processors do not run on credits.

Design document §4.2: "System node group (t3.medium/t4g.medium) for critical add-ons; General-purpose node groups
(m5/m6i family) for API workloads". A T instance that has spent its credits is slow exactly when it is needed, or is
billed extra:
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html

Judged are the team's own programs; what charts and add-ons bring may stand on such nodes. One group of another family
among those that a program may run on is enough.

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
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
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                    subnets: app
                namespaces:
                  api: {deployments: {api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all}}}
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
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [t3.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                    subnets: app
                namespaces:
                  api: {deployments: {api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.workloads import applications
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each program that has no other nodes."""
    for deployment in applications(graph):
        if environment_of(graph, deployment) != "production":
            continue
        groups = [graph.model.get(address, EksNodeGroup) for address in deployment.node_groups]
        known = [group for group in groups if group is not None]
        if known and len(known) == len(groups) and all(_is_burstable(group) for group in known):
            related = tuple(Related("its nodes", at(group.address, "instance_types")) for group in known)
            message = "runs on processors that slow down when their credits are spent"
            yield Complaint(
                at(deployment.address, "node_groups"), message, "node_groups: one of the m, c or r family", related
            )


def _is_burstable(group: EksNodeGroup) -> bool:
    return all(kind.startswith("t") for kind in group.instance_types)
