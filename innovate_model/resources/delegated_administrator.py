"""aws_organizations_delegated_administrator."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name


def _service(text: str) -> Any:
    if not text.endswith(".amazonaws.com"):
        message = f"`{text}` is not a service such as guardduty.amazonaws.com"
        raise PydanticCustomError("bad_service", "{message}", {"message": message})
    return text


class DelegatedAdministrator(Resource):
    """A member account that administers a service for the whole organisation, in the management account's place.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
    """

    kind: ClassVar[str] = "delegated_administrator"
    section: ClassVar[str] = "delegated_administrators"
    parents: ClassVar[tuple[str, ...]] = ("organization",)

    account: Annotated[Address, one("account", relation=Relation.ASSOCIATED_WITH)]
    service_principal: Annotated[Name, AfterValidator(_service)]
