"""Which network policies select a program's pods, and on which ports they let it take and open connections."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from innovate_model.analyses.workloads import addons, charts
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_addon import VPC_CNI
from innovate_model.resources.network_policy import NetworkPolicy, PolicyType
from innovate_model.values import Ports

_CALICO = ("calico", "tigera-operator")
DIRECTIONS: tuple[PolicyType, ...] = ("Ingress", "Egress")


@lru_cache(maxsize=2)
def policies_in(graph: Graph) -> Mapping[str, tuple[NetworkPolicy, ...]]:
    """Namespace -> its network policies."""
    found: dict[str, list[NetworkPolicy]] = {}
    for policy in graph.model.of(NetworkPolicy):
        found.setdefault(policy.parent, []).append(policy)
    return {namespace: tuple(policies) for namespace, policies in found.items()}


def policies_of(graph: Graph, workload: Deployment | DaemonSet, direction: PolicyType) -> tuple[NetworkPolicy, ...]:
    """The policies that select its pods and isolate them in a direction; () where they may do everything in it."""
    return tuple(
        policy
        for policy in policies_in(graph).get(workload.parent, ())
        if direction in policy.isolates and (not policy.pods or workload.address in policy.pods)
    )


def runs_cilium(graph: Graph, cluster: str) -> bool:
    """Whether a cluster has Cilium."""
    return "cilium" in charts(graph).get(cluster, {})


def is_enforced(graph: Graph, cluster: str, api: str) -> bool:
    """Whether something in a cluster enforces the policies of an API: Cilium does both, the VPC CNI and Calico those of
    Kubernetes. https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html"""
    if runs_cilium(graph, cluster):
        return True
    addon = addons(graph).get(cluster, {}).get(VPC_CNI)
    by_vpc_cni = addon is not None and addon.vpc_cni is not None and addon.vpc_cni.enable_network_policy
    return api == "kubernetes" and (by_vpc_cni or any(chart in charts(graph).get(cluster, {}) for chart in _CALICO))


def denies_by_default(policies: tuple[NetworkPolicy, ...], direction: PolicyType) -> bool:
    """Whether some policy isolates all pods of the namespace in a direction, those of tomorrow included."""
    return any(not policy.pods and direction in policy.isolates for policy in policies)


def allows_port(policies: tuple[NetworkPolicy, ...], direction: PolicyType, protocol: str, port: int) -> bool:
    """Whether a rule of some policy has the port, whoever the peer is. A rule without ports has all of them."""
    return any(
        not ports or any(each.covers(protocol, port) for each in ports)
        for policy in policies
        for ports in _ports(policy, direction)
    )


def _ports(policy: NetworkPolicy, direction: PolicyType) -> list[tuple[Ports, ...]]:
    rules = policy.ingress if direction == "Ingress" else policy.egress
    return [rule.ports for rule in rules.values()]
