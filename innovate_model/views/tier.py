"""The rows of a network picture: subnets of one family, by how they reach the internet."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.views.view import Tone

_EVERYWHERE = ("0.0.0.0/0", "::/0")
_ORDER = {Tone.PUBLIC: 0, Tone.APP: 1, Tone.DATA: 2}


@dataclass(frozen=True, slots=True)
class Tier:
    """Subnets that are alike. `lane` is the id of the row; the tone says how they reach the internet: `public`
    directly, `app` through something (NAT gateway, transit gateway), `data` not at all."""

    lane: str
    label: str
    tone: Tone
    subnets: tuple[str, ...]


def tiers(graph: Graph, vpc: str) -> tuple[Tier, ...]:
    """The tiers of a VPC, public ones first, those without a way out last."""
    groups: dict[str, list[Subnet]] = {}
    for subnet in graph.model.of(Subnet):
        if subnet.parent == vpc:
            groups.setdefault(_family(subnet), []).append(subnet)
    found = [
        Tier(f"{vpc}:{name}", name, _tone(graph, members[0]), tuple(member.address for member in members))
        for name, members in groups.items()
    ]
    return tuple(sorted(found, key=lambda tier: _ORDER[tier.tone]))


def _family(subnet: Subnet) -> str:
    """`app` for `app-a` in zone a; a subnet with a name of its own is a family of one."""
    stem, dash, letter = subnet.name.rpartition("-")
    return stem if dash and subnet.availability_zone.endswith(letter) else subnet.name


def route_table_of(graph: Graph, subnet: Subnet) -> RouteTable | None:
    """The table that applies to a subnet: its own, or the VPC's main one; None where neither is in the model."""
    own = graph.model.get(subnet.route_table, RouteTable)
    if own is not None:
        return own
    return next((t for t in graph.model.of(RouteTable) if t.parent == subnet.parent and t.main), None)


def _tone(graph: Graph, subnet: Subnet) -> Tone:
    table = route_table_of(graph, subnet)
    targets = [table.routes[d] for d in _EVERYWHERE if d in table.routes] if table else []
    if any("internet_gateways." in target and "egress_only" not in target for target in targets):
        return Tone.PUBLIC
    has_way_out = bool(targets) or (
        table is not None and any(True for _ in graph.out(table.address, Relation.ROUTES_TO))
    )
    return Tone.APP if has_way_out else Tone.DATA
