"""Something in the cluster enforces the network policies that are written.

Design document §3.2: "Calico or Cilium eBPF used for fine-grained policies". The API server takes every policy and
does nothing by it. Kubernetes' own are enforced by Cilium, by Calico, or by the VPC CNI when it is told to; Cilium's
by Cilium alone: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html

Chained to the VPC CNI, Cilium takes no policies of layer 7, which `fqdns` need:
https://docs.cilium.io/en/stable/installation/cni-chaining-aws-cni/
https://github.com/cilium/cilium/pull/47269

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
                    network_policies: {default-deny: {api: cilium, policy_types: [Ingress]}}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
                  system:
                    helm_releases:
                      policies:
                        chart: cilium
                        repository: https://helm.example
                        version: 1.19.0
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
                  vpc-cni: {addon_name: vpc-cni, vpc_cni: {enable_network_policy: yes}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    network_policies: {default-deny: {policy_types: [Ingress]}}
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
                    network_policies: {default-deny: {policy_types: [Ingress]}}
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
                    network_policies: {default-deny: {api: cilium, policy_types: [Ingress]}}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
                  system:
                    helm_releases:
                      policies:
                        chart: tigera-operator
                        repository: https://helm.example
                        version: 1.19.0
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
                    network_policies:
                      api:
                        api: cilium
                        egress: {pay: {ports: [tcp/443], to: {fqdns: [api.example.com]}}}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
                  system:
                    helm_releases:
                      policies:
                        chart: cilium
                        repository: https://helm.example
                        version: 1.19.0
                        values: {cni.chainingMode: aws-cni}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.pod_isolation import is_enforced
from innovate_model.analyses.workloads import charts, cluster_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.network_policy import NetworkPolicy

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"
_WHOSE = {"kubernetes": "Kubernetes'", "cilium": "Cilium's"}
_CHAINED = "cni.chainingMode"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster and API that nobody enforces, at the first policy of it; and one for each rule
    that Cilium refuses when it is chained."""
    seen: set[tuple[str, str]] = set()
    for policy in graph.model.of(NetworkPolicy):
        cluster = cluster_of(policy)
        if (cluster, policy.api) not in seen and not is_enforced(graph, cluster, policy.api):
            message = f"nothing in the cluster enforces {_WHOSE[policy.api]} network policies"
            mend = "a helm_release of the chart cilium"
            if policy.api == "kubernetes":
                mend += ", or enable_network_policy: yes for the add-on vpc-cni"
            yield Complaint(at(policy.address), message, mend)
        seen.add((cluster, policy.api))
        yield from _refused(graph, cluster, policy)


def _refused(graph: Graph, cluster: str, policy: NetworkPolicy) -> Iterator[Complaint]:
    cilium = charts(graph).get(cluster, {}).get("cilium")
    if cilium is None or _CHAINED not in cilium.values:
        return
    for name, rule in policy.egress.items():
        if rule.peers is not None and rule.peers.fqdns:
            message = "Cilium is chained to the VPC CNI, where it takes no rules by names (`fqdns`)"
            related = (Related("chained here", at(cilium.address, "values", _CHAINED)),)
            mend = "name blocks instead, or run Cilium by itself"
            yield Complaint(at(policy.address, "egress", name, "to", "fqdns"), message, mend, related)
