"""aws_vpc_peering_connection."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class VpcPeeringConnection(Resource):
    """Two VPCs joined, in one region or two, in one account or two. Their blocks must not overlap.

    It is not transitive: what comes in through it reaches the VPC's own addresses and no gateway behind them.
    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """

    kind: ClassVar[str] = "vpc_peering_connection"
    section: ClassVar[str] = "vpc_peering_connections"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    vpc: Annotated[Address, one("vpc", relation=Relation.ATTACHED_TO)]
    peer_vpc: Annotated[Address, one("vpc", relation=Relation.ATTACHED_TO)]
