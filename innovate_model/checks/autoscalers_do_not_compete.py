"""The vertical autoscaler changes no resource by whose use the horizontal one counts.

Design document §4.2: "Horizontal Pod Autoscaler (HPA) and Vertical Pod Autoscaler (VPA) for workload tuning". The
horizontal one holds the use of what pods request; when the other changes the request, each answers the other without
end:
https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md

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
                        vertical_autoscaling: {mode: Auto, controls: [memory]}
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
                        vertical_autoscaling: {mode: Off}
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
                        autoscaling: {cpu_percent: 70}
                        vertical_autoscaling: {mode: Auto}
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
    """One complaint for each deployment on which the two meet."""
    for deployment in graph.model.of(Deployment):
        horizontal, vertical = deployment.autoscaling, deployment.vertical_autoscaling
        if horizontal is None or vertical is None or vertical.mode == "Off":
            continue
        shared = [name for name in vertical.controls if name in horizontal.metrics]
        if shared:
            message = f"both autoscalers go by {' and '.join(shared)}"
            related = (Related("the horizontal one", at(deployment.address, "autoscaling")),)
            mend = "mode: Off, controls without it, or autoscaling by an external_metric"
            yield Complaint(at(deployment.address, "vertical_autoscaling", "mode"), message, mend, related)
