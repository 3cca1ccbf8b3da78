"""Small models with a demand, of which every number can be worked out in one's head."""

from __future__ import annotations

from typing import Any

from innovate_model.analyses.capacity import Demand
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text, vary

SHOP = """
innovate: 1
organization: {title: Shop, region: us-east-1}
accounts:
  shop:
    account_id: "012345670121"
    environment: production
    applications:
      shop:
        type: rest_api
        entry: vpcs.main.lbs.api
        parts: {api: vpcs.main.eks_clusters.main.namespaces.shop.deployments.api}
    cloudwatch_log_groups: {logs: {retention_in_days: 30}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        nat_gateways: {egress: {subnet: public-a}}
        subnets:
          public: {per: availability_zone, newbits: 8, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 8, netnum: 1, route_table: app}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {0.0.0.0/0: nat_gateways.egress}}
        lbs:
          api:
            type: application
            subnets: public
            listeners:
              http: {port: 80, protocol: HTTP, redirect_to_https: yes}
              https: {port: 443, protocol: HTTPS, certificate: shop.example, forward_to: api}
            target_groups:
              api:
                port: 8080
                protocol: HTTP
                target_type: ip
                targets: eks_clusters.main.namespaces.shop.deployments.api
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: app
            storage_encrypted: yes
            instances: {writer: {instance_class: db.r6g.large}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              general:
                instance_types: [m5.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 5}
                subnets: app
            namespaces:
              shop:
                daemon_sets:
                  agent:
                    requests: {cpu: 30m, memory: 100Mi}
                    node_groups: general
                    sends_to: {logs: cloudwatch_log_groups.logs}
                deployments:
                  api:
                    replicas: {min: 1, max: 10}
                    requests: {cpu: 500m, memory: 1Gi}
                    node_groups: general
                    autoscaling: {cpu_percent: 50}
                    ports: {http: tcp/8080}
                    connects_to: {db: aurora_clusters.main}
"""

POINTS = {
    "users_per_day": 86_400,
    "growth_per_month": 0.5,
    "months_of_past": 24,
    "peak_factor": 2,
    "sessions_per_user": 1,
    "api_requests_per_session": 10,
    "static_requests_per_session": 0,
    "edge_cache_hit": 0.9,
    "kb_per_request": 1,
    "kb_per_response": 3,
    "kb_per_static_file": 10,
    "requests_per_connection": 2,
    "connection_seconds": 10,
    "cpu_seconds_per_request": 0.05,
    "queueing_factor": 1,
    "jobs_per_user": 0,
    "cpu_seconds_per_job": 0,
    "kb_per_job_file": 100,
    "reads_per_job_file": 2,
    "database_cpu_seconds_per_request": 0.02,
    "database_read_share": 0.5,
    "reads_on_readers": 1,
    "cache_hit": 0.5,
    "reader_target": 0.5,
    "database_io_per_request": 2,
    "database_kb_per_request": 8,
    "database_activity_kb_per_request": 2,
    "database_changed_per_day": 0.5,
    "database_connections_per_pod": 10,
    "users_kept_per_daily_user": 10,
    "database_kb_per_user": 1024,
    "cache_operations_per_request": 1,
    "cache_operations_per_second_of_node": 1000,
    "cache_kb_per_operation": 4,
    "cache_kb_per_user": 1024,
    "cache_connections_per_pod": 5,
    "external_calls_per_request": 1,
    "external_call_seconds": 2,
    "external_destinations": 4,
    "kb_out_per_external_call": 1,
    "kb_in_per_external_call": 3,
    "log_kb_per_request": 2,
    "access_log_kb_per_request": 1,
    "edge_log_files_per_hour": 10,
    "log_compression": 0.5,
    "trace_kb_per_request": 1,
    "traced_share": 0.25,
    "metric_kb_per_pod_minute": 60,
    "metric_samples_per_pod_minute": 1200,
    "mb_per_image": 1024,
    "image_changed_share": 0.5,
    "secret_reads_per_pod_day": 24,
    "bucket_key_requests_left": 0.25,
    "dns_queries_per_pod_minute": 6,
}
"""A user a second, ten requests a second, twenty in the busiest minute."""


def demand_of(*missing: str, **points: float) -> Demand:
    """The demand of POINTS with other points, less some of them."""
    values = {**POINTS, **points}
    return Demand.model_validate(
        {name: {"mid": value, "reason": "given"} for name, value in values.items() if name not in missing}
    )


def graph_of(overlay: dict[str, Any] | None = None, text: str = SHOP) -> Graph:
    """The graph of a model that is without fault, under an overlay of its account or its VPC's attributes."""
    loaded = load_text(text)
    if overlay:
        loaded = vary(loaded, overlay)
    assert [finding.message for finding in loaded.findings if finding.severity.name == "ERROR"] == []
    return build(loaded.model)


def in_vpc(**attributes: Any) -> dict[str, Any]:
    """An overlay of the VPC."""
    return {"accounts": {"shop": {"vpcs": {"main": attributes}}}}
