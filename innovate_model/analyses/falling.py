"""What stops when something is lost: dependants, and theirs, level by level.

One rule tells stopping from going on with less. What a program talks to all the time (a database, a bucket, another
service) takes it down. What it has fetched and holds (its image, its credentials, secrets and keys) it goes on with;
only what is new, or must be renewed, misses the source. So a lost repository, role, service account or secret, an
endpoint through which only such things are fetched, and the key of a machine's disks degrade (`weakening`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from innovate_model.analyses.unwritten_needs import unwritten_of, unwritten_to
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.vpc_endpoint import VpcEndpoint

NEEDS = (
    Relation.PLACED_IN,
    Relation.ATTACHED_TO,
    Relation.DEPENDS_ON,
    Relation.CONNECTS_TO,
    Relation.FORWARDS_TO,
    Relation.ENCRYPTED_BY,
    Relation.RUNS_ON,
)
"""The source does not work without the target."""
FETCHING = ("secretsmanager", "ssm", "sts", "kms", "ecr.api", "ecr.dkr")
"""Services of which a running program holds what it fetched, by the names of their endpoints: secrets, parameters,
credentials, keys, images. https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"""
_MACHINES = ("eks_cluster", "eks_node_group", "instance")
"""What runs on when its key is lost, with the data keys that it has; no disk is attached anew, and no secret of a
cluster decrypted. https://docs.aws.amazon.com/kms/latest/developerguide/unusable-kms-keys.html"""
_STORES = ("aurora_cluster", "aurora_instance", "efs_file_system", "elasticache_replication_group", "opensearch_domain")
"""What holds its data keys while AWS KMS does not answer, and stops when it finds the key itself gone.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html"""


class Effect(NamedTuple):
    """What a loss did to one resource: the number of relations from it, the reason in words, the relation that passed
    it on (None for the loss itself), and the resources whose own misfortune this follows from."""

    distance: int
    reason: str
    because: Edge | None = None
    after: tuple[str, ...] = ()


class Condition(NamedTuple):
    """`edges` of one source that say what it needs: it stops when fewer than `at_least` of `targets` stand."""

    edges: tuple[Edge, ...]
    targets: tuple[str, ...]
    at_least: int = 1


def fallen(graph: Graph, lost: Iterable[str]) -> dict[str, Effect]:
    """What is lost (distance 0) and what stops because of it, nearest first, by address within one distance.

    Losing more never makes less stop. Time and memory grow with the relations of what stops, and of what has lost one
    of several. KeyError for an address that is not in the model.
    """
    level = {graph.model[address].address: Effect(0, "lost") for address in sorted(set(lost))}
    effects: dict[str, Effect] = {}
    counted = _Counted(graph)
    while level:
        effects.update(level)
        edges = {address: counted.after(address) for address in level}
        following: dict[str, Effect] = {}
        for address, effect in level.items():
            for edge in graph.out(address, Relation.CONTAINS):
                if edge.target not in effects and edge.target not in following:
                    following[edge.target] = Effect(effect.distance + 1, f"is part of {address}", edge, (address,))
            for edge in edges[address]:
                if edge.source not in effects and edge.source not in following and counted.is_short(edge):
                    reason, after = _shortage(counted.condition(edge), edge, effects)
                    following[edge.source] = Effect(effect.distance + 1, reason, edge, after)
        level = dict(sorted(following.items()))
    return effects


class _Counted:
    """How many of what backs one another up has stopped, for each who needs it. Each edge is looked at once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.conditions: dict[tuple[str, str], Condition] = {}
        self.gone: dict[tuple[str, str], int] = {}

    def after(self, address: str) -> tuple[Edge, ...]:
        """Counts `address` as gone; the relations of those who need it."""
        edges = tuple(edge for edge in needing(self.graph, address) if not is_held(self.graph, edge))
        for key in dict.fromkeys(_key(edge) for edge in edges if is_shared(edge)):
            self.gone[key] = self.gone.get(key, 0) + 1
        return edges

    def is_short(self, edge: Edge) -> bool:
        """Whether too few are left for the edge's source."""
        if not is_shared(edge):
            return True
        condition = self.condition(edge)
        return len(condition.targets) - self.gone[_key(edge)] < condition.at_least

    def condition(self, edge: Edge) -> Condition:
        """What the edge belongs to; worked out once for each who needs it."""
        if not is_shared(edge):
            return Condition((edge,), (edge.target,))
        key = _key(edge)
        if key not in self.conditions:
            self.conditions[key] = backups(self.graph, edge)
        return self.conditions[key]


