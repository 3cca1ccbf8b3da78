"""An attachment to a transit gateway has at most one subnet in each Availability Zone.

AWS takes one subnet for each zone and refuses a second one:
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        transit_gateways: {hub: {}}
        vpcs:
          app:
            cidr_block: 10.0.0.0/16
            subnets:
              a: {cidr_block: 10.0.0.0/24, availability_zone: a}
              b: {cidr_block: 10.0.1.0/24, availability_zone: b}
            transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: [a, b]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        transit_gateways: {hub: {}}
        vpcs:
          app:
            cidr_block: 10.0.0.0/16
            subnets:
              one: {cidr_block: 10.0.0.0/24, availability_zone: a}
              two: {cidr_block: 10.0.1.0/24, availability_zone: a}
            transit_gateway_attachments: {hub: {transit_gateway: hub, subnets: [one, two]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each zone that an attachment names twice."""
    for attachment in graph.model.of(TransitGatewayAttachment):
        by_zone: dict[str, list[str]] = {}
        for subnet in subnets_at(graph, attachment.subnets):
            by_zone.setdefault(subnet.availability_zone, []).append(subnet.name)
        for zone, names in by_zone.items():
            if len(names) > 1:
                message = f"{len(names)} subnets of one zone ({zone}): {', '.join(names)}"
                yield Complaint(at(attachment.address, "subnets"), message, f"keep one of them in {zone}")
