"""aws_organizations_organizational_unit."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class OrganizationalUnit(Resource):
    """A container of accounts in an organisation; policies attached to it reach every account below.

    Units nest up to five deep: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    """

    kind: ClassVar[str] = "organizational_unit"
    section: ClassVar[str] = "organizational_units"
    parents: ClassVar[tuple[str, ...]] = ("organization",)

    parent_unit: Annotated[Address, one("organizational_unit", relation=Relation.MEMBER_OF)] | None = None
    """The unit that this one is in; the organisation's root when absent."""
