"""aws_organizations_policy of type SERVICE_CONTROL_POLICY."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import FrozenDict, FrozenMap, Name


class Statement(Part):
    """One statement: whether `actions` on `resources`, or all but `not_actions`, are allowed or denied.

    `condition` is AWS's: operator -> condition key -> value, or several with commas between them.
    """

    effect: Literal["Allow", "Deny"]
    actions: tuple[Name, ...] = ()
    not_actions: tuple[Name, ...] = ()
    resources: tuple[Name, ...] = ("*",)
    condition: FrozenMap[FrozenMap[str]] = FrozenDict()

    @model_validator(mode="after")
    def _is_about_actions(self) -> Any:
        if bool(self.actions) == bool(self.not_actions):
            message = "a statement names `actions` or `not_actions`, and not both"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


class ServiceControlPolicy(Resource):
    """A guardrail: the most that anybody in the accounts below its targets may do. It grants nothing.

    It does not bind the management account.
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    """

    kind: ClassVar[str] = "service_control_policy"
    section: ClassVar[str] = "service_control_policies"
    parents: ClassVar[tuple[str, ...]] = ("organization",)

    targets: Annotated[Addresses, every("organizational_unit", "account", "organization", relation=Relation.APPLIES_TO)]
    statements: FrozenMap[Statement]
    description: str = ""
