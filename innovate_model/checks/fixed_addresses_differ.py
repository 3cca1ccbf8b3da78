"""No two interfaces of a VPC have the same fixed address.

AWS refuses a private address that another interface has:
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html. Judged are the addresses of
instances, network interfaces and NAT gateways; in another VPC the same address is another one.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            instances:
              one: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.10}
              two: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.11}
          copy:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            instances: {one: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.10}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.1.0/26, availability_zone: a}}
            instances: {one: {instance_type: t3.micro, subnet: app, private_ip: 10.0.1.10}}
            network_interfaces: {two: {subnet: app, private_ips: [10.0.1.11, 10.0.1.10]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.stated_addresses import stated_twice
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each address that is taken, at the one that was written later."""
    for first, second in stated_twice(graph.model):
        related = (Related(f"{first.owner} has it", first.path),)
        yield Complaint(second.path, f"{second.ip} is taken, by {first.owner}", "give one of them another", related)
