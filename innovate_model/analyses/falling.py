"""What stops when something is lost: dependants, and theirs, level by level.

One rule tells stopping from going on with less. What a program talks to all the time (a database, a bucket, another
service) takes it down. What it has fetched and holds (its image, its credentials, secrets and keys) it goes on with;
only what is new, or must be renewed, misses the source. So a lost repository, role, service account or secret, and an
endpoint through which only such things are fetched, degrades (`weakening`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from innovate_model.analyses.internet_needs import internet_needs
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


class Effect(NamedTuple):
    """What a loss did to one resource: the number of relations from it, the reason in words, the relation that passed
    it on (None for the loss itself)."""

    distance: int
    reason: str
    because: Edge | None = None


def fallen(graph: Graph, lost: Iterable[str]) -> dict[str, Effect]:
    """What is lost (distance 0) and what stops because of it, nearest first, by address within one distance.

    Losing more never makes less stop. Time and memory grow with the edges of what stops. KeyError for an address that
    is not in the model.
    """
    level = {graph.model[address].address: Effect(0, "lost") for address in sorted(set(lost))}
    effects: dict[str, Effect] = {}
    while level:
        effects.update(level)
        following: dict[str, Effect] = {}
        for address, effect in level.items():
            for dependant, reason, edge in _dependants(graph, address, effects):
                if dependant not in effects:
                    following.setdefault(dependant, Effect(effect.distance + 1, reason, edge))
        level = dict(sorted(following.items()))
    return effects


def _dependants(graph: Graph, address: str, gone: Mapping[str, Effect]) -> Iterator[tuple[str, str, Edge]]:
    """Who cannot stand now that `address` has stopped, given all that has."""
    for edge in graph.out(address, Relation.CONTAINS):
        yield edge.target, f"is part of {address}", edge
    if is_held(graph, address):
        return
    for edge in (*graph.into(address, *NEEDS), *internet_needs(graph).get(address, ())):
        group = backups(graph, edge)
        if not group:
            yield edge.source, said(edge), edge
        elif all(target in gone for target in group):
            yield edge.source, f"{said(edge)}, {_the_last(len(group))}", edge


def is_held(graph: Graph, address: str) -> bool:
    """Whether those who run hold what they fetched from a resource: a repository of images, an endpoint of one of the
    `FETCHING` services."""
    endpoint = graph.model.get(address, VpcEndpoint)
    return graph.model[address].kind == "ecr_repository" or (endpoint is not None and endpoint.service in FETCHING)


def backups(graph: Graph, edge: Edge) -> tuple[str, ...]:
    """The targets that back one another up, the edge's own among them; () if the source needs this one by itself.

    Those of one `alternatives`; and whatever hands requests on in several directions (a load balancer by its
    listeners, a distribution to its origins) goes on in the others when one is gone.
    """
    if edge.alternatives:
        group = (other for other in graph.out(edge.source, *NEEDS) if other.alternatives == edge.alternatives)
    elif edge.relation is Relation.FORWARDS_TO:
        group = (other for other in graph.out(edge.source, Relation.FORWARDS_TO) if not other.alternatives)
    else:
        return ()
    return tuple(dict.fromkeys(other.target for other in group))


def said(edge: Edge) -> str:
    """The relation as a sentence without its subject: `routes to accounts.dev.vpcs.main.nat_gateways.a (0.0.0.0/0)`."""
    detail = f" ({edge.detail})" if edge.detail else ""
    return f"{edge.relation.replace('_', ' ')} {edge.target}{detail}"


def _the_last(count: int) -> str:
    return "and there is no other" if count == 1 else f"and none of the {count} is left"
