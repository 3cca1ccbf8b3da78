"""Boxes that every picture needs: one resource, several counted as one, several under one frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.organization import Organization
from innovate_model.views.facts import fact
from innovate_model.views.view import Arrow, Box, Layout, Tone
from innovate_model.views.words import words

_LISTED = 3
"""Names that the second line of a counting box has room for."""


def card(resource: Resource, sublabel: str = "", tone: Tone = Tone.PLAIN, members: Iterable[Resource] = ()) -> Box:
    """One resource by its name, with a short fact; `members` are what its labels name besides."""
    seen = tuple(member.address for member in members)
    return Box(resource.address, resource.name, sublabel or fact(resource), resource.kind, tone, members=seen)


def counted(box_id: str, resources: Sequence[Resource], sublabel: str = "") -> Box:
    """Several of a kind (at least one) as one box with their number; a few are also named."""
    names = ", ".join(dict.fromkeys(resource.name for resource in resources)) if len(resources) <= _LISTED else ""
    members = tuple(resource.address for resource in resources)
    kind = resources[0].kind
    return Box(box_id, words(kind), sublabel or names, kind, count=len(resources), members=members)


def cards(box_id: str, resources: Sequence[Resource], most: int) -> list[Box]:
    """Resources of one kind, one by one; from more than `most` on as one box with their number."""
    return [counted(box_id, resources)] if len(resources) > most else [card(resource) for resource in resources]


def framed(box_id: str, label: str, boxes: Sequence[Box], columns: int = 1) -> list[Box]:
    """A plain frame around boxes; none around none."""
    layout = Layout.GRID if columns > 1 else Layout.ROWS
    return [Box(box_id, label, layout=layout, children=tuple(boxes), columns=columns)] if boxes else []


def grouped(box_id: str, boxes: Sequence[Box], layout: Layout) -> list[Box]:
    """Boxes arranged without a frame; none of none."""
    return [Box(box_id, "", tone=Tone.GROUP, layout=layout, children=tuple(boxes))] if boxes else []


def children(graph: Graph, address: str, *kinds: str) -> list[Resource]:
    """What a resource holds, of some kinds (all, where none is named)."""
    held = (graph.model[child] for child in graph.targets(address, Relation.CONTAINS))
    return [resource for resource in held if not kinds or resource.kind in kinds]


def heading(graph: Graph, resource: Resource) -> str:
    """How the title of a picture begins: the organisation, if it has a title, and the account."""
    account = (resource.within("accounts") or resource.address).rpartition(".")[2]
    return " · ".join((*(one.title for one in graph.model.of(Organization)), account))


def place_of(resource: Resource) -> str:
    """The account that a resource is in, for people: `in log-archive`."""
    account = resource.within("accounts")
    return f"in {account.rpartition('.')[2]}" if account else ""


def merged(arrows: Iterable[Arrow], root: Box) -> tuple[Arrow, ...]:
    """One arrow for all that say the same, counted; only those whose two ends are in the picture and differ."""
    drawn = {box.id for box in root.walk() if box.tone is not Tone.GROUP}
    counts: dict[tuple[str, str, str, str], int] = {}
    for arrow in arrows:
        if arrow.source != arrow.target and {arrow.source, arrow.target} <= drawn:
            key = (arrow.source, arrow.target, arrow.label, arrow.relation)
            counts[key] = counts.get(key, 0) + arrow.count
    return tuple(Arrow(*key, count) for key, count in counts.items())


def short_names(prefix: str, addresses: Sequence[str], words_of: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Names of pictures, which are names of files and all differ: PREFIX and the first of an address's words that no
    other has too, else its whole address, whose dots no such word has."""
    return dict(_named(prefix, addresses, words_of))


def _named(prefix: str, addresses: Sequence[str], words_of: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        others = {word for other in addresses if other != address for word in words_of[other]}
        free = [word for word in words_of[address] if word not in others]
        yield address, f"{prefix}-{free[0] if free else address}"
