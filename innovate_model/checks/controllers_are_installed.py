"""What pods are told by autoscalers, rollouts and load balancers has a controller in the cluster that does it.

Design document §4.1: "AWS Load Balancer Controller"; §4.2: "Horizontal Pod Autoscaler (HPA) and Vertical Pod
Autoscaler (VPA)"; §4.3: "canary or blue/green". The API server keeps such wishes, and nothing happens: pods are not
registered with their target group, the autoscaler sees no metric, the canary gets every request.
https://docs.aws.amazon.com/eks/latest/userguide/metrics-server.html
https://docs.aws.amazon.com/eks/latest/userguide/aws-load-balancer-controller.html

Judged are clusters that say which Helm releases they have. A program of the team's own does not count as a
controller.

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
                        autoscaling: {external_metric: waiting}
                  system:
                    helm_releases:
                      keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
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
                  system:
                    helm_releases:
                      keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
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
                        vertical_autoscaling: {mode: Off}
                  system:
                    helm_releases:
                      keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
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
                        rollout: {strategy: canary, steps: [10, 50]}
                  system:
                    helm_releases:
                      keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
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
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
                  system:
                    helm_releases:
                      keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import addons, charts, cluster_of, target_groups_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "4.1"
_METRICS = ("metrics-server",)
_EXTERNAL = ("keda", "prometheus-adapter")
_VERTICAL = ("vertical-pod-autoscaler", "vpa")
_ROLLOUTS = ("argo-rollouts", "flagger")
_BALANCING = ("aws-load-balancer-controller",)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each wish that nobody fulfils."""
    for deployment in graph.model.of(Deployment):
        cluster = cluster_of(deployment)
        releases = charts(graph).get(cluster)
        if releases is None:
            continue
        installed = {*releases, *addons(graph).get(cluster, {})}
        for attribute, wish, able in _wishes(graph, deployment):
            if not installed.intersection(able):
                message = f"{wish}, and the cluster has no {' or '.join(able)}"
                path = at(deployment.address, attribute) if attribute else at(deployment.address)
                yield Complaint(path, message, f"a helm_release of the chart {able[0]}")


def _wishes(graph: Graph, deployment: Deployment) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Attribute, what it asks for, the charts or add-ons of which one does it."""
    target = deployment.autoscaling
    if target is not None and target.metrics:
        yield "autoscaling", f"is to be scaled by its use of {' and '.join(target.metrics)}", _METRICS
    if target is not None and target.external_metric is not None:
        yield "autoscaling", f"is to be scaled by {target.external_metric}", _EXTERNAL
    if deployment.vertical_autoscaling is not None:
        yield "vertical_autoscaling", "is to be measured by the vertical autoscaler", _VERTICAL
    if deployment.rollout is not None and deployment.rollout.strategy != "rolling":
        yield "rollout", f"is to be rolled out as {deployment.rollout.strategy.replace('_', '/')}", _ROLLOUTS
    if any(group.target_type == "ip" for group in target_groups_of(graph, deployment)):
        yield "", "its pods are targets of a load balancer", _BALANCING
