"""aws_network_interface."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import IpAddress


class NetworkInterface(Resource):
    """A network card: private addresses in one subnet, behind security groups.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
    """

    kind: ClassVar[str] = "network_interface"
    section: ClassVar[str] = "network_interfaces"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    subnet: Annotated[Address, one("subnet", relation=Relation.PLACED_IN)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    private_ips: tuple[IpAddress, ...] = ()
    ipv6_addresses: tuple[IpAddress, ...] = ()
    public_ip: IpAddress | None = None
    instance: Annotated[Address, one("instance", relation=Relation.ATTACHED_TO)] | None = None
    source_dest_check: bool = True
    description: str = ""
