"""aws_iam_policy: a customer managed policy."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource
from innovate_model.resources.iam_role import Permission
from innovate_model.values import FrozenMap


class IamPolicy(Resource):
    """A policy with a name of its own, which roles of its account name: as a permissions boundary it is the most that
    they may do, and grants nothing.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """

    kind: ClassVar[str] = "iam_policy"
    section: ClassVar[str] = "iam_policies"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    description: str = ""
    permissions: FrozenMap[Permission]

    def leaves(self, action: str, target: str = "") -> bool | None:
        """As a boundary: whether it leaves an action on a resource of the model (on everything: "") to who has it.
        None where a condition or a narrower ARN pattern decides.

        `action` is one of `POWERS`, of which it is known what they are about.
        """
        about = [each for each in self.permissions.values() if each.matches(action)]
        sure = [each for each in about if not each.condition and (target in each.on or each.covers_all(action))]
        if any(each.effect == "Deny" for each in sure) or not any(each.effect == "Allow" for each in about):
            return False
        if any(each.effect == "Deny" and (each.resources or target in each.on) for each in about):
            return None
        return True if sure else None
