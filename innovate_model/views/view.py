"""The narrow waist before every drawing: boxes, what contains what, arrows. Plain data, no geometry, no colour, no
library.

A builder turns a Model into a View; a drawing (SVG, PNG, the explorer page) reads only Views. A View says *what* stands
inside what and in which order; *where* that lands on paper is the drawing's affair.

How a network view is meant to look, from the outside in::

    Box("page", tone=GROUP)                                             # a GROUP is invisible, it only arranges
      Box("outside", tone=GROUP, layout=COLUMNS)                        # a GROUP of cards spreads them over the width
        Box(users, tone=OUTSIDE)  Box(transit gateway of another account, tone=ELSEWHERE)
      Box("accounts.prod", tone=ACCOUNT, layout=COLUMNS)
        Box("main", tone=GROUP)
          Box("edge", tone=EDGE, layout=COLUMNS)                        # CloudFront, WAF, S3: outside the VPC, above it
          Box("accounts.prod.vpcs.main", tone=VPC, layout=MATRIX, lanes=(Lane("public"), Lane("app"), Lane("data")))
            Box(internet gateway, dock=TOP)  Box(endpoints, dock=RIGHT) # on the VPC's border
            Box(load balancer, lane="public")                           # no column of its own: it spans them all
            Box(EKS cluster, lane="app", layout=COLUMNS, children=node groups)
            Box("us-east-1a", tone=ZONE)                                # a column; its children name their lane
              Box(subnet, lane="public", tone=PUBLIC, children=(NAT gateway,))
              Box(subnet, lane="app", tone=APP)
            Box("us-east-1b", tone=ZONE) ...
        Box("services", tone=GROUP)                                     # without a place in a VPC
          Box("regional", children=(ECR, secrets, ...))  Box("global", children=(IAM roles,))

`tests/exporters/diagram_views.py` holds an organisation and a network written out in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How a box arranges its children.

    `rows`: one under another. `columns`: side by side, all as tall as the tallest. `grid`: in reading order, wrapped
    after `Box.columns` boxes (0: the drawing picks a number that gives a page-like shape). `matrix`: columns that share
    rows, see `Box.lanes`.
    """

    ROWS = "rows"
    COLUMNS = "columns"
    GRID = "grid"
    MATRIX = "matrix"


class Tone(StrEnum):
    """What role a box plays, from which a drawing takes its colours and its legend.

    `group` is invisible: no frame, no header, no padding; it only arranges. `plain` is any single resource.
    """

    GROUP = "group"
    PLAIN = "plain"
    ORGANIZATION = "organization"
    UNIT = "unit"
    ACCOUNT = "account"
    REGION = "region"
    VPC = "vpc"
    ZONE = "zone"
    PUBLIC = "public"
    APP = "app"
    DATA = "data"
    EDGE = "edge"
    CLUSTER = "cluster"
    NAMESPACE = "namespace"
    STAGE = "stage"
    GATE = "gate"
    POLICY = "policy"
    ELSEWHERE = "elsewhere"
    OUTSIDE = "outside"


