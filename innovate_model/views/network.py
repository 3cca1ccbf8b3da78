"""One VPC: zones as columns, tiers as rows, what stands in them, what is on the border, and what lies around."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.organization import Organization
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.views.border import DOCKED, border
from innovate_model.views.cards import children
from innovate_model.views.facts import fact
from innovate_model.views.network_arrows import INTERNET, arrows
from innovate_model.views.services import edge, elsewhere, services
from innovate_model.views.tier import Tier, tiers
from innovate_model.views.view import Arrow, Box, Lane, Layout, Tone, View

_SINGLE_PLACE = ("nat_gateway", "instance", "network_interface")


def subjects(graph: Graph) -> tuple[str, ...]:
    """The VPCs; one whose account is faulty has no place to stand."""
    return tuple(vpc.address for vpc in graph.model.of(Vpc) if vpc.parent in graph.model)


def build(graph: Graph, subject: str) -> View:
    """The picture of one VPC and its account."""
    vpc = graph.model[subject]
    account = graph.model[vpc.parent]
    main = [box for box in (edge(graph, vpc), _vpc(graph, vpc)) if box is not None]
    beside = services(graph, vpc)
    columns = (Box("main", "", tone=Tone.GROUP, children=tuple(main)), *((beside,) if beside is not None else ()))
    frame = Box(account.address, account.name, fact(account), "account", Tone.ACCOUNT, Layout.COLUMNS, columns)
    around = Box("outside", "", tone=Tone.GROUP, layout=Layout.COLUMNS, children=tuple(_around(graph, vpc)))
    root = Box("page", "", tone=Tone.GROUP, children=(around, frame) if around.children else (frame,))
    away = elsewhere(graph, vpc)
    title = next((item.title for item in graph.model.of(Organization)), account.name)
    return View(
        name=_name(graph, vpc),
        title=f"{title} · {account.name}: network of VPC {vpc.name}",
        subtitle=_subtitle(vpc),
        root=root,
        arrows=_drawable(root, arrows(graph, subject, tiers(graph, subject))),
        notes=("One arrow for each relation; its number says how many there are.", *((away,) if away else ())),
    )


def _name(graph: Graph, vpc: Resource) -> str:
    """By the account where it has one VPC, else by both; with a dot, which no name has, where that is ambiguous."""
    others = (_short_name(graph, graph.model[other]) for other in subjects(graph) if other != vpc.address)
    name = _short_name(graph, vpc)
    return f"network-{vpc.parent.rpartition('.')[2]}.{vpc.name}" if name in others else name


def _short_name(graph: Graph, vpc: Resource) -> str:
    account = vpc.parent.rpartition(".")[2]
    is_only = sum(other.startswith(vpc.parent + ".") for other in subjects(graph)) == 1
    return f"network-{account}" if is_only else f"network-{account}-{vpc.name}"


def _subtitle(vpc: Resource) -> str:
    if not isinstance(vpc, Vpc):
        return ""
    count = len(vpc.availability_zones)
    zones = f" · {count} Availability Zone{'s' if count > 1 else ''}" if count else ""
    return f"{vpc.region} · {' '.join(vpc.cidr_blocks)}{zones}"


def _drawable(root: Box, wanted: tuple[Arrow, ...]) -> tuple[Arrow, ...]:
    """Arrows whose ends are in the picture."""
    ids = {box.id for box in root.walk() if box.tone is not Tone.GROUP}
    ids |= {lane.id for box in root.walk() for lane in box.lanes}
    return tuple(arrow for arrow in wanted if arrow.source in ids and arrow.target in ids)


def _vpc(graph: Graph, vpc: Resource) -> Box:
    rows = tiers(graph, vpc.address)
    children = (*border(graph, vpc), *_spanning(graph, vpc, rows), *_zones(graph, vpc, rows))
    lanes = tuple(Lane(row.lane, row.label, row.tone) for row in rows)
    layout = Layout.MATRIX if lanes else Layout.ROWS
    return Box(vpc.address, vpc.name, fact(vpc), "vpc", Tone.VPC, layout, children, lanes)


def _spanning(graph: Graph, vpc: Resource, rows: tuple[Tier, ...]) -> Iterator[Box]:
    """What stands in several subnets of a tier: load balancers, clusters, databases, caches."""
    lane_of = {subnet: row.lane for row in rows for subnet in row.subnets}
    for child in children(graph, vpc.address):
        placed = [lane_of[s] for s in graph.targets(child.address, Relation.PLACED_IN) if s in lane_of]
        if not placed or child.kind in (*_SINGLE_PLACE, *DOCKED, "vpc_endpoint"):
            continue
        groups = [inner for inner in children(graph, child.address) if _stands_in_no_subnet(graph, inner)]
        inside = tuple(Box(group.address, group.name, fact(group), kind=group.kind) for group in groups)
        layout = Layout.COLUMNS if inside else Layout.ROWS
        listening = children(graph, child.address, "listener")
        text = " · ".join((fact(child), *(_listens(one) for one in listening)))
        guards = graph.targets(child.address, Relation.ASSOCIATED_WITH) if child.kind == "lb" else ()
        walls = (one for one in guards if graph.model[one].kind == "wafv2_web_acl")  # "WAF" in the fact
        seen = (*(one.address for one in listening), *walls)
        address, name, kind = child.address, child.name, child.kind
        yield Box(address, name, text, kind, layout=layout, children=inside, lane=placed[0], members=seen)


def _listens(listener: Resource) -> str:
    """`HTTPS 443`."""
    return f"{listener.__dict__['protocol']} {listener.__dict__['port']}"


def _stands_in_no_subnet(graph: Graph, inner: Resource) -> bool:
    """Node groups spread over the cluster's subnets; AWS chooses a zone for database instances that name none."""
    is_anywhere = inner.kind == "aurora_instance" and not _seat(graph, inner.parent, inner)
    return inner.kind == "eks_node_group" or is_anywhere


