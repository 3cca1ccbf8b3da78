"""Pods that use AWS do so by a service account of their own that an IAM role trusts, not by their node's role.

Design document §7: "IRSA for pods to fetch secrets". Every pod on a node can take the node's role unless the instance
metadata is closed to it, so what that role may read all of them may:
https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html

A pod uses AWS when it connects to a bucket or to the endpoint of an AWS service, and when it sends metrics, logs or
traces to one. A node's role is judged by its own `permissions` on resources of the model, and by those of AWS's managed
policies that hand out content; pulling images is what every node needs.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          api:
            trust: {irsa: vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api}
            permissions: {files: {effect: Allow, actions: ["s3:GetObject"], on: s3_buckets.files}}
        s3_buckets: {files: {}}
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
                    service_accounts: {api: {}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        service_account: api
                        connects_to: {files: s3_buckets.files}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {files: {}}
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        connects_to: {files: s3_buckets.files}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {files: {}}
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
                    service_accounts: {api: {}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        service_account: api
                        connects_to: {files: s3_buckets.files}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          node:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {files: {effect: Allow, actions: ["s3:GetObject"], on: s3_buckets.files}}
        s3_buckets: {files: {}}
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
                    iam_role: node
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles: {node: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [AmazonS3FullAccess]}}
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
                    iam_role: node
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        cloudwatch_log_groups: {app: {log_group_name: /app, retention_in_days: 30}}
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
                  system:
                    daemon_sets:
                      logs: {requests: {}, node_groups: general, sends_to: {logs: cloudwatch_log_groups.app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import aws_uses, has_identity
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"
_PULLING = "ecr:"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment or daemon set without an identity, and for each statement and managed policy of
    a node's role that hands out content."""
    workloads: list[Deployment | DaemonSet] = [*graph.model.of(Deployment), *graph.model.of(DaemonSet)]
    for workload in workloads:
        uses = aws_uses(graph, workload)
        if uses and not has_identity(graph, workload):
            message = "uses AWS, and no IAM role trusts a service account of its own"
            mend = "service_account: NAME, and an IAM role whose trust.irsa names it"
            related = (Related("it uses AWS here", at(workload.address, *uses[0])),)
            yield Complaint(at(workload.address, "service_account"), message, mend, related)
    yield from _nodes(graph)


def _nodes(graph: Graph) -> Iterator[Complaint]:
    groups = {group.iam_role: group.address for group in graph.model.of(EksNodeGroup) if group.iam_role}
    for role, group in groups.items():
        seen: set[tuple[str | int, ...]] = set()
        for edge in graph.out(role, Relation.READS, Relation.ASSUMES):
            place = edge.path[:2]
            if place in seen or (place[0] == "managed_policies" and _pulls_only(edge.detail)):
                continue
            seen.add(place)
            message = f"every pod on the nodes of this role may take it, and so {edge.detail} on {edge.target}"
            related = (Related("nodes with this role", at(group, "iam_role")),)
            mend = "give it to a role that trusts the service account of the pods that need it"
            yield Complaint(at(role, *edge.path), message, mend, related)


def _pulls_only(actions: str) -> bool:
    return all(action.startswith(_PULLING) for action in actions.split(", "))
