"""aws_ec2_transit_gateway_route_table, with its static routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import RefTo
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.values import CidrBlock, FrozenDict

ATTACHMENTS = ("transit_gateway_attachment", "transit_gateway_peering_attachment", "vpn_connection")
_TARGET = RefTo(ATTACHMENTS, Relation.ROUTES_TO)


def _target(value: Any, info: ValidationInfo) -> Any:
    return value if value == BLACKHOLE else _TARGET.validate(value, info)


class TransitGatewayRouteTable(Resource):
    """Where a transit gateway sends what comes in through the attachments associated with this table.

    `routes` are the static ones; attachments that name this table in their `propagations` add their own blocks. A
    static route beats a propagated one of the same length.
    https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
    """

    kind: ClassVar[str] = "transit_gateway_route_table"
    section: ClassVar[str] = "route_tables"
    parents: ClassVar[tuple[str, ...]] = ("transit_gateway",)

    routes: Annotated[Mapping[CidrBlock, Annotated[str, BeforeValidator(_target)]], AfterValidator(FrozenDict)] = (
        FrozenDict()
    )

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        for destination, target in self.routes.items():
            if target != BLACKHOLE:
                yield Edge(self.address, Relation.ROUTES_TO, target, ("routes", destination), detail=destination)
