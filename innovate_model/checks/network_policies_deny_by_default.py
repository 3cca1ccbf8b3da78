"""In a namespace of applications nothing passes but what a network policy allows.

Design document §3.2: "Cilium network policies enforce pod-level traffic restrictions". A pod that no policy selects
may be reached by every pod and may reach everything, so each namespace has a policy that selects all its pods, in
both directions, and allows nothing:
https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
https://docs.aws.amazon.com/eks/latest/best-practices/network-security.html

Judged are the environments. What add-ons and releases bring is not an application.

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
                namespaces:
                  api:
                    network_policies: {default-deny: {policy_types: [Ingress, Egress]}}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
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
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
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
                namespaces:
                  api:
                    network_policies: {default-deny: {policy_types: [Ingress]}}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.pod_isolation import DIRECTIONS, denies_by_default, policies_in
from innovate_model.analyses.workloads import application_namespaces
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each namespace, which names the directions that are open."""
    for namespace, deployments in application_namespaces(graph):
        if not environment_of(graph, namespace):
            continue
        policies = policies_in(graph).get(namespace.address, ())
        open_ways = [direction for direction in DIRECTIONS if not denies_by_default(policies, direction)]
        if open_ways:
            message = f"runs applications, and no policy closes {' and '.join(open_ways)} for all its pods"
            related = (Related("one of them", at(deployments[0].address)),)
            mend = "network_policies: {default-deny: {policy_types: [Ingress, Egress]}}"
            yield Complaint(at(namespace.address, "network_policies"), message, mend, related)
