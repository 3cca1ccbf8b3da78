"""A deployment whose number of pods may vary says what the autoscaler goes by.

Design document §4.2: "Horizontal Pod Autoscaler (HPA) ... for workload tuning". Without a target there is no
autoscaler, and `replicas.max` is never reached. To none and back only a metric from outside of the pods can lead,
such as a queue's length: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/

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
                        autoscaling: {cpu_percent: 70}
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
                    deployments:
                      api:
                        replicas: {min: 0, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        autoscaling: {cpu_percent: 70}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment without a target, or without one that works from none."""
    for deployment in graph.model.of(Deployment):
        replicas, target = deployment.replicas, deployment.autoscaling
        related = (Related("its bounds", at(deployment.address, "replicas")),)
        if replicas.min == replicas.max:
            continue
        if target is None:
            message = f"may have {replicas.min} to {replicas.max} pods, and no target says when"
            mend = "autoscaling: {cpu_percent: 70}" if replicas.min else "autoscaling: {external_metric: NAME}"
            yield Complaint(at(deployment.address, "autoscaling"), message, mend, related)
        elif not replicas.min and target.external_metric is None:
            message = "goes down to no pod, which uses nothing that could bring it back"
            mend = "autoscaling: {external_metric: NAME}, or replicas.min of 1"
            yield Complaint(at(deployment.address, "autoscaling"), message, mend, related)
