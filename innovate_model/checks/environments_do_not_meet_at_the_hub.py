"""No environment teaches a transit gateway's route table that another environment asks.

Design document §2: accounts provide "blast-radius reduction", and the transit gateway joins networks. An attachment
that propagates into the table with which another environment's attachment is associated gives that environment a way
to its network:
https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated-shared.html

Static routes in the tables are not judged; `innovate reach` follows them.

PASS:
    accounts:
      net:
        account_id: "333333333333"
        transit_gateways:
          hub: {shared_with: [accounts.dev, accounts.production], route_tables: {production: {}, other: {}}}
      dev:
        account_id: "111111111111"
        environment: dev
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            transit_gateway_attachments:
              hub:
                transit_gateway: accounts.net.transit_gateways.hub
                subnets: app
                association: other
                propagations: []
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            transit_gateway_attachments:
              hub: {transit_gateway: accounts.net.transit_gateways.hub, subnets: app, association: production}
FAIL:
    accounts:
      net:
        account_id: "333333333333"
        transit_gateways:
          hub: {shared_with: [accounts.dev, accounts.production], route_tables: {production: {}, other: {}}}
      dev:
        account_id: "111111111111"
        environment: dev
        vpcs:
          main:
            cidr_block: 10.1.0.0/16
            availability_zones: [a]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            transit_gateway_attachments:
              hub:
                transit_gateway: accounts.net.transit_gateways.hub
                subnets: app
                association: other
                propagations: production
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.2.0.0/16
            availability_zones: [a]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            transit_gateway_attachments:
              hub: {transit_gateway: accounts.net.transit_gateways.hub, subnets: app, association: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each attachment and each environment that learns of it."""
    asking: dict[str, dict[str, TransitGatewayAttachment]] = {}
    attachments = list(graph.model.of(TransitGatewayAttachment))
    for attachment in attachments:
        environment = environment_of(graph, attachment)
        if attachment.association and environment:
            asking.setdefault(attachment.association, {}).setdefault(environment, attachment)
    for attachment in attachments:
        own = environment_of(graph, attachment)
        others = {
            environment: other
            for table in attachment.propagations
            for environment, other in asking.get(table, {}).items()
            if own and environment != own
        }
        for environment, other in others.items():
            related = (Related("it asks that table", at(other.address, "association")),)
            message = f"{environment} learns the way to {own} from the hub"
            yield Complaint(
                at(attachment.address, "propagations"), message, "a table that both share with services only", related
            )
