"""A namespace's quota has room for all the pods that its autoscalers may ask for.

Design document §4.2: "Namespaces per microservice domain with ResourceQuotas" and "Horizontal Pod Autoscaler (HPA)".
The API server refuses the pod that goes beyond the quota, so that a quota below the autoscalers' bounds stops them in
the hour of need: https://kubernetes.io/docs/concepts/policy/resource-quotas/

A resource that some pod of the namespace does not request is not added up.

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
                    resource_quota: {cpu: 1, memory: 1Gi}
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
                    resource_quota: {cpu: 900m, memory: 1Gi}
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
                    resource_quota: {cpu: 1, memory: 1G}
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.quantities import amounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.namespace import Namespace

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each resource of a quota that is too tight."""
    deployments: dict[str, list[Deployment]] = {}
    for deployment in graph.model.of(Deployment):
        deployments.setdefault(deployment.parent, []).append(deployment)
    for address, members in deployments.items():
        namespace = graph.model.get(address, Namespace)
        for name, quota in amounts(namespace.resource_quota).items() if namespace is not None else ():
            wanted = _wanted(members, name)
            if wanted is not None and wanted > quota:
                written = getattr(getattr(namespace, "resource_quota", None), name)
                message = f"at their most the pods request {_shown(name, wanted)} of {name}, and the quota is {written}"
                largest = max(members, key=lambda each: amounts(each.requests)[name] * each.replicas.max)
                related = (Related("most of it by this", at(largest.address, "replicas")),)
                mend = f"{name}: {_shown(name, wanted)} at least, or fewer replicas"
                yield Complaint(at(address, "resource_quota", name), message, mend, related)


def _wanted(members: list[Deployment], name: str) -> Decimal | None:
    requests = [(amounts(each.requests).get(name), each.replicas.max) for each in members]
    if any(amount is None for amount, _ in requests):
        return None
    return sum((amount * count for amount, count in requests if amount is not None), Decimal(0))


def _shown(name: str, amount: Decimal) -> str:
    return f"{amount.normalize():f}" if name == "cpu" else f"{-(-amount // 2**20):f}Mi"
