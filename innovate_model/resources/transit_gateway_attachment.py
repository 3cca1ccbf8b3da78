"""aws_ec2_transit_gateway_vpc_attachment."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one


class TransitGatewayAttachment(Resource):
    """A VPC plugged into a transit gateway, through one subnet in each Availability Zone that it serves.

    `association` is the transit gateway's route table for what the VPC sends; `propagations` are the tables that
    learn the VPC's blocks.
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
    """

    kind: ClassVar[str] = "transit_gateway_attachment"
    section: ClassVar[str] = "transit_gateway_attachments"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    transit_gateway: Annotated[Address, one("transit_gateway", relation=Relation.ATTACHED_TO)]
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)]
    association: (
        Annotated[
            Address, one("transit_gateway_route_table", relation=Relation.ASSOCIATED_WITH, within="transit_gateway")
        ]
        | None
    ) = None
    propagations: Annotated[
        Addresses, every("transit_gateway_route_table", relation=Relation.ROUTES_TO, within="transit_gateway")
    ] = ()
