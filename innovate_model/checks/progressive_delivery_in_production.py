"""In production a new version gets some requests first, and goes back by itself when it fails.

Design document §4.3: "Progressive delivery via canary or blue/green using AWS App Mesh/Istio traffic shifting.
Automated rollbacks on failed health probes". Judged are applications that a load balancer hands requests to. It is
the load balancer then that divides them; a mesh sees only what its own members send:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/

PASS:
    accounts:
      a:
        account_id: "111111111111"
        environment: production
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        readiness_probe: {port: http, path: /healthz}
                        rollout: {strategy: canary, steps: [10, 50], traffic_router: alb, automatic_rollback: yes}
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        readiness_probe: {port: http, path: /healthz}
                        rollout: {strategy: canary, steps: [10, 50], traffic_router: alb, automatic_rollback: no}
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        rollout: {strategy: canary, steps: [10, 50], traffic_router: alb, automatic_rollback: yes}
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        readiness_probe: {port: http, path: /healthz}
                        rollout: {strategy: canary, steps: [10, 50], traffic_router: istio, automatic_rollback: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.workloads import applications, target_groups_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "4.3"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each thing that a rollout lacks."""
    for deployment in applications(graph):
        groups = target_groups_of(graph, deployment)
        if groups and environment_of(graph, deployment) == "production":
            related = (Related("requests come from here", at(groups[0].address, "targets")),)
            for attribute, message, mend in _missing(deployment):
                yield Complaint(at(deployment.address, *attribute.split(".")), message, mend, related)


def _missing(deployment: Deployment) -> Iterator[tuple[str, str, str]]:
    """Attribute, what is wrong, what would mend it."""
    rollout = deployment.rollout
    if rollout is None or rollout.strategy == "rolling":
        message = "a new version gets all requests of production as soon as its pods are up"
        yield "rollout", message, "rollout: {strategy: canary, steps: [10, 50], automatic_rollback: yes}"
        return
    if rollout.steps[:1] == (100,):
        message = "the first step gives the new version all requests: a canary that nobody can watch"
        yield "rollout.steps", message, "steps: [10, 50]"
    if not rollout.automatic_rollback:
        message = "a new version that fails stays until somebody takes it back"
        yield "rollout.automatic_rollback", message, "automatic_rollback: yes"
    if deployment.readiness_probe is None:
        message = "is rolled out step by step, and no health probe says whether a step failed"
        yield "readiness_probe", message, "readiness_probe: {port: NAME, path: /healthz}"
    if rollout.traffic_router == "istio":
        message = "the mesh is to divide its requests, which come from a load balancer that is not in the mesh"
        yield "rollout.traffic_router", message, "traffic_router: alb"
