"""aws_ec2_transit_gateway_route_table, with its static routes as aws_ec2_transit_gateway_route takes them."""

from __future__ import annotations

from exporters.terraform.parts import plain, to_kind
from exporters.terraform.rules import ANY_BLOCK, BOOL
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Rule, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.transit_gateway_route_table import ATTACHMENTS, TransitGatewayRouteTable

_ROUTE = (
    plain("blackhole", BOOL, lambda route: route[1] == BLACKHOLE, default=False),
    plain("destination_cidr_block", Scalar("string", ANY_BLOCK), lambda route: route[0], is_required=True),
    *(to_kind(kind, kind, lambda route: route[1]) for kind in sorted(ATTACHMENTS)),
)


def _one_way(x: str) -> str:
    named = ", ".join(f"{x}.{kind}" for kind in sorted(ATTACHMENTS))
    return f"length([for found in [{named}] : found if found != null]) == ({x}.blackhole ? 0 : 1)"


_RULE = Rule("must name exactly one attachment, or be a blackhole", _one_way)


def _routes(table: TransitGatewayRouteTable, site: Site) -> Json:
    return {destination: write(_ROUTE, (destination, target), site) for destination, target in table.routes.items()}


KIND = Kind(
    "transit_gateway_route_table",
    instead={"routes": (Attribute("routes", Table(Object(_ROUTE, (_RULE,))), _routes, default={}),)},
)
