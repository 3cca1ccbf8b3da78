"""Staging runs what production runs, in the same versions.

Design document §2: "Pre-production validation mirroring production". What staging does not have, or has in another
version, is tried for the first time in front of customers:
https://docs.aws.amazon.com/wellarchitected/latest/framework/ops_dev_integ_multi_env.html

Judged are the programs of the team (what charts and add-ons bring is not), databases and clusters, by their names below
the account; sizes may differ. A model without one of the two environments is not judged.

PASS:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.8, subnets: data, storage_encrypted: yes}
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      staging:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
            eks_clusters:
              main:
                version: 1.34
                subnets: data
                node_groups:
                  all:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                    subnets: data
                namespaces:
                  api: {deployments: {api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "2"

Mirrored = AuroraCluster | Deployment | EksCluster


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each that staging lacks, and for each that it has in another version."""
    if not any(account.environment == "staging" for account in graph.model.of(Account)):
        return
    in_staging = {_place(item): item for item in _mirrored(graph, "staging")}
    for item in _mirrored(graph, "production"):
        twin = in_staging.get(_place(item))
        if twin is None:
            message = f"staging has no {item.kind} {item.name} to try changes on"
            yield Complaint(at(item.address), message, "put it into the blueprint of both")
            continue
        attribute = {"aurora_cluster": "engine_version", "eks_cluster": "version"}.get(item.kind, "")
        if attribute and getattr(item, attribute) != getattr(twin, attribute):
            message = f"production runs {getattr(item, attribute)}, and staging has tried {getattr(twin, attribute)}"
            related = (Related("staging's", at(twin.address, attribute)),)
            yield Complaint(at(item.address, attribute), message, "one version for both", related)


def _mirrored(graph: Graph, environment: str) -> Iterator[Mirrored]:
    yield from in_environment(graph, AuroraCluster, environment)
    yield from in_environment(graph, EksCluster, environment)
    yield from (item for item in in_environment(graph, Deployment, environment) if item.installed_by is None)


def _place(item: Mirrored) -> tuple[str, str]:
    """Its kind, and its names below the account: the VPC's may differ."""
    names = item.address.split(".")[5::2]
    return item.kind, ".".join(names)
