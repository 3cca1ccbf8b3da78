"""aws_ec2_transit_gateway."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.asn import AmazonSideAsn
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import Region


class TransitGateway(Resource):
    """A router between VPCs, VPNs and other transit gateways of one region.

    What an attachment may reach is decided by the route table it is associated with, and who fills that by
    propagation. Neither happens by default here: both are written at the attachment.
    https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
    """

    kind: ClassVar[str] = "transit_gateway"
    section: ClassVar[str] = "transit_gateways"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    amazon_side_asn: AmazonSideAsn = 64512
    security_group_referencing_support: bool = False
    shared_with: Annotated[Addresses, every("account", relation=Relation.SHARED_WITH)] = ()
    """Accounts that may attach their VPCs, through AWS RAM."""
