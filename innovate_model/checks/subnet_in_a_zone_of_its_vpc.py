"""A subnet stands in one of the Availability Zones that its VPC lists.

Design document §3.1 gives each environment its zones. AWS would make the subnet all the same, but families fill the
listed zones only, so nothing that repeats per zone (NAT gateways, route tables) would stand beside it:
https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html

A VPC that lists no zones is not asked.

PASS:
    accounts:
      lab:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: b}}
FAIL:
    accounts:
      lab:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: c}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each subnet that stands elsewhere."""
    for subnet in graph.model.of(Subnet):
        vpc = graph.model.get(subnet.parent, Vpc)
        zones = vpc.availability_zones if vpc is not None else ()
        if zones and subnet.availability_zone not in zones:
            message = f"stands in {subnet.availability_zone}, which its VPC does not list ({', '.join(zones)})"
            related = (Related("the zones of the VPC", at(subnet.parent, "availability_zones")),)
            mend = "move it to a listed zone, or list this one"
            yield Complaint(at(subnet.address, "availability_zone"), message, mend, related)
