"""Which ports are asked about where nobody said."""

import pytest

from innovate_model.analyses.connecting import connections
from innovate_model.analyses.reachability import reach

from .networks import OPEN, Yaml, network

BALANCED = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets: {{app: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: public}}}}
    route_tables: {{public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    security_groups:
      all: {OPEN}
      app: {{ingress: {{health: {{ports: tcp/80, from: 10.0.0.0/16}}, web: {{ports: tcp/8080, from: 10.0.0.0/16}}}},
        egress: {{}}}}
    lbs:
      alb:
        type: application
        subnets: app
        security_groups: app
        target_groups: {{app: {{port: 8080, protocol: HTTP, targets: instances.app}}}}
        listeners:
          old: {{port: 80, protocol: HTTP, redirect_to_https: yes}}
          web: {{port: 8443, protocol: HTTP, forward_to: app}}
      nlb:
        type: network
        subnets: app
        target_groups: {{dns: {{port: 5353, protocol: TCP_UDP, targets: instances.app}}}}
        listeners: {{dns: {{port: 9000, protocol: TCP_UDP, forward_to: dns}}}}
      bare: {{type: network, subnets: app}}
    instances:
      app: {{instance_type: t3.small, subnet: app, security_groups: app}}
      other: {{instance_type: t3.small, subnet: app, security_groups: app}}
      client: {{instance_type: t3.small, subnet: app, security_groups: all}}
""")


@pytest.mark.parametrize(
    ("source", "destination", "ports", "why"),
    [
        ("lbs.alb", "instances.app", ["tcp/8080"], "target groups"),
        ("lbs.nlb", "instances.app", ["tcp/5353", "udp/5353"], "target groups"),
        ("lbs.alb", "instances.other", ["tcp/80", "tcp/8080"], "security groups"),
        ("instances.client", "instances.app", ["tcp/80", "tcp/8080"], "security groups"),
        ("instances.client", "lbs.alb", ["tcp/80", "tcp/8443"], "listeners"),
        ("internet", "lbs.nlb", ["tcp/9000", "udp/9000"], "listeners"),
        ("internet", "lbs.bare", ["tcp/443"], "assumed"),
    ],
)
def test_ports_are_those_that_something_listens_on(source: str, destination: str, ports: list[str], why: str):
    """Listeners of a load balancer, target groups behind it; what security groups admit for the rest."""
    answer = reach(network(BALANCED), source, destination)
    assert [str(one) for one in answer.ports] == ports
    assert why in answer.assumption


def test_connections_of_a_load_balancer_are_on_the_ports_of_its_target_groups():
    """`reach` and `connections` ask about the same port."""
    (found,) = connections(network(BALANCED.but("egress: {}", "egress: {all: {ports: all, to: 0.0.0.0/0}}")),
                           "lbs.alb", ["accounts.dev.vpcs.main.instances.app"])  # fmt: skip
    assert str(found.ports) == "tcp/8080"
