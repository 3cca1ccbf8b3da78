"""Pods that use AWS do so by a service account of their own that an IAM role trusts, not by their node's role.

Design document §7: "IRSA for pods to fetch secrets". Every pod on a node can take the node's role unless the instance
metadata is closed to it, so what that role may read all of them may:
https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html

A pod uses AWS when it connects to a bucket or to the endpoint of an AWS service. A node's role is judged by its own
`permissions` on resources of the model; the managed policies that nodes need are none.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import aws_connections, has_identity
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment without an identity, and for each statement of a node's role that hands out
    content."""
    for deployment in graph.model.of(Deployment):
        names = aws_connections(graph, deployment)
        if names and not has_identity(graph, deployment):
            message = "uses AWS, and no IAM role trusts a service account of its own"
            mend = "service_account: NAME, and an IAM role whose trust.irsa names it"
            related = (Related("it uses AWS here", at(deployment.address, "connects_to", names[0])),)
            yield Complaint(at(deployment.address, "service_account"), message, mend, related)
    yield from _nodes(graph)


def _nodes(graph: Graph) -> Iterator[Complaint]:
    groups = {group.iam_role: group.address for group in graph.model.of(EksNodeGroup) if group.iam_role}
    for role, group in groups.items():
        seen: set[str] = set()
        for edge in graph.out(role, Relation.READS, Relation.ASSUMES):
            if edge.path[0] != "permissions" or str(edge.path[1]) in seen:
                continue
            seen.add(str(edge.path[1]))
            message = f"every pod on the nodes of this role may take it, and so {edge.detail} on {edge.target}"
            related = (Related("nodes with this role", at(group, "iam_role")),)
            mend = "give it to a role that trusts the service account of the pods that need it"
            yield Complaint(at(role, *edge.path), message, mend, related)
