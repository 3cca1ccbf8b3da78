"""aws_iam_role, with who may assume it and what it may do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.iam_actions import (
    ADMINISTERING_ACTIONS,
    ASSUMING_ACTIONS,
    CHANGING_ACTIONS,
    OPENING_ACTIONS,
    POWERS,
    READING_ACTIONS,
    arn_service,
    covers_all,
    fits,
    managed_policy,
)
from innovate_model.resources.reference import Addresses, every
from innovate_model.span import Path
from innovate_model.values import FrozenMap, Name

_IDENTITY_CENTER = "sso.amazonaws.com"
GITHUB = "token.actions.githubusercontent.com"
"""The provider of the tokens that GitHub gives its workflows."""
POWERS_BY_RELATION = (
    (Relation.READS, {each for actions in READING_ACTIONS.values() for each in actions}),
    (
        Relation.CHANGES,
        {each for sorts in (CHANGING_ACTIONS, OPENING_ACTIONS) for actions in sorts.values() for each in actions},
    ),
    (Relation.ASSUMES, set(ASSUMING_ACTIONS)),
    (Relation.ADMINISTERS, set(ADMINISTERING_ACTIONS)),
)
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
    "cloudwatch_log_group",
    "efs_file_system",
    "kinesis_firehose_delivery_stream",
    "kinesis_stream",
    "opensearch_domain",
    "prometheus_workspace",
    "sns_topic",
)


class Federation(Part):
    """Identities that an OpenID Connect provider vouches for: `subjects` are patterns of its `sub` claim.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
    """

    provider: Name
    subjects: tuple[Name, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_a_provider(self) -> Any:
        if self.provider == _IDENTITY_CENTER:
            message = (
                "IAM Identity Center is no OpenID Connect provider: its people come as roles of an account, so trust "
                "`accounts` under a `condition` {ArnLike: {aws:PrincipalArn: "
                '"arn:aws:iam::ACCOUNT_ID:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_PERMISSION-SET_*"}}'
            )
            raise PydanticCustomError("bad_provider", "{message}", {"message": message})
        return self


class Trust(Part):
    """Who may take the role's identity: pods by their service account (IRSA), AWS services, other roles, whole
    accounts, or identities from elsewhere.

    `condition` narrows what `roles` and `accounts` let in; it is AWS's: operator -> condition key -> value. People of
    IAM Identity Center are let in so, as its roles are made anew with another suffix and therefore cannot be named:
    the account, under `ArnLike` of `aws:PrincipalArn`
    (https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html). Analyses take it as
    met: an intruder in the account counts as let in.

    https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """

    irsa: Annotated[Addresses, every("service_account", relation=Relation.TRUSTS)] = ()
    roles: Annotated[Addresses, every("iam_role", relation=Relation.TRUSTS)] = ()
    accounts: Annotated[Addresses, every("account", relation=Relation.TRUSTS)] = ()
    services: tuple[Name, ...] = ()
    federated: FrozenMap[Federation] = Field(default={}, validate_default=True)
    condition: FrozenMap[FrozenMap[str]] = Field(default={}, validate_default=True)

    @model_validator(mode="after")
    def _names_somebody(self) -> Any:
        if not (self.irsa or self.roles or self.accounts or self.services or self.federated):
            message = "a role trusts somebody: `irsa`, `roles`, `accounts`, `services` or `federated`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        if self.condition and not (self.roles or self.accounts):
            message = "the `condition` of a trust narrows `roles` and `accounts`, and neither is here"
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
        return fits(self.actions, action)

    def covers_all(self, action: str) -> bool:
        """Whether one of its `resources` stands for everything that the action may be about."""
        return any(covers_all(pattern, action) for pattern in self.resources)


class IamRole(Resource):
    """An identity with permissions that others take for a while.

    `permissions_boundary` and `managed_policies` are names of policies. A boundary that is an `iam_policy` of the same
    account is ASSOCIATED_WITH it. What some of AWS's own allow is known (`MANAGED_POLICIES`), of others nothing.

    What it can read: a role READS a resource of the model when an Allow names the resource in `on` and one of its
    actions hands out the content (`READING_ACTIONS`), and it ASSUMES a role on which it may `sts:AssumeRole`; no
    edge where a Deny without condition fits the same action on the same resource or on all of them, because an
    explicit deny wins (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
    Action names are compared without regard to case
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html). An Allow on
    `resources` that stand for all of a service (`*`, `arn:aws:s3:::*`), or a managed policy that is known, READS its
    account as a whole, with the actions in the edge's `detail`; with `sts:AssumeRole` it ASSUMES the account, which
    means any role that lets it in. Narrower ARN patterns are not followed: `unfollowed` names them.

    What it can write, replace, delete or open to others it CHANGES by the same rules (`CHANGING_ACTIONS`,
    `OPENING_ACTIONS`). Whoever may change roles or policies (`ADMINISTERING_ACTIONS`) on everything ADMINISTERS the
    account, on a role ADMINISTERS that role.
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
                yield from self._named(("permissions", name, "on"), permission)
                yield from self._general(
                    ("permissions", name, "resources"),
                    [action for action in POWERS if permission.matches(action) and permission.covers_all(action)],
                )
        if self.permissions_boundary:  # an edge to what is not in the model counts for nothing
            boundary = f"{self.parent}.iam_policies.{self.permissions_boundary}"
            yield Edge(self.address, Relation.ASSOCIATED_WITH, boundary, ("permissions_boundary",))
        for index, name in enumerate(self.managed_policies):
            policy = managed_policy(name)
            if policy is not None:
                yield from self._general(("managed_policies", index), [each for each in POWERS if policy.allows(each)])

    def denies(self, action: str, target: str = "") -> bool:
        """Whether a Deny without condition forbids an action on `target`, or on everything ("")."""
        return any(
            other.effect == "Deny"
            and not other.condition
            and (target in other.on or other.covers_all(action))
            and other.matches(action)
            for other in self.permissions.values()
        )

    def unfollowed(self, is_boundary_known: bool = False) -> Iterator[str]:
        """What in its policies may change what it can read or assume and is not followed, in clauses: "what the managed
        policy X allows".

        No statement that is about other actions; an ARN pattern only where it stands for less than everything; the
        boundary unless somebody knows what it leaves.
        """
        for name in self.managed_policies:
            if managed_policy(name) is None:
                yield f"what the managed policy {name} allows"
        if self.permissions_boundary and not is_boundary_known:
            yield f"what the permissions boundary {self.permissions_boundary} takes away"
        for name, permission in self.permissions.items():
            verb = "allows" if permission.effect == "Allow" else "denies"
            matched = [action for action in POWERS if permission.matches(action)]
            for pattern in permission.resources:
                if any(_may_be_about(pattern, action) and not covers_all(pattern, action) for action in matched):
                    yield f"what permissions.{name} {verb} on {pattern}"
            if matched and permission.condition:
                yield f"whether the condition of permissions.{name} is met"

    def _named(self, path: tuple[str, ...], permission: Permission) -> Iterator[Edge]:
        for target in permission.on:
            section = target.split(".")[-2]
            for relation, actions in powers_on(section):
                allowed = [each for each in actions if permission.matches(each) and not self.denies(each, target)]
                if allowed:
                    yield Edge(self.address, relation, target, path, detail=", ".join(allowed))

    def _general(self, path: Path, actions: list[str]) -> Iterator[Edge]:
        """Powers over everything, as one relation of each sort to the account."""
        allowed = [action for action in actions if not self.denies(action)]
        for relation, powers in POWERS_BY_RELATION:
            granted = [action for action in allowed if action in powers]
            if granted:
                yield Edge(self.address, relation, self.parent, path, detail=", ".join(granted))


def powers_on(section: str) -> Iterator[tuple[Relation, tuple[str, ...]]]:
    """The relations that permissions on a resource of some section make, each with the actions that make it."""
    if section == IamRole.section:
        yield Relation.ASSUMES, ASSUMING_ACTIONS
        yield Relation.ADMINISTERS, tuple(each for each in ADMINISTERING_ACTIONS if each != "iam:CreatePolicyVersion")
    else:
        yield Relation.READS, READING_ACTIONS.get(section, ())
        yield Relation.CHANGES, (*CHANGING_ACTIONS.get(section, ()), *OPENING_ACTIONS.get(section, ()))


def _may_be_about(pattern: str, action: str) -> bool:
    """Whether an ARN pattern may be one of the action's service: what is no ARN, or leaves the service open, may."""
    service = arn_service(action)
    parts = pattern.split(":")
    return parts[0] != "arn" or len(parts) < 3 or fits((parts[2],), service)
