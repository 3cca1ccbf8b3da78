"""aws_dx_gateway, with its associations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.asn import AmazonSideAsn
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import CidrBlock, FrozenMap


class DxAssociation(Part):
    """A gateway behind it, and the blocks that are announced to the other end."""

    gateway: Annotated[Address, one("transit_gateway", "vpn_gateway", relation=Relation.ASSOCIATED_WITH)]
    allowed_prefixes: tuple[CidrBlock, ...] = ()


class DxGateway(Resource):
    """A meeting place of Direct Connect lines and gateways in any region; global, and free of charge.

    It stands in no region. The model does not follow packets over it: what reaches on-premises networks is answered
    for VPN connections only.
    https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html
    """

    kind: ClassVar[str] = "dx_gateway"
    section: ClassVar[str] = "dx_gateways"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    amazon_side_asn: AmazonSideAsn
    associations: FrozenMap[DxAssociation] = Field(default={}, validate_default=True)
