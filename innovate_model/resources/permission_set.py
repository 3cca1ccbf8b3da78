"""aws_ssoadmin_permission_set, with its inline policy and its managed policies."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from innovate_model.resources.base import Resource
from innovate_model.resources.service_control_policy import Statement
from innovate_model.values import FrozenMap, Name


class PermissionSet(Resource):
    """What a group of people may do in the accounts that they are assigned to: a role that Identity Center makes in
    each of them.

    `statements` are its inline policy, `managed_policies` names of AWS's, `permissions_boundary` the name of a
    customer managed policy, which has to stand in each of the accounts. A session lasts 1 to 12 hours.
    https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
    """

    kind: ClassVar[str] = "permission_set"
    section: ClassVar[str] = "permission_sets"
    parents: ClassVar[tuple[str, ...]] = ("identity_center",)

    description: str = ""
    managed_policies: tuple[Name, ...] = ()
    statements: FrozenMap[Statement] = Field(default={}, validate_default=True)
    session_duration_hours: int = Field(default=1, ge=1, le=12)
    permissions_boundary: str = ""
