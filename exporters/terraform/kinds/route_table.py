"""aws_route_table, with its routes as aws_route takes them, by destination."""

from __future__ import annotations

from exporters.terraform.parts import key, plain, to_kind
from exporters.terraform.rules import IPV4_BLOCK, IPV6_BLOCK, exactly_one
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.route_table import BLACKHOLE, TARGETS, RouteTable

_Route = tuple[str, str]
"""Destination (a block, or the address of a prefix list) and the address of the target."""


def _block(route: _Route, is_ipv6: bool) -> str | None:
    return route[0] if "/" in route[0] and (":" in route[0]) == is_ipv6 else None


_ROUTE = (
    plain("destination_cidr_block", Scalar("string", IPV4_BLOCK), lambda route: _block(route, False)),
    plain("destination_ipv6_cidr_block", Scalar("string", IPV6_BLOCK), lambda route: _block(route, True)),
    key("destination_prefix_list", "prefix_list", lambda route: None if "/" in route[0] else route[0]),
    *(to_kind(kind, kind, lambda route: route[1]) for kind in sorted(TARGETS)),
)

_RULES = (
    exactly_one("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list"),
    exactly_one(*sorted(TARGETS)),
)


def _routes(table: RouteTable, site: Site) -> Json:
    written: dict[str, Json] = {}
    for destination, target in table.routes.items():
        if target == BLACKHOLE:
            site.leave_out("route_table.routes to blackhole", "AWS makes them itself when a target goes", table.address)
            continue
        name = destination if "/" in destination else site.key(destination)
        written[name] = write(_ROUTE, (destination, target), site)
    return written


KIND = Kind(
    "route_table", instead={"routes": (Attribute("routes", Table(Object(_ROUTE, _RULES)), _routes, default={}),)}
)
