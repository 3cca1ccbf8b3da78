"""In production admission policies refuse what breaks them, in every namespace of applications.

Design document §7: "Admission controllers (OPA/Gatekeeper) enforce security baselines". With `warn` or `dryrun` a
privileged pod starts all the same:
https://open-policy-agent.github.io/gatekeeper/website/docs/violations/
https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html

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
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                admission_policies:
                  baseline:
                    engine: gatekeeper
                    rules: [no_privileged_pods]
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
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                admission_policies:
                  baseline:
                    engine: gatekeeper
                    rules: [no_privileged_pods]
                    enforcement: dryrun
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
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                admission_policies:
                  baseline:
                    engine: gatekeeper
                    rules: [no_privileged_pods]
                    excluded_namespaces: namespaces.api
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.workloads import application_namespaces, cluster_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.admission_policy import AdmissionPolicy
from innovate_model.resources.eks_cluster import EksCluster

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster with applications and without a policy, and for each policy that lets through."""
    namespaces: dict[str, set[str]] = {}
    for namespace, _ in application_namespaces(graph):
        namespaces.setdefault(cluster_of(namespace), set()).add(namespace.address)
    policies: dict[str, list[AdmissionPolicy]] = {}
    for policy in in_environment(graph, AdmissionPolicy, "production"):
        policies.setdefault(policy.parent, []).append(policy)
    for cluster in in_environment(graph, EksCluster, "production"):
        if cluster.address in namespaces and cluster.address not in policies:
            message = "runs applications in production, and no admission policy says what may run"
            mend = "admission_policies: {baseline: {engine: gatekeeper, rules: [no_privileged_pods]}}"
            yield Complaint(at(cluster.address, "admission_policies"), message, mend)
        for policy in policies.get(cluster.address, ()):
            yield from _lets_through(policy, namespaces.get(cluster.address, set()))


def _lets_through(policy: AdmissionPolicy, namespaces: set[str]) -> Iterator[Complaint]:
    if policy.enforcement != "deny":
        message = f"lets everything through in production: {policy.enforcement} refuses nothing"
        yield Complaint(at(policy.address, "enforcement"), message, "enforcement: deny")
    for address in policy.excluded_namespaces:
        if address in namespaces:
            message = f"leaves out {address.rpartition('.')[2]}, where applications run"
            related = (Related("this namespace", at(address)),)
            mend = "exclude namespaces of the cluster's own add-ons alone"
            yield Complaint(at(policy.address, "excluded_namespaces"), message, mend, related)
