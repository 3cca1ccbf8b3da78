"""Metrics, logs and traces go where they are understood: to Prometheus, to CloudWatch Logs, to X-Ray.

Design document §8 sends traces "to X-Ray or AMP"; Amazon Managed Service for Prometheus stores Prometheus metrics and
nothing else: https://docs.aws.amazon.com/prometheus/latest/userguide/what-is-Amazon-Managed-Service-Prometheus.html

What is sent is told by its name in `sends_to`; names other than `metrics`, `logs` and `traces` are not judged. A
collector takes everything.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        prometheus_workspaces: {main: {}}
        xray_groups: {api: {filter_expression: service("api")}}
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
                        sends_to: {metrics: prometheus_workspaces.main, traces: xray_groups.api}
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
                        sends_to: {metrics: prometheus_workspaces.main, traces: prometheus_workspaces.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.signals import STORES, sent
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "8"
UNDERSTOOD = {"metrics": "prometheus_workspace", "logs": "cloudwatch_log_group", "traces": "xray_group"}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each signal that goes to the store of another."""
    for _, edge in sent(graph):
        signal, kind = str(edge.path[-1]), graph.model[edge.target].kind
        wanted = UNDERSTOOD.get(signal, kind)
        if kind in STORES and kind != wanted:
            message = f"a {kind} takes no {signal}"
            yield Complaint(at(edge.source, *edge.path), message, f"{signal}: the name of a {wanted}")
