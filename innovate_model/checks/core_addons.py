"""A cluster has the add-ons that nothing works without: VPC CNI, CoreDNS and kube-proxy.

Design document §4.1: "System namespace hosts core add-ons: VPC CNI, CoreDNS, KubeProxy". As EKS add-ons AWS keeps
them at versions that fit the cluster's:
https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html

Judged are clusters that name any add-on. Where Cilium runs without being chained to the VPC CNI, it stands in for
that and for kube-proxy.

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
                addons:
                  vpc-cni: {addon_name: vpc-cni}
                  coredns: {addon_name: coredns}
                  kube-proxy: {addon_name: kube-proxy}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
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
                addons:
                  vpc-cni: {addon_name: vpc-cni}
                  coredns: {addon_name: coredns}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import addons, charts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_addon import VPC_CNI

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "4.1"
_CORE = (VPC_CNI, "coredns", "kube-proxy")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster, which names what is missing."""
    for cluster, installed in addons(graph).items():
        cilium = charts(graph).get(cluster, {}).get("cilium")
        stands_in = cilium is not None and "cni.chainingMode" not in cilium.values
        needed = ("coredns",) if stands_in else _CORE
        missing = [name for name in needed if name not in installed]
        if missing:
            message = f"has add-ons, and not {', '.join(missing)}"
            yield Complaint(at(cluster, "addons"), message, f"addons: {{{missing[0]}: {{addon_name: {missing[0]}}}}}")
