"""aws_route_table, with its routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WrapValidator

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, RefTo, every
from innovate_model.values import CidrBlock, FrozenDict

BLACKHOLE = "blackhole"
TARGETS = (
    "internet_gateway",
    "egress_only_internet_gateway",
    "nat_gateway",
    "transit_gateway_attachment",
    "vpc_peering_connection",
    "vpn_gateway",
    "network_interface",
    "instance",
    "vpc_endpoint",
)
_TARGET = RefTo(TARGETS, Relation.ROUTES_TO)
_PREFIX_LIST = RefTo(("prefix_list",), Relation.ASSOCIATED_WITH)


def _destination(value: Any, check_cidr: Any, info: ValidationInfo) -> str:
    if isinstance(value, str) and "prefix_lists." in value:
        return str(_PREFIX_LIST.validate(value, info))
    return str(check_cidr(value))


def _target(value: Any, info: ValidationInfo) -> Any:
    return value if value == BLACKHOLE else _TARGET.validate(value, info)


RouteDestination = Annotated[CidrBlock, WrapValidator(_destination)]
"""A CIDR block, or `prefix_lists.NAME`."""
RouteTarget = Annotated[str, BeforeValidator(_target)]
"""The gateway (or other way out) that packets are sent to, or `blackhole`."""


class RouteTable(Resource):
    """Where packets that leave a subnet go: destination -> target.

    The VPC's own blocks are always routed locally and are not written. `main` is the table of subnets that name none.
    `propagating_vpn_gateways` add the routes that a VPN gateway learns.
    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
    """

    kind: ClassVar[str] = "route_table"
    section: ClassVar[str] = "route_tables"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    routes: Annotated[Mapping[RouteDestination, RouteTarget], AfterValidator(FrozenDict)]
    main: bool = False
    propagating_vpn_gateways: Annotated[Addresses, every("vpn_gateway", relation=Relation.ROUTES_TO)] = ()

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        for destination, target in self.routes.items():
            path = ("routes", destination)
            if target != BLACKHOLE:
                yield Edge(self.address, Relation.ROUTES_TO, target, path, detail=destination)
            if "/" not in destination:
                yield Edge(self.address, Relation.ASSOCIATED_WITH, destination, path)
