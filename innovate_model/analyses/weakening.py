"""What goes on with less when something has stopped: fewer of several, no way out, no log, no identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from innovate_model.analyses.falling import Effect, backups, is_held, is_shared, needing, said
from innovate_model.analyses.tiers import route_table_of
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.subnet import Subnet

USES = (Relation.ROUTES_TO, Relation.ASSOCIATED_WITH, Relation.LOGS_TO, Relation.COPIES_TO, Relation.RUNS_AS)
"""The source goes on without the target, but not as designed: a way out, a log, a backup or new credentials are
missing."""


class _Shortage(NamedTuple):
    """What of several is missing, and which one of it speaks for all: the nearest."""

    targets: tuple[str, ...]
    missing: tuple[str, ...]
    speaker: str


def weakened(graph: Graph, gone: Mapping[str, Effect]) -> dict[str, Effect]:
    """Address -> all that it misses, of everything that still stands.

    `distance` is that of the nearest thing missed, `because` the relation to it.
    """
    misses: dict[str, list[Effect]] = {}
    shortages: dict[tuple[str, str], _Shortage] = {}
    for address in gone:
        for user, effect in (
            *_users(graph, address, gone, shortages),
            *_replicas(graph, address, gone),
            *_readers(graph, address, gone),
            *_pods(graph, address, gone),
        ):
            if user not in gone:
                misses.setdefault(user, []).append(effect)
    _pass_on_to_subnets(graph, gone, misses)
    _pass_on_to_applications(graph, gone, misses)
    return {address: _joined(effects) for address, effects in misses.items()}


def _users(
    graph: Graph, address: str, gone: Mapping[str, Effect], shortages: dict[tuple[str, str], _Shortage]
) -> Iterator[tuple[str, Effect]]:
    """Those who have others left beside `address`, or can go on without it. `shortages` keeps what was worked out."""
    distance = gone[address].distance + 1
    for edge in (*needing(graph, address), *graph.into(address, *USES)):
        if edge.source in gone:
            continue
        if edge.relation in USES:
            if not _is_replication(graph, edge):
                yield edge.source, Effect(distance, said(edge), edge, (address,))
        elif is_held(graph, edge):
            does = "decrypts nothing anew" if edge.relation is Relation.ENCRYPTED_BY else "starts no new pods"
            yield edge.source, Effect(distance, f"{does} without {address}", edge, (address,))
        elif is_shared(edge):
            key = edge.source, edge.alternatives
            if key not in shortages:
                shortages[key] = _shortage(graph, edge, gone)
            targets, missing, speaker = shortages[key]
            if address == speaker:
                left = len(targets) - len(missing)
                yield edge.source, Effect(distance, f"{said(edge)} ({left} of {len(targets)} left)", edge, missing)


def _shortage(graph: Graph, edge: Edge, gone: Mapping[str, Effect]) -> _Shortage:
    targets = backups(graph, edge).targets
    missing = tuple(target for target in targets if target in gone)
    return _Shortage(targets, missing, min(missing, key=lambda target: (gone[target].distance, target)))


def _replicas(graph: Graph, address: str, gone: Mapping[str, Effect]) -> Iterator[tuple[str, Effect]]:
    """Repositories that get their images from `address`."""
    for edge in graph.out(address, Relation.COPIES_TO):
        if _is_replication(graph, edge):
            yield (
                edge.target,
                Effect(gone[address].distance + 1, f"gets no new images from {address}", edge, (address,)),
            )


def _is_replication(graph: Graph, edge: Edge) -> bool:
    """Whether it is the target that misses the source: others fetch images from a replica, it is no backup."""
    return edge.relation is Relation.COPIES_TO and graph.model[edge.source].kind == "ecr_repository"


def _readers(graph: Graph, address: str, gone: Mapping[str, Effect]) -> Iterator[tuple[str, Effect]]:
    """Those who act as a role, where `address` is the role or something that it reads."""
    distance = gone[address].distance + 1
    if graph.model[address].kind == "iam_role":
        for trust in graph.out(address, Relation.TRUSTS):
            for edge in graph.into(trust.target, Relation.RUNS_AS):
                yield edge.source, Effect(distance, f"acts in AWS as {address}", edge, (address,))
    for reading in graph.into(address, Relation.READS):
        for edge in _acting_as(graph, reading.source):
            verb = "decrypts with" if graph.model[address].kind == "kms_key" else "reads"
            yield edge.source, Effect(distance, f"{verb} {address} as {reading.source}", reading, (address,))


def _pods(graph: Graph, address: str, gone: Mapping[str, Effect]) -> Iterator[tuple[str, Effect]]:
    """Deployments whose node group goes on without `address`, one of its subnets: the pods there are lost, and started
    anew on the nodes that are left. Which pods stood there is not known.

    https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-lifetime
    """
    for placed in graph.into(address, Relation.PLACED_IN):
        nodes = placed.source
        if graph.model[nodes].kind != "eks_node_group" or nodes in gone:
            continue
        for edge in graph.into(nodes, Relation.RUNS_ON):
            pods = graph.model.get(edge.source, Deployment)
            if pods is not None:
                lost = "its only pod may have stood" if pods.replicas.max == 1 else "its pods are lost"
                reason = f"{lost} in {address} on {nodes}"
                yield edge.source, Effect(gone[address].distance + 2, reason, edge, (nodes,))


def _acting_as(graph: Graph, role: str) -> Iterator[Edge]:
    """Who runs as a role, or as a service account that it trusts."""
    yield from graph.into(role, Relation.RUNS_AS)
    for account in graph.targets(role, Relation.TRUSTS):
        yield from graph.into(account, Relation.RUNS_AS)


def _pass_on_to_subnets(graph: Graph, gone: Mapping[str, Effect], misses: dict[str, list[Effect]]) -> None:
    """A route table without one of its targets is felt in the subnets that use it: the VPC's other ones too, if it is
    the main table."""
    lame: dict[str, list[Effect]] = {}
    for address in gone:
        for edge in graph.into(address, Relation.ROUTES_TO):
            if graph.model[edge.source].kind == "route_table" and edge.source not in gone:
                reason = f"sends {edge.detail or 'what it learns'} to {address}, by {edge.source}"
                effect = Effect(gone[address].distance + 2, reason, edge, (edge.source,))
                lame.setdefault(edge.source, []).append(effect)
    for subnet in graph.model.of(Subnet) if lame else ():
        table = route_table_of(graph, subnet)
        if table is not None and table.address in lame and subnet.address not in gone:
            misses.setdefault(subnet.address, []).extend(lame[table.address])


def _pass_on_to_applications(graph: Graph, gone: Mapping[str, Effect], misses: dict[str, list[Effect]]) -> None:
    """An application is what its parts are: with a degraded one it is degraded, and so are those that it is a part
    of. Nearest first, so that each is told by its shortest way."""
    ahead = [(min(effect.distance for effect in effects), address) for address, effects in misses.items()]
    heapify(ahead)
    done: set[str] = set()
    while ahead:
        distance, address = heappop(ahead)
        if address in done:
            continue
        done.add(address)
        for edge in graph.into(address, Relation.DEPENDS_ON):
            if graph.model[edge.source].kind == Application.kind and edge.source not in gone:
                effect = Effect(distance + 1, f"{said(edge)}, which is degraded", edge, (address,))
                misses.setdefault(edge.source, []).append(effect)
                heappush(ahead, (distance + 1, edge.source))


def _joined(effects: list[Effect]) -> Effect:
    """All reasons in one, nearest first."""
    ordered = sorted(effects, key=lambda effect: (effect.distance, effect.reason))
    reasons = dict.fromkeys(effect.reason for effect in ordered)
    after = dict.fromkeys(address for effect in ordered for address in effect.after)
    return ordered[0]._replace(reason="; ".join(reasons), after=tuple(after))
