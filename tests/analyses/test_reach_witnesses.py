"""Flows that are shown are flows that can be: between two addresses."""

from contextlib import suppress
from itertools import islice, product

from hypothesis import given

from innovate_model.analyses.reachability import NotInNetwork, reach
from innovate_model.analyses.sessions import openings, witness
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph
from innovate_model.testing.strategies import graphs
from innovate_model.values import parse_ports
from tests.support import examples

from .networks import OPEN, Yaml, network

TLS = parse_ports("tcp/443")
PUBLIC = Yaml(f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets: {{app: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: public}}}}
    route_tables: {{public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    security_groups: {{all: {OPEN}}}
    lbs:
      api:
        type: network
        subnets: app
        security_groups: all
        listeners: {{web: {{port: 443, protocol: TCP, forward_to: app}}}}
        target_groups: {{app: {{port: 443, protocol: TCP}}}}
    instances:
      one: {{instance_type: t3.small, subnet: app, security_groups: all}}
      two: {{instance_type: t3.small, subnet: app, security_groups: all}}
      ten: {{instance_type: t3.small, subnet: app, security_groups: all, private_ip: 10.0.1.10}}
""")


def test_address_that_aws_chooses_is_not_made_up():
    """A load balancer's public address is not known, and the client has that of an example."""
    found = openings(network(PUBLIC), ["internet"], ["lbs.api"], [TLS])
    shown = {str(witness(network(PUBLIC), one).flow) for one in found}
    assert shown == {"tcp 198.51.100.1:1024 -> (address not known):443"}


def test_neighbours_whose_addresses_aws_chooses_have_two():
    """Both may have any address of their subnet, and not the same one at once."""
    graph = network(PUBLIC)
    for opening in openings(graph, ["instances.one"], ["instances.two"], [TLS]):
        flow = witness(graph, opening).flow
        assert flow.source_ip != flow.destination_ip


def test_host_of_a_subnet_has_not_the_address_of_what_it_calls():
    """Neither a representative one nor one that is stated; nor is it one that calls itself."""
    for target in ("instances.one", "instances.ten", "subnets.app"):
        flow = reach(network(PUBLIC), "subnets.app", target, TLS).witness.flow
        assert flow.source_ip != flow.destination_ip
        reverse = reach(network(PUBLIC), target, "subnets.app", TLS).witness.flow
        assert reverse.source_ip != reverse.destination_ip


@given(graph=graphs())
@examples(15, 300)
def test_no_witness_is_from_an_address_to_itself(graph: Graph):
    """Whatever works in a random organisation, and whatever is asked of it."""
    names = [*survey(graph).endpoints.by_owner, "internet"]
    with suppress(NotInNetwork):
        for opening in islice(openings(graph, _opening(graph, names), names), 200):
            flow = witness(graph, opening).flow
            assert not flow.source_ip or flow.source_ip != flow.destination_ip, str(flow)
    for source, destination in islice(product(_opening(graph, names), names), 60):
        with suppress(NotInNetwork):
            flow = reach(graph, source, destination, TLS).witness.flow if source != destination else None
            assert flow is None or not flow.source_ip or flow.source_ip != flow.destination_ip, str(flow)


def _opening(graph: Graph, names: list[str]) -> list[str]:
    """Those that open sessions."""
    return [name for name in names if name == "internet" or graph.model[name].kind != "nat_gateway"]
