"""One EKS cluster: control plane, node groups, namespaces with what runs in them, and what that talks to."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.views.cards import card, cards, children, counted, framed, grouped, heading, merged, short_names
from innovate_model.views.cluster_arrows import arrows, neighbours
from innovate_model.views.facts import fact
from innovate_model.views.view import Box, Layout, Side, Tone, View
from innovate_model.views.words import words

_LARGE = 8
"""A namespace with more cards stands below the nodes, as broad as they."""
_BROAD, _NARROW = 4, 2
_MOST_RELEASES = 6
_BESIDE = {
    "In front": ("lb",),
    "Data": ("aurora_cluster", "elasticache_replication_group", "efs_file_system", "s3_bucket", "instance"),
    "Endpoints": ("vpc_endpoint",),
}
"""What stands beside the cluster, from top to bottom; whatever is left is where telemetry goes."""


def subjects(graph: Graph) -> tuple[str, ...]:
    """The EKS clusters."""
    return tuple(cluster.address for cluster in graph.model.of(EksCluster))


def build(graph: Graph, subject: str) -> View:
    """The picture of one cluster."""
    cluster = graph.model[subject]
    parts = (_cluster(graph, cluster), *grouped(f"{subject}:beside", _beside(graph, subject), Layout.ROWS))
    root = Box("page", "", tone=Tone.GROUP, layout=Layout.COLUMNS, children=parts)
    return View(
        name=short_names("cluster", subjects(graph), {one: _words(one) for one in subjects(graph)})[subject],
        title=f"{heading(graph, cluster)}: cluster {cluster.name}",
        subtitle=f"{fact(cluster)} · control plane, nodes, namespaces, and what their programs talk to",
        root=root,
        arrows=merged(arrows(graph, subject), root),
        notes=(
            "HPA and VPA: horizontal and vertical autoscaler; PDB: disruption budget; Helm, add-on: who installs it.",
            "One arrow for each relation; its number says how many there are.",
        ),
    )


def _words(address: str) -> tuple[str, ...]:
    """What may name a cluster's picture: its account, with the VPC or its own name, or all three."""
    names = address.split(".")[1::2]
    return names[0], "-".join(names[:2]), "-".join((names[0], names[-1])), "-".join(names)


def _cluster(graph: Graph, cluster: Resource) -> Box:
    """Namespaces that talk to others stand on the right, near what they talk to; the rest below the nodes."""
    talking = {end for arrow in arrows(graph, cluster.address) for end in (arrow.source, arrow.target)}
    own = [*_control_plane(graph, cluster), *_nodes(graph, cluster)]
    near: list[Box] = []
    for namespace in children(graph, cluster.address, "namespace"):
        inside = _inside(graph, namespace)
        is_near = len(inside) <= _LARGE and any(box.id in talking for box in inside)
        (near if is_near else own).append(_namespace(graph, namespace, inside, _NARROW if is_near else _BROAD))
    columns = (
        *grouped(f"{cluster.address}:own", own, Layout.ROWS),
        *grouped(f"{cluster.address}:near", near, Layout.ROWS),
    )
    parts = (*_policies(graph, cluster), *columns)
    return Box(cluster.address, cluster.name, fact(cluster), cluster.kind, Tone.CLUSTER, Layout.COLUMNS, parts)


def _policies(graph: Graph, cluster: Resource) -> Iterator[Box]:
    """Admission policies, docked on the border that they guard."""
    for policy in children(graph, cluster.address, "admission_policy"):
        text = f"{fact(policy)} · {len(policy.__dict__['rules'])} rules"
        yield Box(policy.address, policy.name, text, policy.kind, Tone.POLICY, dock=Side.TOP)


def _control_plane(graph: Graph, cluster: Resource) -> list[Box]:
    boxes = [card(one) for one in children(graph, cluster.address, "eks_addon", "service_mesh")]
    priorities = children(graph, cluster.address, "priority_class")
    if priorities:
        boxes.append(counted(f"{cluster.address}:priority_class", priorities))
    return framed(f"{cluster.address}:control-plane", "Control plane, add-ons and mesh", boxes, _BROAD)


def _nodes(graph: Graph, cluster: Resource) -> list[Box]:
    groups = [one for one in children(graph, cluster.address) if isinstance(one, EksNodeGroup)]
    boxes = [card(group, f"{fact(group)} nodes") for group in groups]
    return framed(f"{cluster.address}:nodes", "Node groups", boxes, _BROAD)


def _namespace(graph: Graph, namespace: Resource, inside: list[Box], columns: int) -> Box:
    parts = (*_network_policies(graph, namespace), *inside)
    address, name, kind = namespace.address, namespace.name, namespace.kind
    return Box(address, name, fact(namespace), kind, Tone.NAMESPACE, Layout.GRID, parts, columns=columns)


def _inside(graph: Graph, namespace: Resource) -> list[Box]:
    """The cards of a namespace: what takes requests first, identities last."""
    inside = [card(one) for one in children(graph, namespace.address, "ingress", "argocd_application_set")]
    inside += [_workload(graph, one) for one in children(graph, namespace.address, "deployment", "daemon_set")]
    told = {address for box in inside for address in box.members}
    releases = [one for one in children(graph, namespace.address, "helm_release") if one.address not in told]
    inside += cards(f"{namespace.address}:helm_release", releases, _MOST_RELEASES)
    accounts = children(graph, namespace.address, "service_account")
    if accounts:
        roles = sum(any(True for _ in graph.into(one.address, Relation.TRUSTS)) for one in accounts)
        inside.append(counted(f"{namespace.address}:service_account", accounts, f"{roles} with an IAM role"))
    return inside


def _workload(graph: Graph, workload: Resource) -> Box:
    """A program; the Helm release of the same name that installs it is told on its card, and needs none of its own."""
    installers = (graph.model[edge.source] for edge in graph.into(workload.address, Relation.DEPLOYS))
    return card(workload, members=[i for i in installers if i.kind == "helm_release" and i.name == workload.name])


def _network_policies(graph: Graph, namespace: Resource) -> Iterator[Box]:
    policies = children(graph, namespace.address, "network_policy")
    if policies:
        members = tuple(policy.address for policy in policies)
        yield Box(
            f"{namespace.address}:network_policy",
            words("network_policy"),
            kind="network_policy",
            tone=Tone.POLICY,
            dock=Side.TOP,
            count=len(policies),
            members=members,
        )


def _beside(graph: Graph, cluster: str) -> list[Box]:
    """What stands around the cluster, in frames by what it is for."""
    left = {one.address: one for one in neighbours(graph, cluster)}
    frames: list[Box] = []
    for label, kinds in _BESIDE.items():
        here = [left.pop(address) for address, one in tuple(left.items()) if one.kind in kinds]
        frames += framed(f"{cluster}:{label}", label, [card(one) for one in here])
    return frames + framed(f"{cluster}:Telemetry", "Telemetry", [card(one) for one in left.values()])
