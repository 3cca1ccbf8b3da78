"""Every cluster's metrics reach Prometheus, its logs CloudWatch, and its traces X-Ray.

Design document §8: "Metrics: Prometheus -> AMP", "Logs: Fluent Bit -> CloudWatch Logs", "Traces: AWS Distro for
OpenTelemetry exporting to X-Ray or AMP" (AMP takes metrics only, so X-Ray it is). What nobody collects is not there on
the day it is needed: https://docs.aws.amazon.com/eks/latest/userguide/eks-observe.html

Clusters in accounts without an environment are not judged, nor those of whose workloads the model says nothing.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        environment: dev
        prometheus_workspaces: {main: {}}
        xray_groups: {api: {filter_expression: service("api")}}
        cloudwatch_log_groups: {app: {}}
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
                        sends_to:
                          metrics: prometheus_workspaces.main
                          logs: cloudwatch_log_groups.app
                          traces: xray_groups.api
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        environment: dev
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
                  api:
                    deployments: {api: {replicas: {min: 2, max: 2}, requests: {}, node_groups: general}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.signals import stores_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "8"
WANTED = {"prometheus_workspace": "metrics", "cloudwatch_log_group": "logs", "xray_group": "traces"}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster, with all that is missing."""
    described = {deployment.within(EksCluster.section) for deployment in graph.model.of(Deployment)}
    for cluster in graph.model.of(EksCluster):
        if cluster.address not in described or not environment_of(graph, cluster):
            continue
        kept = stores_of(graph).get(cluster.address, {})
        missing = [f"its {signal} to a {kind}" for kind, signal in WANTED.items() if kind not in kept]
        if missing:
            message = f"nothing in this cluster sends {', '.join(missing)}"
            mend = "give a collector `sends_to: {metrics: ..., logs: ..., traces: ...}`"
            yield Complaint(at(cluster.address), message, mend)
