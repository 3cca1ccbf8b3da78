"""The quotas of a namespace in dev are tighter than those of the same namespace in production.

Design document §2: "Lower cost configurations with tighter quotas" for Sandbox/Dev. A quota as wide as production's
lets an experiment grow to production's bill:
https://kubernetes.io/docs/concepts/policy/resource-quotas/

Namespaces are the same when their addresses are, but for the account. What only one side bounds is not compared.

PASS:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                namespaces: {api: {resource_quota: {cpu: 2, memory: 4Gi}}}
      production:
        account_id: "111111111112"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                namespaces: {api: {resource_quota: {cpu: 16, memory: 32Gi}}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                namespaces: {api: {resource_quota: {cpu: 16, memory: 4Gi}}}
      production:
        account_id: "111111111112"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                namespaces: {api: {resource_quota: {cpu: 16, memory: 32Gi}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.quantities import amounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.namespace import Namespace

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each resource of a quota in dev that is not below production's."""
    production = {_place(namespace): namespace for namespace in in_environment(graph, Namespace, "production")}
    for namespace in in_environment(graph, Namespace, "dev"):
        twin = production.get(_place(namespace))
        if twin is None:
            continue
        limits = amounts(twin.resource_quota)
        for name, amount in amounts(namespace.resource_quota).items():
            if name in limits and amount >= limits[name]:
                most = getattr(twin.resource_quota, name)
                message = f"dev may take {getattr(namespace.resource_quota, name)} of {name}, production {most}"
                related = (Related("production's quota", at(twin.address, "resource_quota", name)),)
                mend = f"a {name} below {most}"
                yield Complaint(at(namespace.address, "resource_quota", name), message, mend, related)


def _place(namespace: Namespace) -> str:
    account = namespace.within(Account.section) or ""
    return namespace.address.removeprefix(account)