class Side(StrEnum):
    """A side of the parent's border on which a box is docked."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a matrix: a tier such as public, app or data, aligned over all columns.

    `id` is what arrows may name to mean the tier as a whole (unique among all ids of the view); boxes name it in
    `Box.lane`.
    """

    id: str
    label: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Box:
    """A thing with a place: a resource, or a container of boxes.

    `id` is the resource address (any text that is unique in the view where nothing in the model stands behind the box),
    `label` the name that people know, `sublabel` one short fact (a CIDR, an instance class, an account id), `kind` the
    resource kind in the singular ("vpc", "subnet", "nat_gateway", "lb", "eks_cluster", "account", ...), which decides
    the icon. `count` > 1: several alike, merged into one box. Labels may be any text: drawings escape them, and shorten
    what does not fit.

    `members` are the addresses of the resources that a reader sees in this box though they have none of their own:
    those that `count` counts, or whose kind or name the labels say.

    `members` are the addresses of further resources that a reader sees in this box without a box of their own: those
    that `count` counts, or those that its labels name.

    In a `matrix`, `lanes` are the rows from top to bottom. A child without `lane` (and not docked) is a column; the
    column's children each name the lane they stand in (several in one lane stack). A child with `lane` spans all
    columns of that row: above the cells when it stands before the first column in `children`, below them otherwise.

    `dock` puts a box on its parent's border (gateways, endpoints, attached policies), whatever the parent's layout.
    `columns` is for `grid` alone.
    """

    id: str
    label: str
    sublabel: str = ""
    kind: str = ""
    tone: Tone = Tone.PLAIN
    layout: Layout = Layout.ROWS
    children: tuple[Box, ...] = ()
    lanes: tuple[Lane, ...] = ()
    lane: str = ""
    dock: Side | None = None
    count: int = 1
    columns: int = 0
    members: tuple[str, ...] = ()

    def walk(self) -> Iterator[Box]:
        """The box and all below it, parents before children, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def shows(self) -> frozenset[str]:
        """What a reader sees in this one box: addresses, and the box's own id whatever that is."""
        return frozenset((self.id, *self.members))


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation between two boxes or lanes, by their ids; one arrow per relation, already aggregated by the builder.

    `label` is short ("tcp/5432"). `relation` is the family that the legend names and that decides colour and dash;
    drawings know "traffic", "egress", "private access", "attachment", "replication", "logs", "metrics and traces",
    "promotion", "deployment", "alarms", "findings", "access", and give any other its own colour. `count` is the number
    of relations merged into this arrow.
    """

    source: str
    target: str
    label: str = ""
    relation: str = "traffic"
    count: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """One picture. `name` is a file name without suffix in kebab-case ("network-production"); `title` and `subtitle`
    head the page; `notes` are whole sentences printed under the legend: what is merged, and what is left out.

    The legend needs no entry here: a drawing derives it from the tones and relations that occur.

    Raises ValueError where a builder is wrong (never for what a user wrote): an id that occurs twice, an arrow whose
    end is no visible box or lane of this view or that begins where it ends, a lane that its matrix does not have, a
    box docked on a group (which has no border), a count below 1 or other than that of the members that it counts.
    """

    name: str
    title: str
    root: Box
    subtitle: str = ""
    arrows: tuple[Arrow, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ids = _unique_ids(self.root)
        invisible = {box.id for box in self.root.walk() if box.tone is Tone.GROUP}
        for arrow in self.arrows:
            for end in (arrow.source, arrow.target):
                if end not in ids or end in invisible:
                    raise ValueError(f"view {self.name}: an arrow names {end!r}, which is no visible box or lane")
            if arrow.source == arrow.target:
                raise ValueError(f"view {self.name}: an arrow begins and ends at {arrow.source!r}")
            if arrow.count < 1:
                raise ValueError(f"view {self.name}: arrow {arrow.source!r} -> {arrow.target!r} counts {arrow.count}")
        for box in self.root.walk():
            _check_box(box)


def _unique_ids(root: Box) -> frozenset[str]:
    ids: set[str] = set()
    for box in root.walk():
        for id_ in (box.id, *(lane.id for lane in box.lanes)):
            if id_ in ids:
                raise ValueError(f"id {id_!r} occurs twice")
            ids.add(id_)
    return frozenset(ids)


def _check_box(box: Box) -> None:
    if box.count < 1:
        raise ValueError(f"box {box.id!r} counts {box.count}")
    if box.count > 1 and box.members and len(box.members) != box.count:
        raise ValueError(f"box {box.id!r} counts {box.count}, and its members are {len(box.members)}")
    if (box.layout is Layout.MATRIX) != bool(box.lanes):
        raise ValueError(f"box {box.id!r}: a matrix has lanes, and nothing else has")
    if box.tone is Tone.GROUP and any(child.dock for child in box.children):
        raise ValueError(f"box {box.id!r} is a group, which has no border to dock on")
    lanes = {lane.id for lane in box.lanes}
    for child in box.children if box.lanes else ():
        column = not child.lane and child.dock is None
        standing = child.children if column else (child,) if child.lane else ()
        for cell in standing:
            if cell.lane not in lanes:
                raise ValueError(f"box {cell.id!r} stands in lane {cell.lane!r}, which {box.id!r} does not have")
        if column and (child.lanes or any(cell.dock for cell in child.children)):
            raise ValueError(f"box {child.id!r} is a column of {box.id!r}: it has cells, neither lanes nor docks")
