"""What hangs on the border of a VPC: gateways, endpoints, and what is told only by its number."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.views.cards import children, counted
from innovate_model.views.view import Box, Layout, Side
from innovate_model.views.words import words

DOCKED = {
    "internet_gateway": Side.TOP,
    "egress_only_internet_gateway": Side.TOP,
    "transit_gateway_attachment": Side.TOP,
    "vpn_gateway": Side.TOP,
    "vpc_endpoint_service": Side.RIGHT,
}
"""Gateways of whatever kind, and the side of the border that they stand on."""
_COUNTED = ("route_table", "network_acl", "security_group", "flow_log")
"""Where packets may go, and the record of where they went: what the arrows follow from, so that a number is enough."""
_IN_ONE_COLUMN = 6


def border(graph: Graph, vpc: Resource) -> Iterator[Box]:
    """The boxes docked on a VPC."""
    interfaces = []
    for child in children(graph, vpc.address):
        if child.kind in DOCKED:
            yield Box(child.address, child.name, words(child.kind), child.kind, dock=DOCKED[child.kind])
        elif child.kind == "vpc_endpoint" and child.__dict__["type_"] == "Gateway":
            yield Box(child.address, child.name, "Gateway endpoint", child.kind, dock=Side.RIGHT)
        elif child.kind == "vpc_endpoint":
            interfaces.append(child)
    if interfaces:
        yield _interfaces(vpc, interfaces)
    for kind in _COUNTED:
        found = children(graph, vpc.address, kind)
        if found:
            box = counted(f"{vpc.address}:{kind}", found)
            yield Box(box.id, box.label, "", kind, dock=Side.BOTTOM, count=box.count, members=box.members)


def _interfaces(vpc: Resource, endpoints: list[Resource]) -> Box:
    """Interface endpoints by name, in one frame: the tiers that reach them reach them all alike."""
    inside = tuple(Box(one.address, one.name, "", one.kind) for one in endpoints)
    columns = 1 if len(inside) <= _IN_ONE_COLUMN else 2
    return Box(
        f"{vpc.address}:interface-endpoints",
        "Interface endpoints",
        layout=Layout.GRID,
        children=inside,
        dock=Side.RIGHT,
        columns=columns,
    )
