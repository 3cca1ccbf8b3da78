"""A shop on instances: no cluster, a load balancer before four machines, a database beside them."""

from __future__ import annotations

from typing import Any

from innovate_model.graph import Graph

from .capacity_models import graph_of

MACHINES = """
innovate: 1
organization: {title: Shop, region: us-east-1}
accounts:
  shop:
    account_id: "012345670121"
    environment: production
    applications:
      shop:
        type: web_site
        entry: cloudfront_distributions.web
        parts:
          one: vpcs.main.instances.web-1
          two: vpcs.main.instances.web-2
          three: vpcs.main.instances.web-3
          four: vpcs.main.instances.web-4
          database: vpcs.main.aurora_clusters.main
    cloudfront_distributions:
      web:
        origins: {web: {lb: vpcs.main.lbs.web}}
        default_origin: web
        viewer_protocol_policy: https-only
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        nat_gateways: {egress: {subnet: public-a}}
        subnets:
          public: {per: availability_zone, newbits: 8, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 8, netnum: 2, route_table: app}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {0.0.0.0/0: nat_gateways.egress}}
        lbs:
          web:
            type: application
            subnets: public
            listeners:
              https: {port: 443, protocol: HTTPS, certificate: shop.example, forward_to: web}
            target_groups:
              web:
                port: 8080
                protocol: HTTP
                targets: [instances.web-1, instances.web-2, instances.web-3, instances.web-4]
        instances:
          web-1: {instance_type: m5.large, subnet: app-a}
          web-2: {instance_type: m5.large, subnet: app-b}
          web-3: {instance_type: m5.large, subnet: app-a}
          web-4: {instance_type: m5.large, subnet: app-b}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: app
            storage_encrypted: yes
            instances:
              writer: {instance_class: db.r6g.large}
              reader: {instance_class: db.r6g.large, promotion_tier: 1}
"""


def machines(overlay: dict[str, Any] | None = None) -> Graph:
    """The graph of the shop on instances, under an overlay of the model."""
    return graph_of(overlay, MACHINES)