def _zones(graph: Graph, vpc: Resource, rows: tuple[Tier, ...]) -> Iterator[Box]:
    subnets = [item for row in rows for address in row.subnets if isinstance(item := graph.model[address], Subnet)]
    lane_of = {subnet: row for row in rows for subnet in row.subnets}
    for zone in sorted({subnet.availability_zone for subnet in subnets}):
        cells = tuple(
            Box(
                subnet.address,
                subnet.name,
                fact(subnet),
                "subnet",
                lane_of[subnet.address].tone,
                children=tuple(_inside(graph, subnet, rows)),
                lane=lane_of[subnet.address].lane,
            )
            for subnet in subnets
            if subnet.availability_zone == zone
        )
        seen = tuple(one for one in (f"availability_zones.{zone}",) if one in graph.model)
        box_id = f"{vpc.address}:{zone}"
        yield Box(box_id, zone, kind="availability_zone", tone=Tone.ZONE, children=cells, members=seen)


def _inside(graph: Graph, subnet: Subnet, rows: tuple[Tier, ...]) -> Iterator[Box]:
    """What stands in this one subnet: gateways, machines, and the database instances of its zone."""
    for address in graph.sources(subnet.address, Relation.PLACED_IN):
        resource = graph.model[address]
        if resource.kind in _SINGLE_PLACE:
            yield Box(address, resource.name, fact(resource), kind=resource.kind)
        elif resource.kind == "aurora_cluster":
            for child in children(graph, address):
                if subnet.address == _seat(graph, address, child):
                    yield Box(child.address, child.name, fact(child), kind=child.kind)


def _seat(graph: Graph, cluster: str, instance: Resource) -> str:
    """The first of a cluster's subnets that is in an instance's zone; "" where AWS chooses the zone."""
    subnets = (graph.model.get(address, Subnet) for address in graph.targets(cluster, Relation.PLACED_IN))
    zone = instance.__dict__.get("availability_zone")
    return next((one.address for one in subnets if one is not None and one.availability_zone == zone), "")


def _around(graph: Graph, vpc: Resource) -> Iterator[Box]:
    """The internet, gateways of other accounts, networks on the other side of a VPN or a peering connection."""
    kinds = {child.kind for child in children(graph, vpc.address)}
    if "internet_gateway" in kinds:
        yield Box(INTERNET, "Internet", "users", kind="users", tone=Tone.OUTSIDE)
    seen: dict[str, Resource] = {}
    for child in children(graph, vpc.address):
        if child.kind == "transit_gateway_attachment":
            seen.update((a, graph.model[a]) for a in graph.targets(child.address, Relation.ATTACHED_TO))
        if child.kind == "vpn_gateway":
            for connection in graph.sources(child.address, Relation.ATTACHED_TO):
                ends = graph.targets(connection, Relation.ATTACHED_TO)
                seen.update((a, graph.model[a]) for a in ends if graph.model[a].kind == "customer_gateway")
    for connection in graph.sources(vpc.address, Relation.ATTACHED_TO):
        if graph.model[connection].kind == "vpc_peering_connection":
            ends = graph.targets(connection, Relation.ATTACHED_TO)
            seen.update((a, graph.model[a]) for a in ends if a != vpc.address)
    for address, resource in seen.items():
        home = (resource.within("accounts") or "").rpartition(".")[2]
        text = fact(resource) if resource.kind in ("customer_gateway", "vpc") else f"in {home}"
        tone = Tone.OUTSIDE if resource.kind == "customer_gateway" else Tone.ELSEWHERE
        yield Box(address, resource.name, text, kind=resource.kind, tone=tone)
