"""aws_nat_gateway."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import IpAddress


class NatGateway(Resource):
    """Lets private addresses open connections outward under its own; nothing unsolicited comes in.

    It stands in one subnet, so in one Availability Zone; a public one needs a subnet that routes to an internet
    gateway. 5 to 100 Gbit/s, 55,000 connections for each destination.
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
    """

    kind: ClassVar[str] = "nat_gateway"
    section: ClassVar[str] = "nat_gateways"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    subnet: Annotated[Address, one("subnet", relation=Relation.PLACED_IN)]
    connectivity_type: Literal["public", "private"] = "public"
    private_ip: IpAddress | None = None
    public_ip: IpAddress | None = None
    """The address that AWS gave it, where it is known."""
