"""A disruption budget lets at least one pod go, so that nodes can be drained.

Design document §4.2: "Pod Disruption Budgets" and "dynamic node provisioning". A budget (`min_available`) as large as
the number of pods refuses every eviction: the node group cannot be updated, and the autoscaler cannot take the node
away. https://kubernetes.io/docs/tasks/run-application/configure-pdb/
https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html

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
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        min_available: 1
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
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        min_available: 2
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each budget that the fewest replicas do not exceed."""
    for deployment in graph.model.of(Deployment):
        budget, fewest = deployment.min_available, deployment.replicas.min
        if budget and budget >= fewest:
            message = f"keeps {budget} of its pods, and there may be only {fewest}: no node of theirs can be drained"
            mend = f"min_available: {fewest - 1}" if fewest else "replicas.min above min_available"
            yield Complaint(at(deployment.address, "min_available"), message, mend)
