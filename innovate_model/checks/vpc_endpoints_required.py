"""A VPC with a cluster reaches the AWS services that the cluster needs through endpoints.

Design document §3.1: "Interface endpoints for SSM, ECR, CloudWatch, Secrets Manager; Gateway endpoint for S3".
Without them images, logs and credentials travel through the NAT gateway, at its price and with its fate:
https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html

The S3 endpoint is a route (image layers come from S3), so the tables of the nodes' subnets must have it. An interface
endpoint serves whom the names of the service lead to it, by private DNS or by a private zone of one's own under
amazonaws.com, and whom its security groups let in on port 443:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

Private DNS is not asked of S3, DynamoDB and API Gateway, whose public names are wanted beside the endpoint.

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
            vpc_endpoints:
              s3: {service: s3, type: Gateway, route_tables: app}
              ssm: {service: ssm, type: Interface, subnets: app, private_dns_enabled: no}
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
            security_groups: {closed: {egress: {}}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
            vpc_endpoints:
              s3: {service: s3, type: Gateway, route_tables: app}
              ssm: {service: ssm, type: Interface, subnets: app, security_groups: closed}
              ecr-api: {service: ecr.api, type: Interface, subnets: app}
              ecr-dkr: {service: ecr.dkr, type: Interface, subnets: app}
              logs: {service: logs, type: Interface, subnets: app}
              monitoring: {service: monitoring, type: Interface, subnets: app}
              secretsmanager: {service: secretsmanager, type: Interface, subnets: app}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from innovate_model.analyses.tiers import route_table_of, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.route53_zone import Route53Zone
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.vpc_endpoint import VpcEndpoint

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.1"


INTERFACES = ("ecr.api", "ecr.dkr", "logs", "monitoring", "secretsmanager", "ssm")
"""`logs` and `monitoring` are the two halves of CloudWatch."""
_PUBLIC_TOO = ("s3", "dynamodb", "execute-api")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC that lacks endpoints, one for each S3 endpoint that nodes do not route to, and one for
    each endpoint that no name leads to or that lets nobody in."""
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
        yield from _useless(graph, own)
    yield from _unrouted(graph, endpoints)


def _useless(graph: Graph, endpoints: list[VpcEndpoint]) -> Iterator[Complaint]:
    for endpoint in endpoints:
        if endpoint.type_ != "Interface" or not endpoint.service:
            continue
        is_named = endpoint.private_dns_enabled or endpoint.service in _PUBLIC_TOO
        if not is_named and endpoint.parent not in _with_names_of_aws(graph):
            message = f"the names of {endpoint.service} lead to AWS's public addresses, past this endpoint"
            yield Complaint(at(endpoint.address, "private_dns_enabled"), message, "private_dns_enabled: yes")
        groups = [graph.model.get(address, SecurityGroup) for address in endpoint.security_groups]
        rules = [rule for group in groups if group is not None for rule in group.ingress.values()]
        if groups and not any(rule.ports.covers("tcp", 443) for rule in rules):
            message = "no security group of this endpoint lets anybody in on port 443"
            yield Complaint(at(endpoint.address, "security_groups"), message, "ingress: {https: {ports: tcp/443, ...}}")


@lru_cache(maxsize=2)
def _with_names_of_aws(graph: Graph) -> frozenset[str]:
    """The VPCs that have a private zone of their own for names of AWS's."""
    zones = (zone for zone in graph.model.of(Route53Zone) if zone.domain_name.endswith("amazonaws.com"))
    return frozenset(vpc for zone in zones for vpc in zone.vpcs)


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
