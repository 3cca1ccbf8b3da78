"""aws_internet_gateway."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource


class InternetGateway(Resource):
    """The VPC's door to the internet: one-to-one address translation for what has a public address, nothing for what
    has none.

    One for each VPC. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """

    kind: ClassVar[str] = "internet_gateway"
    section: ClassVar[str] = "internet_gateways"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)
