"""aws_ec2_transit_gateway_peering_attachment."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class TransitGatewayPeeringAttachment(Resource):
    """Two transit gateways joined, usually of two regions. Only static routes lead through it.

    `association` is the table of the transit gateway it stands in, `peer_association` the one of the peer.
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
    """

    kind: ClassVar[str] = "transit_gateway_peering_attachment"
    section: ClassVar[str] = "peering_attachments"
    parents: ClassVar[tuple[str, ...]] = ("transit_gateway",)

    peer_transit_gateway: Annotated[Address, one("transit_gateway", relation=Relation.ATTACHED_TO)]
    association: Annotated[Address, one("transit_gateway_route_table", relation=Relation.ASSOCIATED_WITH)] | None = None
    peer_association: (
        Annotated[
            Address,
            one("transit_gateway_route_table", relation=Relation.ASSOCIATED_WITH, within="peer_transit_gateway"),
        ]
        | None
    ) = None
