"""What an intruder may do besides and `compromise` never looks into, said of those whom it is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from innovate_model.analyses.blast_radius import Member
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.iam_actions import POWERS, managed_policy
from innovate_model.resources.iam_role import IamRole

_NAMED = 3
_POWERS = frozenset(map(str.lower, POWERS))
_LOOKING = re.compile(r"[^:*]+:(?:BatchGet|Describe|Get|List)[^:]*", re.IGNORECASE)
"""Actions that look, and those of them that hand out content are among `POWERS`.
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html"""
_PEOPLE = ("identity_center", "permission_set", "account_assignment")


def not_followed(
    graph: Graph, entered: Mapping[str, Member], exposed: Mapping[str, Member], changed: Collection[str]
) -> Iterator[str]:
    """In clauses: what runs or serves changed content, what a session gives, what identities do by other actions, what
    permissions sets let people do, and to whom roles are given permissions."""
    if changed:
        yield f"what happens where changed content of {listed(sorted(changed))} is run, served or believed"
    answering = sorted(a for a, member in exposed.items() if member.because is None and a not in entered)
    if answering:
        yield f"what a session with {listed(answering)} gives"
    people = sorted(address for address, member in entered.items() if member.kind in _PEOPLE)
    if people:
        yield f"what {listed(people)} let people do"
    found = (graph.model.get(address, IamRole) for address in sorted(entered))
    roles = [role for role in found if role is not None and role.parent not in entered]
    for role in roles:
        yield from _about(graph, role, entered)
    if roles:
        yield "what policies of resources let identities do, and service control policies keep them from"


def _about(graph: Graph, role: IamRole, entered: Collection[str]) -> Iterator[str]:
    others = [each for each in dict.fromkeys(_allowed(role)) if not _is_followed(each)]
    if others:
        yield f"{role.address}: what it does by {listed(others)}"
    given = (edge.target for edge in graph.out(role.address, Relation.ADMINISTERS))
    powerless = sorted({target for target in given if target not in entered})
    if powerless:
        yield f"{role.address}: what {listed(powerless)} do with permissions that it gives them"


def _allowed(role: IamRole) -> Iterator[str]:
    for permission in role.permissions.values():
        if permission.effect == "Allow":
            yield from permission.actions
    for name in role.managed_policies:
        policy = managed_policy(name)
        yield from policy.actions if policy is not None else ()


def _is_followed(pattern: str) -> bool:
    """Whether nothing that a pattern stands for is left out: it is a power itself, or looks only."""
    return pattern.lower() in _POWERS or bool(_LOOKING.fullmatch(pattern))


def listed(names: Iterable[str]) -> str:
    """A few by name, many by number."""
    known = list(names)
    more = len(known) - _NAMED
    return ", ".join(known[:_NAMED]) + (f" and {more} more" if more > 0 else "")
