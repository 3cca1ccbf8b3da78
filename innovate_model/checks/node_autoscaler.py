"""A cluster whose node groups have room has something that adds and removes nodes.

Design document §4.2: "Cluster Autoscaler or Karpenter for dynamic node provisioning based on pending pods". An Auto
Scaling group by itself does not know of pods that wait; `max_size` is then never reached:
https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html

Judged are clusters that say what is installed in them, add-ons or releases. The autoscaler is the chart of either
name, or a deployment of that name.

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
                  system:
                    helm_releases:
                      scaler:
                        chart: cluster-autoscaler
                        repository: https://kubernetes.github.io/autoscaler
                        version: 9.52.0
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
                  system:
                    helm_releases:
                      scaler:
                        chart: external-dns
                        repository: https://kubernetes.github.io/autoscaler
                        version: 9.52.0
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import addons, applications, charts, cluster_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"
_SCALERS = ("cluster-autoscaler", "karpenter")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster without."""
    scaled = {cluster for cluster, installed in charts(graph).items() if any(name in installed for name in _SCALERS)}
    scaled |= {cluster_of(deployment) for deployment in applications(graph) if deployment.name in _SCALERS}
    growing: dict[str, str] = {}
    for group in graph.model.of(EksNodeGroup):
        if group.scaling_config.min_size < group.scaling_config.max_size:
            growing.setdefault(group.parent, group.address)
    for cluster in dict.fromkeys((*addons(graph), *charts(graph))):
        if cluster in growing and cluster not in scaled:
            message = "has node groups with room to grow, and nothing that makes them grow"
            related = (Related("it has room", at(growing[cluster], "scaling_config")),)
            mend = "a helm_release of the chart cluster-autoscaler or karpenter"
            yield Complaint(at(cluster), message, mend, related)
