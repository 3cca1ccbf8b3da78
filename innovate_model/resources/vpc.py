"""aws_vpc."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from innovate_model.resources.availability_zone import ZoneName
from innovate_model.resources.base import Resource
from innovate_model.values import Ipv4Block, Ipv6Block, Region, sized


def _each_once(zones: tuple[str, ...]) -> tuple[str, ...]:
    faults = []
    for index, zone in enumerate(zones):
        if zone in zones[:index]:
            error = PydanticCustomError("repeated_zone", "{message}", {"message": f"{zone} is listed twice"})
            faults.append(InitErrorDetails(type=error, loc=(index,), input=zone))
    if faults:
        raise ValidationError.from_exception_data("availability_zones", faults)
    return zones


VpcIpv4Block = Annotated[Ipv4Block, sized("a VPC's block", 16, 28)]
VpcIpv6Block = Annotated[Ipv6Block, sized("a VPC's block", 44, 60, 4)]


class Vpc(Resource):
    """A virtual network in one region of one account.

    Blocks are /16 to /28, up to five IPv4 blocks by default; an IPv6 block is /44 to /60 in steps of /4, usually a
    /56 from Amazon's pool. `availability_zones` are the zones that its families fill, each named once.
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    """

    kind: ClassVar[str] = "vpc"
    section: ClassVar[str] = "vpcs"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    cidr_block: VpcIpv4Block
    secondary_cidr_blocks: tuple[VpcIpv4Block, ...] = ()
    ipv6_cidr_block: VpcIpv6Block | None = None
    availability_zones: Annotated[tuple[ZoneName, ...], AfterValidator(_each_once)] = ()
    enable_dns_support: bool = True
    enable_dns_hostnames: bool = True

    @property
    def cidr_blocks(self) -> tuple[str, ...]:
        """Every block of the VPC, IPv4 first."""
        return (
            self.cidr_block,
            *self.secondary_cidr_blocks,
            *((self.ipv6_cidr_block,) if self.ipv6_cidr_block else ()),
        )
