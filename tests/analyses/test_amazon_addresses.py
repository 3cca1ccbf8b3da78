"""Addresses that are AWS's own in every VPC: no filter keeps an interface from them, and more is not known."""

import pytest

from innovate_model.analyses.reachability import Verdict, reach
from innovate_model.analyses.sessions import openings, witness
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.values import Ports

DNS = Ports("udp", 53, 53)
TEXT = """\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        secondary_cidr_blocks: [100.64.0.0/16]
        ipv6_cidr_block: 2001:db8::/56
        enable_dns_support: yes
        subnets:
          base: {cidr_block: 10.2.0.0/26, availability_zone: a, network_acl: shut}
          app: {cidr_block: 10.2.1.0/26, ipv6_cidr_block: "2001:db8::/64", availability_zone: a, network_acl: shut}
        network_acls: {shut: {ingress: {}, egress: {}}}
        security_groups: {shut: {ingress: {}, egress: {}}}
        instances:
          api: {instance_type: t3.micro, subnet: app, security_groups: shut, ipv6_addresses: ["2001:db8::10"]}
      other:
        cidr_block: 10.3.0.0/16
        subnets: {app: {cidr_block: 10.3.1.0/26, availability_zone: a}}
        instances: {api: {instance_type: t3.micro, subnet: app}}
"""


def graph_of(text: str = TEXT) -> Graph:
    """The network of a text without faults."""
    loaded = load_text(text)
    assert not loaded.findings
    return build(loaded.model)


OWN = ["10.2.0.2", "169.254.169.253", "169.254.169.254", "169.254.169.123", "fd00:ec2::253", "fd00:ec2::254"]


@pytest.mark.parametrize("source", ["instances.api", "subnets.app"])
@pytest.mark.parametrize("ip", OWN)
def test_it_is_not_known(source: str, ip: str) -> None:
    """Filters that let nothing through are no reason: walker and engine say so alike, and why."""
    graph, name = graph_of(), f"vpcs.main.{source}"
    answer = reach(graph, name, ip, DNS)
    assert answer.verdict is Verdict.NOT_KNOWN
    assert "not modelled" in answer.missing[0]
    (found,) = openings(graph, [name], [ip], (DNS,))
    assert (found.ports, found.is_certain) == (DNS, False)
    assert witness(graph, found).missing_only


@pytest.mark.parametrize("ip", ["10.2.1.2", "100.64.0.2", "10.2.0.3", "10.3.0.2"])
def test_other_addresses_are_filtered(ip: str) -> None:
    """The resolver is at the base of the VPC's first block plus two, not of a subnet, and not in another VPC."""
    graph = graph_of()
    assert reach(graph, "vpcs.main.instances.api", ip, DNS).verdict is Verdict.BLOCKED
    assert openings(graph, ["vpcs.main.instances.api"], [ip], (DNS,)) == ()


def test_each_vpc_has_its_own() -> None:
    """Nobody else's resolver answers, and none where it is turned off."""
    assert reach(graph_of(), "vpcs.other.instances.api", "10.3.0.2", DNS).verdict is Verdict.NOT_KNOWN
    assert reach(graph_of(), "vpcs.other.instances.api", "10.2.0.2", DNS).verdict is Verdict.BLOCKED
    off = graph_of(TEXT.replace("enable_dns_support: yes", "enable_dns_support: no"))
    assert reach(off, "vpcs.main.instances.api", "10.2.0.2", DNS).verdict is Verdict.BLOCKED
    assert reach(off, "vpcs.main.instances.api", "169.254.169.254", DNS).verdict is Verdict.NOT_KNOWN
