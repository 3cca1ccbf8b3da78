"""aws_eip."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import IpAddress


class ElasticIp(Resource):
    """A public IPv4 address that is kept until it is given back.

    `to` is what it is associated with. Five for each region by default.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
    """

    kind: ClassVar[str] = "elastic_ip"
    section: ClassVar[str] = "elastic_ips"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    to: (
        Annotated[Address, one("instance", "network_interface", "nat_gateway", relation=Relation.ATTACHED_TO)] | None
    ) = None
    public_ip: IpAddress | None = None
