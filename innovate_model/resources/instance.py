"""aws_instance."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import IpAddress, Name


class Instance(Resource):
    """A virtual machine (EC2) with one primary network interface in one subnet.

    `source_dest_check` off lets it forward packets that are not its own (a NAT or VPN instance).
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/concepts.html
    """

    kind: ClassVar[str] = "instance"
    section: ClassVar[str] = "instances"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    instance_type: Name
    subnet: Annotated[Address, one("subnet", relation=Relation.PLACED_IN)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    private_ip: IpAddress | None = None
    ipv6_addresses: tuple[IpAddress, ...] = ()
    associate_public_ip_address: bool | None = None
    """Whether it gets a public address of its own; the subnet's `map_public_ip_on_launch` when absent."""
    public_ip: IpAddress | None = None
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
    source_dest_check: bool = True
    root_volume_size_gb: int | None = Field(default=None, ge=1, le=65_536)
    """Of its root volume, gp3; that of the image when absent."""
