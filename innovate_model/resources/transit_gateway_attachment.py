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

    AWS advises to give it subnets of its own, a small one (/28) in each zone: the network ACL of a subnet judges what
    passes the attachment there by other rules than it judges machines in the same subnet, and the subnet's route table
    decides where what comes in goes next, so that both can then be set for the attachment alone.
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
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
