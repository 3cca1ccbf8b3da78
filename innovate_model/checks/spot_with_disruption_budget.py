"""What runs on spot nodes has a disruption budget, and nothing critical has no other home.

Design document §4.2: "Spot-backed node group for background jobs with Pod Disruption Budgets"; §9: "spot for
non-critical workloads". AWS takes Spot Instances back with two minutes' notice. Managed node groups then drain the
node, which respects the budget (`min_available`), and a spot pool may have nothing to give at all:
https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types
https://kubernetes.io/docs/tasks/run-application/configure-pdb/

Critical is what a load balancer hands requests to, and what an add-on or a release brings. In production a budget of
0 keeps nothing and does not count, unless the program is scaled down to none anyway: a larger one would hold the nodes
of its last pod for ever.

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
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                  spot:
                    instance_types: [m5.large, m6i.large]
                    capacity_type: SPOT
                    scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                    subnets: app
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: spot, min_available: 1}
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
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                  spot:
                    instance_types: [m5.large, m6i.large]
                    capacity_type: SPOT
                    scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                    subnets: app
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: spot}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                  spot:
                    instance_types: [m5.large, m6i.large]
                    capacity_type: SPOT
                    scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                    subnets: app
                namespaces:
                  jobs:
                    deployments:
                      worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: spot, min_available: 0}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                subnets: app
                internal: yes
                target_groups:
                  api:
                    port: 8080
                    protocol: HTTP
                    target_type: ip
                    targets: eks_clusters.main.namespaces.api.deployments.api
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                  spot:
                    instance_types: [m5.large, m6i.large]
                    capacity_type: SPOT
                    scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m}, node_groups: spot, min_available: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.workloads import SPOT, is_critical
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment that may run on spot nodes without a budget, and for each critical one that can
    run nowhere else."""
    for deployment in graph.model.of(Deployment):
        groups = [graph.model.get(address, EksNodeGroup) for address in deployment.node_groups]
        spot = [group.address for group in groups if group is not None and group.capacity_type == SPOT]
        if not spot:
            continue
        related = (Related("these nodes may be taken away", at(spot[0], "capacity_type")),)
        budget = deployment.min_available
        keeps_none = budget == 0 and deployment.replicas.min > 0
        if budget is None or (keeps_none and environment_of(graph, deployment) == "production"):
            message = "runs on spot nodes, and no disruption budget keeps any of its pods"
            yield Complaint(at(deployment.address, "min_available"), message, "min_available: 1", related)
        if len(spot) == len(groups) and is_critical(graph, deployment):
            message = "is critical, and runs on spot nodes alone"
            mend = "add a node group with capacity_type: ON_DEMAND"
            yield Complaint(at(deployment.address, "node_groups"), message, mend, related)
