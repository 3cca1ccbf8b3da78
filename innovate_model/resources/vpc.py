"""aws_vpc."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.availability_zone import ZoneName
from innovate_model.resources.base import Resource
from innovate_model.values import Ipv4Block, Ipv6Block, Region


class Vpc(Resource):
    """A virtual network in one region of one account.

    Blocks are /16 to /28, up to five IPv4 blocks by default; an IPv6 block is /44 to /60, usually a /56 from
    Amazon's pool. `availability_zones` are the zones that its families fill.
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    """

    kind: ClassVar[str] = "vpc"
    section: ClassVar[str] = "vpcs"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    cidr_block: Ipv4Block
    secondary_cidr_blocks: tuple[Ipv4Block, ...] = ()
    ipv6_cidr_block: Ipv6Block | None = None
    availability_zones: tuple[ZoneName, ...] = ()
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
