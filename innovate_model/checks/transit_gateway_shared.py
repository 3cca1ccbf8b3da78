"""A transit gateway is shared with every account that attaches a VPC to it.

Another account sees a transit gateway only through AWS RAM; without a share, AWS refuses the attachment:
https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-share.html

PASS:
    accounts:
      hub:
        account_id: "111111111111"
        transit_gateways: {main: {shared_with: spoke}}
      spoke:
        account_id: "222222222222"
        vpcs:
          app:
            cidr_block: 10.0.0.0/16
            subnets: {a: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            transit_gateway_attachments: {hub: {transit_gateway: accounts.hub.transit_gateways.main, subnets: a}}
FAIL:
    accounts:
      hub:
        account_id: "111111111111"
        transit_gateways: {main: {}}
      spoke:
        account_id: "222222222222"
        vpcs:
          app:
            cidr_block: 10.0.0.0/16
            subnets: {a: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            transit_gateway_attachments: {hub: {transit_gateway: accounts.hub.transit_gateways.main, subnets: a}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each attachment from an account that the transit gateway is not shared with."""
    for attachment in graph.model.of(TransitGatewayAttachment):
        gateway = graph.model.get(attachment.transit_gateway, TransitGateway)
        account = attachment.within("accounts")
        if gateway is None or account in (gateway.parent, *gateway.shared_with):
            continue
        name = str(account).rpartition(".")[2]
        yield Complaint(
            at(attachment.address, "transit_gateway"),
            f"{gateway.address} is not shared with {name}, so AWS refuses this attachment",
            f"add {account} to its `shared_with`",
            (Related("the transit gateway", at(gateway.address)),),
        )
