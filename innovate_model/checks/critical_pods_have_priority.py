"""Critical pods have a priority class above what pods get by themselves.

Design document §4.2: "Utilize priority classes to protect critical services". When nodes are full, pods of a higher
priority displace others; without a class the API and the cluster's DNS wait behind a batch job:
https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/

Critical is what a load balancer hands requests to, and what an add-on or a release brings. Judged are clusters of
environments, and those that state any priority class.

PASS:
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
                priority_classes: {critical: {value: 1000000}}
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
                        priority_class: critical
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        environment: staging
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
                priority_classes: {usual: {value: 1000, is_global_default: yes}}
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
                        priority_class: usual
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.workloads import cluster_of, is_critical
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.priority_class import PriorityClass

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each critical deployment or daemon set without a class, or with one that lifts it above
    nothing."""
    usual: dict[str, int] = {}
    for priority in graph.model.of(PriorityClass):
        usual.setdefault(priority.parent, 0)
        if priority.is_global_default:
            usual[priority.parent] = priority.value
    for pods in graph.model:
        if not isinstance(pods, (Deployment, DaemonSet)) or not _matters(graph, pods):
            continue
        cluster = cluster_of(pods)
        if cluster not in usual and not environment_of(graph, pods):
            continue
        chosen = graph.model.get(pods.priority_class, PriorityClass)
        if pods.priority_class is None:
            message = "is critical, and has the priority of any pod"
            yield Complaint(at(pods.address, "priority_class"), message, _mend(pods))
        elif chosen is not None and chosen.value <= usual.get(cluster, 0):
            message = f"is critical, and {chosen.name} ({chosen.value}) is no more than any pod has"
            yield Complaint(at(pods.address, "priority_class"), message, _mend(pods))


def _matters(graph: Graph, pods: Deployment | DaemonSet) -> bool:
    return pods.installed_by is not None if isinstance(pods, DaemonSet) else is_critical(graph, pods)


def _mend(pods: Deployment | DaemonSet) -> str:
    name = "critical" if pods.installed_by is None else "system-cluster-critical"
    return f"priority_class: {name}, one of the cluster's priority_classes"
