"""aws_egress_only_internet_gateway."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource


class EgressOnlyInternetGateway(Resource):
    """The way out for IPv6 that lets nothing unsolicited in.

    https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    """

    kind: ClassVar[str] = "egress_only_internet_gateway"
    section: ClassVar[str] = "egress_only_internet_gateways"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)
