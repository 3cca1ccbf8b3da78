"""Addresses that the model gives to interfaces: whatever they are, walker and engine agree on them."""

from itertools import permutations

import pytest

from innovate_model.analyses.reachability import Verdict, reach
from innovate_model.analyses.sessions import openings
from innovate_model.analyses.stated_addresses import stated_addresses, stated_twice
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.values import Ports

SSH = Ports("tcp", 22, 22)
ENDS = ("instances.copy", "instances.db", "subnets.app", "subnets.db")
TEXT = """\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.3.0.0/16
        subnets:
          app: {cidr_block: 10.3.1.0/26, availability_zone: a}
          db: {cidr_block: 10.3.2.0/26, availability_zone: a}
        security_groups:
          all: {ingress: {all: {ports: all, from: 10.3.0.0/16}}, egress: {all: {ports: all, to: 10.3.0.0/16}}}
        instances:
          copy: {instance_type: t3.micro, private_ip: IP, subnet: app, security_groups: all}
          db: {instance_type: t3.micro, private_ip: 10.3.2.10, subnet: db, security_groups: all}
"""


def graph_of(ip: str) -> Graph:
    """The text's network, where one instance has this address."""
    loaded = load_text(TEXT.replace("IP", ip))
    assert not loaded.findings
    return build(loaded.model)


@pytest.mark.parametrize("ip", ["10.3.1.10", "10.3.1.1", "10.3.2.40", "10.3.2.10", "10.3.77.10", "10.99.0.1"])
def test_walker_and_engine_agree(ip: str) -> None:
    """Of an address in no subnet the one said blocked, and the other open."""
    graph = graph_of(ip)
    for source, destination in permutations(ENDS, 2):
        is_open = any(one.is_certain for one in openings(graph, [source], [destination], (SSH,)))
        verdict = reach(graph, source, destination, SSH).verdict
        assert (verdict is Verdict.REACHABLE) is is_open, (source, destination, verdict)


def test_all_of_them() -> None:
    """In the order of the model, with the attribute that says each."""
    found = {
        one.ip: (one.path[-2:], one.is_inside, one.is_given_out) for one in stated_addresses(graph_of("10.3.1.3").model)
    }
    assert found == {
        "10.3.1.3": (("copy", "private_ip"), True, False),
        "10.3.2.10": (("db", "private_ip"), True, True),
    }


def test_one_address_twice() -> None:
    """The second one is told with the first."""
    ((first, second),) = stated_twice(graph_of("10.3.2.10").model)
    assert (first.owner.rpartition(".")[2], second.owner.rpartition(".")[2]) == ("copy", "db")
