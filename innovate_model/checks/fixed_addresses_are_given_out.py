"""A fixed address of an interface is one that AWS gives out in its subnet.

AWS refuses an address outside the subnet, and keeps the first four addresses and the last one of each block for
itself: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html. Judged are the private addresses of
instances, network interfaces and NAT gateways.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            instances: {copy: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.4}}
            network_interfaces: {old: {subnet: app, private_ips: [10.0.1.61, 10.0.1.62]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            instances: {copy: {instance_type: t3.micro, subnet: app, private_ip: 10.0.77.10}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            network_interfaces: {old: {subnet: app, private_ips: [10.0.1.61, 10.0.1.63]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.endpoints import usable
from innovate_model.analyses.places import ends_of
from innovate_model.analyses.stated_addresses import StatedAddress, stated_addresses
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.values import Network

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each address that AWS would not give."""
    for one in stated_addresses(graph.model):
        if not one.is_given_out:
            subnet = one.subnet.address
            related = (Related(f"its subnet is {subnet}", at(subnet)),)
            yield Complaint(one.path, _message(one), _mend(one.block), related)


def _message(one: StatedAddress) -> str:
    if one.block is None:
        return f"{one.ip} is in no block of its subnet, which has {', '.join(one.subnet.cidr_blocks)} only"
    if not one.is_inside:
        return f"{one.ip} lies outside its subnet, {one.block}"
    return f"{one.ip} is kept by AWS, as the first four addresses and the last one of {one.block} are"


def _mend(block: Network | None) -> str:
    if block is None:
        return "give the subnet a block of this IP version, or leave the address out"
    first, last, _ = ends_of(usable(str(block)))
    return f"choose one from {block[first - int(block[0])]} to {block[last - int(block[0])]}, or another subnet"
