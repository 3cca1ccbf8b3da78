"""Permissions that are no limit: whoever may do everything in IAM can give the rest to themselves, so that this is as
much as all actions are; and everything in a service that holds data is all of that data.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterable

from innovate_model.resources.iam_actions import READING_ACTIONS, ManagedPolicy, fits
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import Permission

_SOME = "\0" * 16
"""What only a wildcard fits."""
_ANY_OF_IAM = f"iam:{_SOME}"
_READ_BY = {action.partition(":")[0]: action for actions in READING_ACTIONS.values() for action in actions}
"""Service that holds data -> an action that hands it out."""
UNLIMITED_POLICIES = ("AdministratorAccess", "IAMFullAccess")
"""Those of AWS's managed policies that allow it.
https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html"""
_ESCAPES = ("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary", "iam:CreatePolicyVersion")
"""What takes a boundary off, changes it for another, or rewrites it."""


def of_everything(actions: Iterable[str]) -> list[str]:
    """The patterns among some actions that stand for all of IAM: `*`, `**`, `*:*`, `iam:*`."""
    return [action for action in actions if fits((action,), _ANY_OF_IAM)]


def on_everything(resources: Iterable[str], account_id: str) -> list[str]:
    """The patterns among some ARNs that stand for every role of an account: `*`, `arn:aws:iam::*:*`."""
    role = f"arn:aws:iam::{account_id}:role/{_SOME}"
    return [resource for resource in resources if fits((resource,), role)]


def of_all_data(permission: Permission) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Services that hold data in which a statement allows or denies every action on everything, and the patterns that
    say so: `s3` for `s3:*` on `*` or `arn:aws:s3:::*`."""
    services = tuple(
        service
        for service, action in _READ_BY.items()
        if fits(permission.actions, f"{service}:{_SOME}") and permission.covers_all(action)
    )
    some = tuple(f"{service}:{_SOME}" for service in services)
    return services, tuple(each for each in permission.actions if any(fits((each,), text) for text in some))


def data_of(policy: ManagedPolicy) -> tuple[str, ...]:
    """Services that hold data in which one of AWS's managed policies allows every action."""
    return tuple(service for service in _READ_BY if policy.allows(f"{service}:{_SOME}"))


def leaves_iam(not_actions: tuple[str, ...]) -> bool:
    """Whether "all actions but these" has IAM in it."""
    return not fits(not_actions, _ANY_OF_IAM)


def holds(boundary: IamPolicy) -> bool:
    """Whether a boundary that allows everything forbids at least to take it off, to change it for another and to
    rewrite it: what else it denies lasts as long as it stays."""
    denied = tuple(action for each in boundary.permissions.values() if each.effect == "Deny" for action in each.actions)
    return all(fits(denied, action) for action in _ESCAPES)
