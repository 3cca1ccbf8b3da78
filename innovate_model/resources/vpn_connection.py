"""aws_vpn_connection."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import CidrBlock


class VpnConnection(Resource):
    """Two IPsec tunnels between a customer gateway and either a VPC's VPN gateway or a transit gateway.

    Each tunnel carries up to 1.25 Gbit/s; to a transit gateway it can be ordered large, with up to 5 Gbit/s, which the
    model does not say yet (https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html).
    `static_routes` are the customer's blocks where BGP does not announce them; without any, those of the customer
    gateway are learnt.
    """

    kind: ClassVar[str] = "vpn_connection"
    section: ClassVar[str] = "vpn_connections"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    customer_gateway: Annotated[Address, one("customer_gateway", relation=Relation.ATTACHED_TO)]
    vpn_gateway: Annotated[Address, one("vpn_gateway", relation=Relation.ATTACHED_TO)] | None = None
    transit_gateway: Annotated[Address, one("transit_gateway", relation=Relation.ATTACHED_TO)] | None = None
    static_routes: tuple[CidrBlock, ...] = ()
    association: (
        Annotated[
            Address, one("transit_gateway_route_table", relation=Relation.ASSOCIATED_WITH, within="transit_gateway")
        ]
        | None
    ) = None
    propagations: Annotated[
        Addresses, every("transit_gateway_route_table", relation=Relation.ROUTES_TO, within="transit_gateway")
    ] = ()

    @model_validator(mode="after")
    def _has_one_end(self) -> Any:
        if (self.vpn_gateway is None) == (self.transit_gateway is None):
            message = "a vpn_connection ends at either a `vpn_gateway` or a `transit_gateway`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self
