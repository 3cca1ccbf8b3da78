"""Requests get through the network: to load balancers, and from them to their targets.

Nobody writes these connections down, and a load balancer without them is of no use: viewers to each listener of one
that faces the internet, or CloudFront's servers to one that is its origin
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html); VPC links of HTTP APIs
to the listeners that they call; and load balancers to their targets, on the port of the target group, on which their
health is checked as well
(https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html#target-security-groups).
Network ACLs have to let the answers back to the ports from which a load balancer calls, 1024 to 65535:
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html

What depends on what the model does not say is no finding, nor is what only one of AWS's prefix lists lets in. Not
judged are internal load balancers as origins of CloudFront, target groups over UDP, and what a network load balancer
hands on under the addresses of its clients: of it the health checks are.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            network_acls:
              public:
                ingress:
                  100: {allow: tcp/443, from: 0.0.0.0/0}
                  110: {allow: tcp/1024-65535, from: subnets.app}
                egress:
                  100: {allow: tcp/8080, to: subnets.app}
                  110: {allow: tcp/1024-65535, to: 0.0.0.0/0}
            subnets:
              public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public, network_acl: public}
              app: {per: availability_zone, newbits: 4, netnum: 4}
            security_groups:
              alb:
                ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}
                egress: {api: {ports: tcp/8080, to: security_groups.api}}
              api: {ingress: {alb: {ports: tcp/8080, from: security_groups.alb}}, egress: {}}
            instances: {api: {instance_type: m6i.large, subnet: app-a, security_groups: api}}
            lbs:
              api:
                type: application
                subnets: public
                security_groups: alb
                listeners: {https: {port: 443, protocol: HTTPS, certificate: a.example, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP, targets: instances.api}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets:
              public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}
              app: {per: availability_zone, newbits: 4, netnum: 4}
            security_groups:
              alb:
                ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}
                egress: {api: {ports: tcp/8080, to: security_groups.api}}
              api: {ingress: {alb: {ports: tcp/8080, from: security_groups.alb}}, egress: {}}
            instances: {api: {instance_type: m6i.large, subnet: app-a, security_groups: api}}
            lbs:
              api:
                type: application
                subnets: public
                security_groups: alb
                listeners: {https: {port: 443, protocol: HTTPS, certificate: a.example, forward_to: api}}
                target_groups: {api: {port: 9999, protocol: HTTP, targets: instances.api}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
            security_groups:
              alb: {ingress: {}, egress: {}}
            lbs:
              api:
                type: application
                subnets: public
                security_groups: alb
                listeners: {https: {port: 443, protocol: HTTPS, certificate: a.example, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
        cloudfront_distributions:
          edge:
            origins: {api: {lb: vpcs.main.lbs.api}}
            default_origin: api
            viewer_protocol_policy: https-only
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.obstructing import blocked
from innovate_model.analyses.passages import from_apis, from_viewers, to_origins, to_targets
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.span import Path

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.2"

_WAYS = {
    to_origins: "CloudFront's requests to this origin",
    from_viewers: "requests of the internet to this listener",
    from_apis: "this API's requests to the listener",
    to_targets: "requests and health checks to this target",
}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each way that is blocked."""
    what: dict[Path, str] = {}
    ways = []
    for found, said in _WAYS.items():
        for way in found(graph):
            what[way.path] = said
            ways.append(way)
    for one in blocked(graph, ways):
        yield Complaint(one.way.path, one.sentence(what[one.way.path]), one.remedy, one.stops)
