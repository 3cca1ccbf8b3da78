"""The single steps of an intruder: what control of one resource gives control of, what it may read or change, and
what each step costs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from innovate_model.analyses.boundaries import left
from innovate_model.analyses.reading_rights import changeable, readable
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph
from innovate_model.resources.iam_actions import ASSUMING_ACTIONS, OPENING_ACTIONS
from innovate_model.resources.iam_role import IamRole

CONTENT = (
    "secret",
    "kms_key",
    "s3_bucket",
    "ecr_repository",
    "backup_vault",
    "aurora_cluster",
    "elasticache_replication_group",
    "cloudwatch_log_group",
    "efs_file_system",
    "kinesis_stream",
    "opensearch_domain",
    "prometheus_workspace",
    "xray_group",
)
"""Kinds that hold content: to get at one is to read it, not to act as it."""


_OPENING = frozenset(action for actions in OPENING_ACTIONS.values() for action in actions)
_GIVING = frozenset(("iam:PutRolePolicy", "iam:AttachRolePolicy"))
"""What gives a role permissions, and lets nobody in."""


class Move(StrEnum):
    """A kind of step, by what it uses."""

    PART = "part"
    """What holds a thing holds its parts."""
    IDENTITY = "identity"
    """A program has the credentials of the identity that it acts as."""
    TRUST = "trust"
    """A role lets somebody in: one call to AWS STS."""
    READ = "read"
    """A right to read or decrypt: one call to AWS."""
    CHANGE = "change"
    """A right to write, replace, delete or open to others: one call to AWS."""
    ADMINISTER = "administer"
    """A right to say who an identity lets in, or what it may do: a call to IAM, and another as that identity."""
    HOST = "host"
    """Privileges on a host, and from there into what runs on it."""
    SESSION = "session"
    """The network lets a session through; what answers must still let the intruder in."""


COSTS = {
    Move.PART: 0,
    Move.IDENTITY: 1,
    Move.TRUST: 1,
    Move.READ: 1,
    Move.CHANGE: 1,
    Move.ADMINISTER: 2,
    Move.HOST: 2,
    Move.SESSION: 4,
}
"""What a step asks of an intruder: nothing; one call with credentials at hand, or two; a host's privileges first; a
session with a door that must still be opened. The order is ours, no measurement. A session is the dearest, on which
`compromise` relies."""


class Step(NamedTuple):
    """From control of `source` to `target`, which is entered or, where it holds content or only a session leads there,
    exposed. `because` is the relation (None for a session)."""

    source: str
    target: str
    move: Move
    reason: str
    because: Edge | None
    is_entry: bool


def control_steps(graph: Graph, address: str) -> Iterator[Step]:
    """What control of a resource gives, sessions apart: its parts, what runs on it, its identity, roles that let it in
    or that it may make do so, and all that it may read or change."""
    for edge, target, move, reason in _next(graph, address):
        yield Step(address, target, move, reason, edge, graph.model[target].kind not in CONTENT)
    changes = changeable(graph, address)
    for target, edge in readable(graph, address).items():
        verb = "decrypt with" if graph.model[target].kind == "kms_key" else "read"
        also = f" and {_verb(changes[target])}" if target in changes else ""
        actions = dict.fromkeys((*_actions(edge), *(_actions(changes[target]) if also else ())))
        reason = f"{address} may {verb}{also} it ({', '.join(actions)})"
        yield Step(address, target, Move.READ, reason, edge, False)
    for target, edge in changes.items():
        yield Step(address, target, Move.CHANGE, f"{address} may {_verb(edge)} it ({edge.detail})", edge, False)


def _verb(edge: Edge) -> str:
    return "open" if _OPENING.issuperset(_actions(edge)) else "change"


def _actions(edge: Edge) -> tuple[str, ...]:
    return tuple(edge.detail.split(", "))


def _next(graph: Graph, address: str) -> Iterator[tuple[Edge, str, Move, str]]:
    for edge in graph.out(address, Relation.CONTAINS):
        yield edge, edge.target, Move.PART, f"is part of {address}"
    for edge in graph.into(address, Relation.RUNS_ON):
        yield edge, edge.source, Move.HOST, f"runs on {address}"
    for edge in graph.out(address, Relation.RUNS_AS):
        yield edge, edge.target, Move.IDENTITY, f"{address} acts as it"
    for edge in graph.into(address, Relation.TRUSTS):
        if _is_let_in(graph, address, edge.source):
            yield edge, edge.source, Move.TRUST, f"trusts {address}{_taken_as_met(graph, address, edge.source)}"
    account = graph.model[address].within("accounts")
    for edge in graph.out(address, Relation.ASSUMES):
        for role in _assumed(graph, edge):
            if account in graph.targets(role, Relation.TRUSTS):
                met = _taken_as_met(graph, account, role)
                yield edge, role, Move.TRUST, f"trusts {account}{met}, and {address} may assume it"
    for edge in graph.out(address, Relation.ADMINISTERS):
        yield from _administered(graph, edge)


def _taken_as_met(graph: Graph, trusted: str, address: str) -> str:
    """The condition under which a role trusts another one or an account, which an intruder is taken to meet: whether
    they know an external id, the model cannot tell. "" where there is none."""
    role = graph.model.get(address, IamRole)
    if role is None or graph.model[trusted].kind not in ("iam_role", "account"):
        return ""
    keys = [f"{operator} of {key}" for operator, asked in role.trust.condition.items() for key in asked]
    return f" under {' and '.join(keys)}, taken as met" if keys else ""


def _administered(graph: Graph, edge: Edge) -> Iterator[tuple[Edge, str, Move, str]]:
    """Whoever may change all of an account's roles has the account: what AWS denies them they allow themselves
    (`ADMINISTERING_ACTIONS`). So has a role that may give itself permissions. One role is entered by whom it may be
    made to let in."""
    role = graph.model.get(edge.source, IamRole)
    actions = left(graph, role, _actions(edge), edge.target)
    if role is None or not actions:
        return
    said = f"({', '.join(actions)})"
    if graph.model[edge.target].kind == "account":
        yield edge, edge.target, Move.ADMINISTER, f"{edge.source} may give itself everything in it {said}"
    elif edge.target == edge.source:
        if not _GIVING.isdisjoint(actions):
            yield edge, role.parent, Move.ADMINISTER, f"{edge.source} may give itself everything in it {said}"
    elif not _GIVING.issuperset(actions):
        yield edge, edge.target, Move.ADMINISTER, f"{edge.source} may make it let itself in {said}"


def _assumed(graph: Graph, edge: Edge, *roles: str) -> tuple[str, ...]:
    """The roles that a permission to assume speaks of: one, or of `roles` and all that trust the account those which no
    Deny forbids."""
    identity = graph.model.get(edge.source, IamRole)
    if graph.model[edge.target].kind == "iam_role":
        return (edge.target,) if left(graph, identity, ASSUMING_ACTIONS, edge.target) else ()
    return tuple(
        role
        for role in (*roles, *graph.sources(edge.target, Relation.TRUSTS))
        if identity is not None
        and left(graph, identity, (a for a in ASSUMING_ACTIONS if not identity.denies(a, role)), role)
    )


def _is_let_in(graph: Graph, address: str, role: str) -> bool:
    """Whether a role's trust is enough, or the identity needs a permission as well.

    A role of another account needs both
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html);
    whoever controls an account can give it any permission.
    """
    identity = graph.model[address]
    if identity.kind != "iam_role" or identity.parent == graph.model[role].parent:
        return True
    return any(role in _assumed(graph, edge, role) for edge in graph.out(address, Relation.ASSUMES))
