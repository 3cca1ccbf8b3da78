"""Permissions boundaries: which policy bounds a role, and what it leaves of the role's powers.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from __future__ import annotations

from collections.abc import Iterable

from innovate_model.graph import Graph
from innovate_model.resources.iam_actions import POWERS
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import IamRole


def boundary_of(graph: Graph, role: IamRole | None) -> IamPolicy | None:
    """The policy of the role's account that it names as its boundary; None without one, or where it stands outside of
    the model."""
    if role is None or not role.permissions_boundary:
        return None
    return graph.model.get(f"{role.parent}.{IamPolicy.section}.{role.permissions_boundary}", IamPolicy)


def is_followed(graph: Graph, role: IamRole) -> bool:
    """Whether it is known of every power that is followed if the boundary leaves it."""
    policy = boundary_of(graph, role)
    return policy is not None and all(policy.leaves(action) is not None for action in POWERS)


def left(graph: Graph, role: IamRole | None, actions: Iterable[str], target: str) -> tuple[str, ...]:
    """The actions on a resource that a role's boundary does not take away; those of which it is not known stay."""
    policy = boundary_of(graph, role)
    return tuple(action for action in actions if policy is None or policy.leaves(action, target) is not False)
