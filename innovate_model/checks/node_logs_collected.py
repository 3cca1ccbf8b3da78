"""Every node has an agent that collects the logs of its pods.

Design document §4.1: "Fluent Bit/Vector for logging"; §8: "Logs: Fluent Bit -> CloudWatch Logs". What a pod writes
stays on its node otherwise, and goes with the node when the autoscaler takes it away:
https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html

Judged are clusters of environments that state any daemon set. The agent is known by its chart or its name.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        environment: dev
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
                  system:
                    helm_releases:
                      logs: {chart: aws-for-fluent-bit, repository: https://aws.github.io/eks-charts, version: 0.1.35}
                    daemon_sets:
                      logs:
                        requests: {cpu: 50m}
                        node_groups: [general, spot]
                        installed_by: helm_releases.logs
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        environment: dev
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
                  system:
                    helm_releases:
                      logs: {chart: aws-for-fluent-bit, repository: https://aws.github.io/eks-charts, version: 0.1.35}
                    daemon_sets:
                      logs:
                        requests: {cpu: 50m}
                        node_groups: general
                        installed_by: helm_releases.logs
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.workloads import cluster_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.helm_release import HelmRelease

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "4.1"
_AGENTS = ("aws-for-fluent-bit", "fluent-bit", "fluentd", "vector", "opentelemetry-collector")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each node group that no agent runs on."""
    collected: set[str] = set()
    judged: set[str] = set()
    for agent in graph.model.of(DaemonSet):
        judged.add(cluster_of(agent))
        release = graph.model.get(agent.installed_by, HelmRelease)
        if agent.name in _AGENTS or (release is not None and release.chart in _AGENTS):
            collected.update(agent.node_groups)
    for group in in_environment(graph, EksNodeGroup, "dev", "staging", "production"):
        if group.parent in judged and group.address not in collected:
            message = "nobody collects the logs of the pods on these nodes"
            mend = f"add {group.name} to the node_groups of a daemon set of Fluent Bit or Vector"
            yield Complaint(at(group.address), message, mend)
