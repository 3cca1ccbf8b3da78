"""In which order lines are tried that let a witness through: first what admits its source and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from innovate_model.graph import Graph
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.span import Path, addresses_along
from innovate_model.values import network

Line = tuple[Path, ...]
"""The paths that one written line makes."""


def in_order(graph: Graph, lines: Iterable[Line]) -> list[Line]:
    """Rules that let somebody in, permissions and trust before what lets out, filters of whole subnets, routes; narrow
    ones before broad ones, what makes least before what makes more; else as they came."""
    return sorted(lines, key=lambda line: (*_rank(graph, line[0]), len(line)))


def _rank(graph: Graph, path: Path) -> tuple[int, int]:
    model = graph.model
    address, rest = next(((one, rest) for one, rest in addresses_along(path) if one in model), ("", ()))
    resource: Any = model.resources.get(address)
    if isinstance(resource, (SecurityGroup, NetworkAcl)) and len(rest) > 1:
        rules = getattr(resource, str(rest[0]))
        rule = next((one for key, one in rules.items() if str(key) == str(rest[1])), None)
        is_inner = isinstance(resource, SecurityGroup)
        return (0 if rest[0] == "ingress" else 1) if is_inner else 3, _breadth(rule)
    if isinstance(resource, (RouteTable, TransitGatewayRouteTable)):
        return 4, 0
    return (1 if "egress" in rest else 0 if {"ingress", "permissions", "trust"} & set(map(str, rest)) else 2), 0


def _breadth(rule: Any) -> int:
    """How many bits of an address a rule leaves open; none where it names a group or a list."""
    peers = rule.peers if rule is not None else ()
    blocks = (network(block) for peer in peers for block in peer.cidr_blocks)
    return max((block.max_prefixlen - block.prefixlen for block in blocks), default=0)
