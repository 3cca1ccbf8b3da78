"""What an IAM role may read, and what it may change, resource by resource."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.boundaries import left
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.iam_role import IamRole, powers_on


def readable(graph: Graph, role: str) -> dict[str, Edge]:
    """Address of a resource whose content a role may read -> the permission to.

    A permission on everything is spread over the role's account. What lies encrypted under a key is readable with the
    right to decrypt by that key only (https://docs.aws.amazon.com/kms/latest/developerguide/services-s3.html). What
    policies of the resources themselves say is not known here; what of the role's own is not followed,
    `IamRole.unfollowed` says. What a permissions boundary of the model takes away is not allowed.
    """
    allowed = _allowed(graph, role, Relation.READS)
    return {
        target: edge
        for target, edge in allowed.items()
        if all(key in allowed for key in graph.targets(target, Relation.ENCRYPTED_BY))
    }


def changeable(graph: Graph, role: str) -> dict[str, Edge]:
    """Address of a resource of which a role may write, replace, delete or open the content -> the permission to.

    By the rules of `readable`, but that no key is asked for: what is deleted, or written under another key, needs none
    of the old one (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html).
    """
    return _allowed(graph, role, Relation.CHANGES)


def _allowed(graph: Graph, role: str, relation: Relation) -> dict[str, Edge]:
    """Target -> the first permission of a sort for it that a boundary leaves."""
    allowed: dict[str, Edge] = {}
    for edge in graph.out(role, relation):
        for one in _each(graph, edge):
            actions = left(graph, graph.model.get(role, IamRole), one.detail.split(", "), one.target)
            if actions:
                allowed.setdefault(one.target, one._replace(detail=", ".join(actions)))
    return allowed


def _each(graph: Graph, edge: Edge) -> Iterator[Edge]:
    """The edge itself, or one to each thing of the account that it stands for."""
    if graph.model[edge.target].kind != "account":
        yield edge
        return
    actions = set(edge.detail.split(", "))
    role = graph.model.get(edge.source, IamRole)
    for resource in graph.model:
        if resource.within("accounts") == edge.target and role is not None:
            granted = [
                action
                for action in dict(powers_on(resource.section)).get(edge.relation, ())
                if action in actions and not role.denies(action, resource.address)
            ]
            if granted:
                yield edge._replace(target=resource.address, detail=", ".join(granted))
