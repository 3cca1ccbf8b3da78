"""Each environment has a cluster of its own, and none lives as a namespace in another's.

Design document §4.1: "Separate EKS clusters per environment". Namespaces share nodes, the API server and its
upgrades, so what staging tries out happens to production too:
https://docs.aws.amazon.com/eks/latest/best-practices/multi-account-strategy.html

Judged are environments when any of them has a cluster.

PASS:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {}}}}
      production:
        account_id: "111111111112"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {}}}}
FAIL:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
      production:
        account_id: "111111111112"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {}}}}
FAIL:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {}}}}
      production:
        account_id: "111111111112"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {}, staging: {}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.namespace import Namespace

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each environment without a cluster, at its first account, and for each namespace that has the
    name of another environment."""
    clusters = {environment_of(graph, cluster): cluster.address for cluster in graph.model.of(EksCluster)}
    clusters.pop("", None)
    accounts: dict[str, str] = {}
    for account in graph.model.of(Account):
        if account.environment:
            accounts.setdefault(account.environment, account.address)
    for environment, address in accounts.items():
        if clusters and environment not in clusters:
            other, cluster = next(iter(clusters.items()))
            message = f"{environment} has no cluster of its own, and {other} has one"
            related = (Related(f"the cluster of {other}", at(cluster)),)
            yield Complaint(at(address, "environment"), message, "eks_clusters in a VPC of this account", related)
    for namespace in graph.model.of(Namespace):
        own = environment_of(graph, namespace)
        if own and namespace.name != own and namespace.name in accounts:
            message = f"{namespace.name} lives in the cluster of {own}"
            yield Complaint(at(namespace.address), message, f"move it to a cluster of {namespace.name}")
