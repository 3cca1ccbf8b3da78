"""Transit gateways: what is plugged in costs, the gateway itself does not."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment

_PAGE = "https://aws.amazon.com/transit-gateway/pricing/"
ATTACHMENT = "tgw.attachment.hour"
PROCESSED = Metered("data sent to the transit gateway", "tgw.gb", "gb_processed")


def transit_gateway_attachment(resource: TransitGatewayAttachment, site: Site) -> Iterator[Demand]:
    """Each hour, however many zones it serves, and each GB that the VPC sends; the VPC's account pays.

    https://aws.amazon.com/transit-gateway/pricing/
    """
    yield hours("transit gateway attachment", ATTACHMENT, 1, "attached all month; billed to the VPC's account")
    yield PROCESSED


def transit_gateway_peering_attachment(resource: TransitGatewayPeeringAttachment, site: Site) -> Iterator[Demand]:
    """Each hour for the owners of both transit gateways; no data processing, but transfer between regions.

    https://aws.amazon.com/transit-gateway/pricing/
    """
    why = "both sides pay, all month; both counted here, at the rate of this side's region"
    yield hours("transit gateway peering attachment", ATTACHMENT, 2, why)
    yield Metered("data transfer between regions", "data_transfer.inter_region", "gb_between_regions")


TIER = "network"
PRICED = {
    "transit_gateway_attachment": transit_gateway_attachment,
    "transit_gateway_peering_attachment": transit_gateway_peering_attachment,
}
FREE = dict.fromkeys(
    ("transit_gateway", "transit_gateway_route_table"), f"only attachments to a transit gateway are billed: {_PAGE}"
)
