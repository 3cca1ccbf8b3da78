"""aws_vpn_gateway."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.asn import AmazonSideAsn
from innovate_model.resources.base import Resource


class VpnGateway(Resource):
    """The AWS side of a VPN on one VPC (a virtual private gateway).

    Route tables that name it in `propagating_vpn_gateways` learn the routes of its VPN connections.
    https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
    """

    kind: ClassVar[str] = "vpn_gateway"
    section: ClassVar[str] = "vpn_gateways"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    amazon_side_asn: AmazonSideAsn = 64512
