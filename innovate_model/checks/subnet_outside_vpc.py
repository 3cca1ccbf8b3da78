"""Every subnet lies in a block of its VPC.

AWS refuses to create any other: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.0.0.0/16, subnets: {app: {cidr_block: 10.0.1.0/24, availability_zone: a}}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.0.0.0/16, subnets: {app: {cidr_block: 10.1.1.0/24, availability_zone: a}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.addressing import outside_their_vpc
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each block outside."""
    for subnet, block in outside_their_vpc(graph):
        vpc = graph.model[subnet.parent]
        blocks = ", ".join(vpc.cidr_blocks) if isinstance(vpc, Vpc) else ""
        attribute = "ipv6_cidr_block" if ":" in block else "cidr_block"
        yield Complaint(at(subnet.address, attribute), f"{block} lies outside its VPC", f"choose a part of {blocks}")
