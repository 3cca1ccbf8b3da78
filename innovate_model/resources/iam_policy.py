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
