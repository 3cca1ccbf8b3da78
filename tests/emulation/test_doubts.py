"""What cannot be mimicked is told with its reason, and never tried as if it could."""

from dataclasses import replace

import pytest

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.emulation.emulating import Outcome, Probe, emulate
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.graph import Graph

from .scenarios import INTERNET, OPEN, graph_of

ODD = f"""
kms_keys: {{data: {{description: a key, enable_key_rotation: yes}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      one: {{cidr_block: 10.0.1.0/24, availability_zone: a}}
      over: {{cidr_block: 10.0.1.128/25, availability_zone: a}}
      two: {{cidr_block: 10.0.2.0/28, availability_zone: a}}
    security_groups: {{any: {OPEN}}}
    instances:
      one: {{instance_type: t3.small, subnet: one, private_ip: 10.0.1.10, security_groups: any}}
      two: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.4, security_groups: any}}
      twin: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.5, security_groups: any}}
      double: {{instance_type: t3.small, subnet: two, private_ip: 10.0.2.5, security_groups: any}}
      stray: {{instance_type: t3.small, subnet: two, private_ip: 10.0.3.4, security_groups: any}}
"""
FULL = f"""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets: {{one: {{cidr_block: 10.0.1.0/28, availability_zone: a}}}}
    security_groups: {{any: {OPEN}}}
    instances: INSTANCES
"""
TWO = "accounts.dev.vpcs.main.instances.two"


def outcome(
    graph: Graph, laboratory: Laboratory, source: Endpoint, destination: Endpoint, protocol: str = "tcp"
) -> str:
    (seen,) = emulate(graph, [Probe(source, destination, protocol, 443, 40000)], laboratory)
    return f"{seen.outcome}: {seen.why}"


def end(graph: Graph, name: str) -> Endpoint:
    return parties(survey(graph), name)[0]


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("destination", "reason"),
    [
        ("instances.one", "accounts.dev.vpcs.main.subnets.one overlaps accounts.dev.vpcs.main.subnets.over"),
        ("instances.double", "two interfaces have the address 10.0.2.5"),
        ("instances.stray", "the address 10.0.3.4 of accounts.dev.vpcs.main.instances.stray is outside"),
        ("kms_keys.data", "the public endpoints of AWS services are not mimicked"),
        ("10.0.9.9", "what has the address 10.0.9.9 is not known"),
    ],
)
def test_what_aws_would_refuse_or_the_model_does_not_say(destination: str, reason: str, laboratory: Laboratory) -> None:
    """One reason for each."""
    graph = graph_of(ODD)
    told = outcome(graph, laboratory, end(graph, TWO), end(graph, destination))
    assert told.startswith(f"not mimicked: {reason}")


@pytest.mark.kernel
def test_protocols_that_are_not_tried(laboratory: Laboratory) -> None:
    """ICMP has no ports to tell one session from another by."""
    graph = graph_of(ODD)
    told = outcome(graph, laboratory, end(graph, TWO), end(graph, "instances.twin"), "icmp")
    assert told == "not mimicked: icmp is not mimicked: tcp and udp are"


@pytest.mark.kernel
def test_a_subnet_that_is_full(laboratory: Laboratory) -> None:
    """Of a /28 AWS keeps five addresses, so the twelfth interface has none."""
    rows = (f"n{number}: {{instance_type: t3.small, subnet: one, security_groups: any}}" for number in range(12))
    graph = graph_of(FULL.replace("INSTANCES", "{" + ", ".join(rows) + "}"))
    told = [outcome(graph, laboratory, end(graph, "n0"), end(graph, f"n{number}")) for number in range(1, 12)]
    assert told[:-1] == ["open: "] * 10
    assert told[-1].startswith("not mimicked: accounts.dev.vpcs.main.subnets.one has no address left for accounts.dev")


@pytest.mark.kernel
def test_whether_there_is_a_public_address(laboratory: Laboratory) -> None:
    """It matters to who comes by the internet, and to nobody else."""
    graph = graph_of(INTERNET.account)
    unknown = replace(end(graph, "instances.any"), has_public_address=None)
    reason = "whether accounts.dev.vpcs.main.instances.any has a public address is not known"
    assert outcome(graph, laboratory, end(graph, "internet"), unknown) == f"{Outcome.NOT_MIMICKED}: {reason}"
    assert outcome(graph, laboratory, unknown, end(graph, "internet")) == f"{Outcome.NOT_MIMICKED}: {reason}"
    assert outcome(graph, laboratory, end(graph, "instances.hidden"), unknown) == "open: "
