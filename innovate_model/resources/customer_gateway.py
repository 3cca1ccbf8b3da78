"""aws_customer_gateway, and the networks behind it."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.asn import CustomerAsn
from innovate_model.resources.base import Resource
from innovate_model.values import CidrBlock, IpAddress


class CustomerGateway(Resource):
    """The customer's side of a VPN: a router at `ip_address`, with the networks `cidr_blocks` behind it.

    The blocks are not an attribute in AWS, which learns them by BGP or from static routes; the model needs them to
    speak of on-premises.
    https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html
    """

    kind: ClassVar[str] = "customer_gateway"
    section: ClassVar[str] = "customer_gateways"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    ip_address: IpAddress | None = None
    bgp_asn: CustomerAsn = 65000
    cidr_blocks: tuple[CidrBlock, ...] = ()
