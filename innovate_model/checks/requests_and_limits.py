"""Applications say what they need, and cannot take all the memory of a node.

Design document §4.2: "ResourceQuotas & LimitRanges to prevent noisy neighbor issues". The scheduler and the
autoscalers go by requests; a container without a limit of memory brings down its neighbours before itself. A limit of
processor time is not asked for: it slows without protecting.
https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html

A namespace's `limit_range` limits what sets no limit of its own.

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
                        limits: {memory: 512Mi}
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
                    limit_range: {memory: 2Gi}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
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
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
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
                    limit_range: {memory: 2Gi}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import application_namespaces
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment that requests too little to be scheduled by, and for each without a limit of
    memory."""
    for namespace, deployments in application_namespaces(graph):
        limit_range = namespace.limit_range
        is_limited = limit_range is not None and limit_range.memory is not None
        for deployment in deployments:
            unsaid = [name for name in ("cpu", "memory") if getattr(deployment.requests, name) is None]
            if unsaid:
                message = f"does not say how much {' and '.join(unsaid)} its pods need"
                mend = "requests: {cpu: 250m, memory: 256Mi}"
                yield Complaint(at(deployment.address, "requests"), message, mend)
            if not is_limited and (deployment.limits is None or deployment.limits.memory is None):
                message = "its pods may take all the memory of their node"
                yield Complaint(at(deployment.address, "limits"), message, "limits: {memory: 512Mi}")
