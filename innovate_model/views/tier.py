"""The rows of a network picture: subnets of one family, by how they reach the internet."""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.analyses.tiers import is_public, route_table_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.subnet import Subnet
from innovate_model.views.view import Tone

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
        Tier(f"{vpc}:tier:{name}", name, _tone(graph, members[0]), tuple(member.address for member in members))
        for name, members in groups.items()
    ]
    return tuple(sorted(found, key=lambda tier: _ORDER[tier.tone]))


def _family(subnet: Subnet) -> str:
    """`app` for `app-a` in zone a; a subnet with a name of its own is a family of one."""
    stem, dash, letter = subnet.name.rpartition("-")
    return stem if dash and subnet.availability_zone.endswith(letter) else subnet.name


def _tone(graph: Graph, subnet: Subnet) -> Tone:
    if is_public(graph, subnet):
        return Tone.PUBLIC
    table = route_table_of(graph, subnet)
    has_way_out = table is not None and any(True for _ in graph.out(table.address, Relation.ROUTES_TO))
    return Tone.APP if has_way_out else Tone.DATA
