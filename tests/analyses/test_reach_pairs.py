"""Answers about several pairs of endpoints that do not all end alike."""

from innovate_model.analyses.reachability import Answer, Verdict, reach
from innovate_model.values import parse_ports

from .networks import OPEN, Yaml, network

HALF = Yaml(f"""
transit_gateways: {{hub: {{route_tables: {{main: {{}}}}}}}}
vpcs:
  app:
    cidr_block: 10.0.0.0/16
    subnets: {{a: {{availability_zone: a, cidr_block: 10.0.0.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{10.9.0.0/16: transit_gateway_attachments.app}}}}}}
    transit_gateway_attachments:
      app: {{transit_gateway: hub, subnets: a, association: main, propagations: main}}
    security_groups: {{all: {OPEN}}}
    instances: {{client: {{instance_type: t3.small, subnet: a, security_groups: all}}}}
  data:
    cidr_block: 10.9.0.0/16
    subnets:
      a: {{availability_zone: a, cidr_block: 10.9.0.0/24, route_table: data}}
      b: {{availability_zone: b, cidr_block: 10.9.1.0/24, route_table: data}}
    route_tables: {{data: {{routes: {{10.0.0.0/16: transit_gateway_attachments.data}}}}}}
    transit_gateway_attachments:
      data: {{transit_gateway: hub, subnets: a, association: main, propagations: main}}
    security_groups: {{all: {OPEN}}}
    efs_file_systems: {{files: {{subnets: [a, b], security_groups: all, encrypted: yes}}}}
""")
"""The data VPC is attached in one of its two zones: an answer from the other one does not come back."""


def half() -> Answer:
    return reach(network(HALF), "instances.client", "efs_file_systems.files", parse_ports("tcp/2049"))


def test_answer_with_a_pair_that_differs_counts_and_shows_it():
    """One zone works, the other does not: said in words, with where the other is blocked."""
    answer = half()
    assert (answer.verdict, answer.agreeing, len(answer.traces)) == (Verdict.REACHABLE, 1, 2)
    assert not answer.is_unanimous
    other = answer.dissenting
    assert other is not None
    assert other.destination_subnet.endswith("data.subnets.b")
    told = "\n".join(answer.sentences())
    assert f"reachable for 1 of 2 pairs of endpoints; blocked, for one: {other.flow}" in told
    assert "transit_gateway_attachments.data: has no subnet in us-east-1b" in told
    assert "1 of 2 pairs" in answer.table().sentence


def test_unanimous_answer_has_no_other_pair():
    """Attached in both zones, there is nothing to add."""
    whole = network(
        HALF.but("data: {transit_gateway: hub, subnets: a,", "data: {transit_gateway: hub, subnets: [a, b],")
    )
    answer = reach(whole, "instances.client", "efs_file_systems.files", parse_ports("tcp/2049"))
    assert (answer.is_unanimous, answer.dissenting) == (True, None)
    assert "pairs of endpoints;" not in str(answer)


OFFICE = Yaml("""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {main: {}}
    subnets: {a: {availability_zone: a, cidr_block: 10.0.0.0/24, route_table: public}}
    route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
    security_groups:
      office: {ingress: {ssh: {ports: tcp/22, from: 203.0.113.0/24}}, egress: {}}
      partner: {ingress: {}, egress: {web: {ports: tcp/443, to: 203.0.113.0/24}}}
    instances:
      gate: {instance_type: t3.small, subnet: a, security_groups: office, public_ip: 192.0.2.9}
      client: {instance_type: t3.small, subnet: a, security_groups: partner, public_ip: 192.0.2.8}
""")


def test_part_of_the_internet_is_named_by_its_direction():
    """`from` a part where sessions start there, `to` a part where they end there."""
    assert reach(network(OFFICE), "internet", "instances.gate").note == "from 203.0.113.0/24 only"
    assert reach(network(OFFICE), "instances.client", "internet").note == "to 203.0.113.0/24 only"
