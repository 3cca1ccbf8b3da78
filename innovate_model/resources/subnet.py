"""aws_subnet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.availability_zone import AvailabilityZone, ZoneName
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Ipv4Block, Ipv6Block, sized

SubnetIpv4Block = Annotated[Ipv4Block, sized("a subnet's block", 16, 28)]
SubnetIpv6Block = Annotated[Ipv6Block, sized("a subnet's block", 44, 64, 4)]


class Subnet(Resource):
    """A range of a VPC's addresses in one Availability Zone: /16 to /28 in IPv4, /44 to /64 in IPv6.

    An IPv6 block comes in steps of /4.
    AWS keeps five addresses of every IPv4 subnet: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
    Without `route_table` the VPC's main table applies, without `network_acl` its default one, which allows everything.
    A family (`per: availability_zone`) takes its blocks from `newbits` and `netnum`: Terraform's
    cidrsubnet(VPC, newbits, netnum) is the block of the whole family, and each member has one part of it, a quarter
    unless `zone_bits` says otherwise. Of a /16, `newbits: 8, netnum: 1` is the /24 .1.0, and a /26 for each zone.
    """

    kind: ClassVar[str] = "subnet"
    section: ClassVar[str] = "subnets"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    cidr_block: SubnetIpv4Block | None = None
    ipv6_cidr_block: SubnetIpv6Block | None = None
    availability_zone: ZoneName
    route_table: Annotated[Address, one("route_table", relation=Relation.ASSOCIATED_WITH)] | None = None
    network_acl: Annotated[Address, one("network_acl", relation=Relation.ASSOCIATED_WITH)] | None = None
    map_public_ip_on_launch: bool = False
    shared_with: Annotated[Addresses, every("account", relation=Relation.SHARED_WITH)] = ()
    """Accounts that may place things here through AWS RAM; the subnet stays in its VPC."""

    @model_validator(mode="after")
    def _has_a_block(self) -> Any:
        if self.cidr_block is None and self.ipv6_cidr_block is None:
            hint = "write cidr_block, or newbits and netnum to take it from the VPC's"
            raise PydanticCustomError(
                "missing_key", "{message}", {"message": "a subnet needs a `cidr_block`", "suggestion": hint}
            )
        return self

    @property
    def cidr_blocks(self) -> tuple[str, ...]:
        """Its blocks, IPv4 first."""
        return tuple(block for block in (self.cidr_block, self.ipv6_cidr_block) if block)

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        zone = AvailabilityZone.address_of(self.availability_zone)
        yield Edge(self.address, Relation.PLACED_IN, zone, ("availability_zone",))
