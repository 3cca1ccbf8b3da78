"""Permissions that are no limit: whoever may do everything in IAM can give the rest to themselves, so that this is as
much as all actions are.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterable

from innovate_model.resources.iam_actions import fits
from innovate_model.resources.iam_policy import IamPolicy

_SOME = "\0" * 16
"""What only a wildcard fits."""
_ANY_OF_IAM = f"iam:{_SOME}"
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


def leaves_iam(not_actions: tuple[str, ...]) -> bool:
    """Whether "all actions but these" has IAM in it."""
    return not fits(not_actions, _ANY_OF_IAM)


def holds(boundary: IamPolicy) -> bool:
    """Whether a boundary that allows everything forbids at least to take it off, to change it for another and to
    rewrite it: what else it denies lasts as long as it stays."""
    denied = tuple(action for each in boundary.permissions.values() if each.effect == "Deny" for action in each.actions)
    return all(fits(denied, action) for action in _ESCAPES)
