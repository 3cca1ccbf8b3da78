"""A VPC with a cluster reaches the AWS services that the cluster needs through endpoints.

Design document §3.1: "Interface endpoints for SSM, ECR, CloudWatch, Secrets Manager; Gateway endpoint for S3".
Without them images, logs and credentials travel through the NAT gateway, at its price and with its fate:
https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html

The S3 endpoint is a route (image layers come from S3), so the tables of the nodes' subnets must have it.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
            route_tables: {app: {routes: {}}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
            vpc_endpoints:
              s3: {service: s3, type: Gateway, route_tables: app}
              ssm: {service: ssm, type: Interface, subnets: app}
              ecr-api: {service: ecr.api, type: Interface, subnets: app}
              ecr-dkr: {service: ecr.dkr, type: Interface, subnets: app}
              logs: {service: logs, type: Interface, subnets: app}
              monitoring: {service: monitoring, type: Interface, subnets: app}
              secretsmanager: {service: secretsmanager, type: Interface, subnets: app}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
            route_tables: {app: {routes: {}}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
            vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import route_table_of, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.vpc_endpoint import VpcEndpoint

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.1"


INTERFACES = ("ecr.api", "ecr.dkr", "logs", "monitoring", "secretsmanager", "ssm")
"""`logs` and `monitoring` are the two halves of CloudWatch."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC that lacks endpoints, and one for each S3 endpoint that nodes do not route to."""
    endpoints: dict[str, list[VpcEndpoint]] = {}
    for endpoint in graph.model.of(VpcEndpoint):
        endpoints.setdefault(endpoint.parent, []).append(endpoint)
    for vpc in dict.fromkeys(cluster.parent for cluster in graph.model.of(EksCluster)):
        own = endpoints.get(vpc, [])
        present = {(endpoint.service, endpoint.type_) for endpoint in own}
        missing = [f"{service} (Interface)" for service in INTERFACES if (service, "Interface") not in present]
        missing += ["s3 (Gateway)"] if ("s3", "Gateway") not in present else []
        if missing:
            message = f"a cluster's VPC lacks the endpoints {', '.join(missing)}"
            yield Complaint(at(vpc, "vpc_endpoints"), message, "add them to its vpc_endpoints")
    yield from _unrouted(graph, endpoints)


def _unrouted(graph: Graph, endpoints: dict[str, list[VpcEndpoint]]) -> Iterator[Complaint]:
    for vpc, tables in _tables_of_nodes(graph).items():
        gateways = [one for one in endpoints.get(vpc, []) if (one.service, one.type_) == ("s3", "Gateway")]
        served = {table for gateway in gateways for table in gateway.route_tables}
        lacking = [table for table in tables if table not in served]
        if gateways and lacking:
            names = ", ".join(table.rpartition(".")[2] for table in lacking)
            message = f"the S3 endpoint is no route of {names}, which worker nodes use"
            yield Complaint(at(gateways[0].address, "route_tables"), message, f"add {names} to its route_tables")


def _tables_of_nodes(graph: Graph) -> dict[str, dict[str, None]]:
    """VPC -> the route tables of the subnets in which its nodes stand."""
    found: dict[str, dict[str, None]] = {}
    for group in graph.model.of(EksNodeGroup):
        for subnet in subnets_at(graph, group.subnets):
            table = route_table_of(graph, subnet)
            if table is not None:
                found.setdefault(subnet.parent, {})[table.address] = None
    return found