def _shortage(condition: Condition, edge: Edge, gone: Mapping[str, Effect]) -> tuple[str, tuple[str, ...]]:
    """Why the edge's source stops, in words, and what that follows from."""
    missing = tuple(target for target in condition.targets if target in gone)
    if not is_shared(edge):
        return said(edge), missing
    left = len(condition.targets) - len(missing)
    if left:
        return f"{said(edge)}, and {left} of {len(condition.targets)} are too few: {condition.at_least} needed", missing
    return f"{said(edge)}, {_the_last(len(condition.targets))}", missing


def needing(graph: Graph, address: str) -> Iterator[Edge]:
    """The relations of those who do not work without `address`, or without something that it is one of."""
    yield from graph.into(address, *NEEDS)
    yield from unwritten_to(graph).get(address, ())


def conditions(graph: Graph, address: str) -> Iterator[Condition]:
    """All that a resource needs: the rule of `fallen`, read from the other end. It stops when one of them fails."""
    for edge in graph.into(address, Relation.CONTAINS):
        yield Condition((edge,), (edge.source,))
    known: set[tuple[str, str]] = set()
    for edge in (*graph.out(address, *NEEDS), *unwritten_of(graph).get(address, ())):
        if not is_shared(edge):
            if not is_held(graph, edge):
                yield Condition((edge,), (edge.target,))
        elif _key(edge) not in known:
            known.add(_key(edge))
            condition = backups(graph, edge)
            fetched = {edge.target for edge in condition.edges if is_held(graph, edge)}
            held = sum(target in fetched for target in condition.targets)
            if held < condition.at_least:
                kept = tuple(target for target in condition.targets if target not in fetched)
                yield Condition(condition.edges, kept, condition.at_least - held)


def is_held(graph: Graph, edge: Edge) -> bool:
    """Whether who needs something holds what it fetched from there: from a repository of images, an endpoint of one of
    the `FETCHING` services, the key of a machine's disks or of a cluster's secrets."""
    if edge.relation is Relation.ENCRYPTED_BY:
        return graph.model[edge.source].kind in _MACHINES
    endpoint = graph.model.get(edge.target, VpcEndpoint)
    return graph.model[edge.target].kind == "ecr_repository" or (endpoint is not None and endpoint.service in FETCHING)


def outlasts(graph: Graph, edge: Edge) -> bool:
    """Whether one end of a need goes on while the other does not answer, and would stop if that were gone: nodes and
    pods without the API server of their cluster, which starts and places them, and stores without AWS KMS.

    https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/control-planes-and-data-planes.html
    """
    if edge.relation is Relation.CONTAINS:
        return graph.model[edge.source].kind == "eks_cluster"
    return edge.relation is Relation.ENCRYPTED_BY and graph.model[edge.source].kind in _STORES


def backups(graph: Graph, edge: Edge) -> Condition:
    """What the edge belongs to: the targets that back one another up, or its own alone.

    Those of one `alternatives`; and whatever hands requests on in several directions (a load balancer by its
    listeners, a distribution to its origins) goes on in the others when one is gone.
    """
    if not is_shared(edge):
        return Condition((edge,), (edge.target,))
    needs = (*graph.out(edge.source, *NEEDS), *unwritten_of(graph).get(edge.source, ()))
    edges = tuple(other for other in needs if is_shared(other) and _key(other) == _key(edge))
    targets = tuple(dict.fromkeys(other.target for other in edges))
    return Condition(edges, targets, min(len(targets), max(other.at_least for other in edges)))


def said(edge: Edge) -> str:
    """The relation as a sentence without its subject: `routes to accounts.dev.vpcs.main.nat_gateways.a (0.0.0.0/0)`."""
    detail = f" ({edge.detail})" if edge.detail else ""
    return f"{edge.relation.replace('_', ' ')} {edge.target}{detail}"


def is_shared(edge: Edge) -> bool:
    """Whether others may do the target's work for the source."""
    return bool(edge.alternatives) or edge.relation is Relation.FORWARDS_TO


def _key(edge: Edge) -> tuple[str, str]:
    """Names what backs one another up: the source, and its alternatives ("" for where it hands requests on to)."""
    return edge.source, edge.alternatives


def _the_last(count: int) -> str:
    return "and there is no other" if count == 1 else f"and none of the {count} is left"
