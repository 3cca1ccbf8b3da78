"""Pods that use a database get its credentials by their own service account.

Design document §6: "EKS workloads connect via Secrets Manager credentials and IAM Roles for Service Accounts (IRSA)".
So no password stands in an image or a manifest, and no other pod on the node can read it:
https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html

A role that trusts the deployment's service account must read a secret, or log in to the database by IAM itself
(`rds-db:connect`). Whether a password also stands somewhere else, the model does not say.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        secrets: {db: {rotation_days: 30}}
        iam_roles:
          api:
            trust: {irsa: vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api}
            permissions: {db: {effect: Allow, actions: ["secretsmanager:GetSecretValue"], on: secrets.db}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 1}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    service_accounts: {api: {}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m}
                        node_groups: general
                        service_account: api
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 1}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m}
                        node_groups: general
                        connects_to: {db: aurora_clusters.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.pod_identity import readings, roles_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.secret import Secret

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment that connects to a database and can read nothing that lets it in."""
    for deployment in graph.model.of(Deployment):
        names = [
            name
            for name, target in deployment.connects_to.items()
            if graph.model.get(target, AuroraCluster) is not None
        ]
        if not names or _may_log_in(graph, deployment, [deployment.connects_to[name] for name in names]):
            continue
        related = (Related("it connects to a database here", at(deployment.address, "connects_to", names[0])),)
        yield Complaint(at(deployment.address, "service_account"), *_what_is_missing(graph, deployment), related)


def _may_log_in(graph: Graph, deployment: Deployment, databases: list[str]) -> bool:
    for edge in readings(graph, deployment):
        target = graph.model[edge.target]
        if isinstance(target, Secret) or edge.target in databases:
            return True
        if target.kind == "account" and ("secretsmanager:" in edge.detail or "rds-db:connect" in edge.detail):
            return True
    return False


def _what_is_missing(graph: Graph, deployment: Deployment) -> tuple[str, str]:
    """The message and the suggestion."""
    if deployment.service_account is None:
        return "uses a database without a service account", "service_account: one that an IAM role trusts"
    roles = roles_of(graph, deployment)
    if not roles:
        return "uses a database, and no IAM role trusts its service account", "add it to the trust.irsa of a role"
    role = roles[0].rpartition(".")[2]
    message = f"uses a database, and its role {role} can read no secret"
    return message, f"allow {role} secretsmanager:GetSecretValue on the database's secret"
