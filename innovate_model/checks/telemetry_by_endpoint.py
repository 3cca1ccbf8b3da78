"""What a cluster sends to Prometheus, CloudWatch Logs and X-Ray takes the VPC's endpoints.

Design document §3.1: "Interface endpoints for SSM, ECR, CloudWatch, Secrets Manager". Telemetry is the steadiest stream
that leaves a cluster: without endpoints it goes through the NAT gateway, at its price by the GB and with its fate, so
that the outage of the one is not seen in the other:
https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-interface-VPC.html
https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        prometheus_workspaces: {main: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            vpc_endpoints: {prometheus: {service: aps-workspaces, type: Interface, subnets: app}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 2}
                    subnets: app
                namespaces:
                  observability:
                    deployments:
                      collector:
                        replicas: {min: 2, max: 2}
                        requests: {}
                        node_groups: general
                        sends_to: {metrics: prometheus_workspaces.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        prometheus_workspaces: {main: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 2}
                    subnets: app
                namespaces:
                  observability:
                    deployments:
                      collector:
                        replicas: {min: 2, max: 2}
                        requests: {}
                        node_groups: general
                        sends_to: {metrics: prometheus_workspaces.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.signals import stores_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.vpc_endpoint import VpcEndpoint

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.1"
SERVICES = {"prometheus_workspace": "aps-workspaces", "cloudwatch_log_group": "logs", "xray_group": "xray"}
"""Kind of store -> the service whose endpoint leads to it."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each service that a cluster of a VPC sends to past the VPC."""
    present = {
        (endpoint.parent, endpoint.service) for endpoint in graph.model.of(VpcEndpoint) if endpoint.type_ == "Interface"
    }
    told: set[tuple[str, str]] = set()
    for cluster, stores in stores_of(graph).items():
        vpc = cluster.rpartition(".")[0].rpartition(".")[0]  # the cluster may be faulty, and what runs in it not
        for kind, edge in stores.items():
            service = SERVICES[kind]
            if (vpc, service) in present or (vpc, service) in told:
                continue
            told.add((vpc, service))
            message = f"what this VPC sends to {service} leaves it through no endpoint"
            related = Related("which sends it", at(edge.source, *edge.path))
            mend = f"{service}: {{service: {service}, type: Interface, subnets: those of the nodes}}"
            yield Complaint(at(vpc, "vpc_endpoints"), message, mend, (related,))
