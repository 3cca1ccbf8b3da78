"""aws_iam_role, with who may assume it and what it may do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import FrozenMap, Name

READING_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "secrets": ("secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"),
    "s3_buckets": ("s3:GetObject", "s3:GetObjectVersion"),
    "kms_keys": ("kms:Decrypt",),
    "ecr_repositories": ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
    "aurora_clusters": ("rds-db:connect", "rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"),
}
"""Section of the resource -> the actions that hand out its content.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""
ASSUMING_ACTIONS = ("sts:AssumeRole",)
EVERYTHING = "*"
TARGETS = (
    "secret",
    "s3_bucket",
    "kms_key",
    "ecr_repository",
    "aurora_cluster",
    "elasticache_replication_group",
    "eks_cluster",
    "backup_vault",
    "iam_role",
)


class Federation(Part):
    """Identities that an OpenID Connect provider vouches for: `subjects` are patterns of its `sub` claim.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
    """

    provider: Name
    subjects: tuple[Name, ...] = Field(min_length=1)


class Trust(Part):
    """Who may take the role's identity: pods by their service account (IRSA), AWS services, other roles, whole
    accounts, or identities from elsewhere.

    https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """

    irsa: Annotated[Addresses, every("service_account", relation=Relation.TRUSTS)] = ()
    roles: Annotated[Addresses, every("iam_role", relation=Relation.TRUSTS)] = ()
    accounts: Annotated[Addresses, every("account", relation=Relation.TRUSTS)] = ()
    services: tuple[Name, ...] = ()
    federated: FrozenMap[Federation] = Field(default={}, validate_default=True)

    @model_validator(mode="after")
    def _names_somebody(self) -> Any:
        if not (self.irsa or self.roles or self.accounts or self.services or self.federated):
            message = "a role trusts somebody: `irsa`, `roles`, `accounts`, `services` or `federated`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


class Permission(Part):
    """One statement of the role's policies: `actions` (with `*` and `?`) on resources of the model (`on`) or on ARN
    patterns (`resources`).

    `condition` is AWS's: operator -> condition key -> value.
    """

    effect: Literal["Allow", "Deny"]
    actions: tuple[Name, ...] = Field(min_length=1)
    on: Annotated[Addresses, every(*TARGETS, relation=Relation.APPLIES_TO)] = ()
    resources: tuple[Name, ...] = ()
    condition: FrozenMap[FrozenMap[str]] = Field(default={}, validate_default=True)

    @model_validator(mode="after")
    def _has_a_target(self) -> Any:
        if not self.on and not self.resources:
            message = "a permission says what it is `on`, or names `resources` by ARN patterns"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self

    def matches(self, action: str) -> bool:
        """Whether one of its patterns fits an action."""
        return any(_pattern(pattern).fullmatch(action) for pattern in self.actions)


class IamRole(Resource):
    """An identity with permissions that others take for a while.

    `permissions_boundary` and `managed_policies` are names of policies that stand elsewhere; what they allow is not
    known here.

    What it can read: a role READS a resource of the model when an Allow names the resource in `on` and one of its
    actions hands out the content (`READING_ACTIONS`), and it ASSUMES a role on which it may `sts:AssumeRole`; no
    edge where a Deny without condition fits the same action on the same resource or on `*`, because an explicit deny
    wins (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). Action names
    are compared without regard to case
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html). An Allow on
    `resources: ["*"]` READS its account as a whole; narrower ARN patterns are not followed.
    """

    kind: ClassVar[str] = "iam_role"
    section: ClassVar[str] = "iam_roles"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    description: str = ""
    trust: Trust
    permissions: FrozenMap[Permission] = Field(default={}, validate_default=True)
    managed_policies: tuple[Name, ...] = ()
    permissions_boundary: str = ""

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        for name, permission in self.permissions.items():
            if permission.effect == "Allow":
                yield from self._powers(("permissions", name, "on"), permission)

    def _powers(self, path: tuple[str, ...], permission: Permission) -> Iterator[Edge]:
        for target in permission.on:
            section = target.split(".")[-2]
            powers = ((Relation.READS, READING_ACTIONS.get(section, ())),)
            if section == IamRole.section:
                powers = ((Relation.ASSUMES, ASSUMING_ACTIONS),)
            for relation, actions in powers:
                allowed = self._allowed(permission, actions, target)
                if allowed:
                    yield Edge(self.address, relation, target, path, detail=", ".join(allowed))
        if EVERYTHING in permission.resources:
            every_reading = tuple(action for actions in READING_ACTIONS.values() for action in actions)
            allowed = self._allowed(permission, every_reading, EVERYTHING)
            if allowed:
                at = (*path[:-1], "resources")
                yield Edge(self.address, Relation.READS, self.parent, at, detail=", ".join(allowed))

    def _allowed(self, permission: Permission, actions: tuple[str, ...], target: str) -> list[str]:
        return [action for action in actions if permission.matches(action) and not self._denied(action, target)]

    def _denied(self, action: str, target: str) -> bool:
        return any(
            other.effect == "Deny"
            and not other.condition
            and (target in other.on or EVERYTHING in other.resources)
            and other.matches(action)
            for other in self.permissions.values()
        )


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    """IAM's wildcards as a regular expression."""
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in text)
    return re.compile("".join(parts), re.IGNORECASE)
