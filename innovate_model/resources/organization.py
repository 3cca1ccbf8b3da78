"""aws_organizations_organization."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import ROOT, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name, Region


class Organization(Resource):
    """The AWS organisation: a management account, and the accounts, units and policies below it.

    `title` is what people call it; `region` is the region of everything that does not name its own.
    `cost_allocation_tags` are the keys of tags that the bill can be split by, activated in the management account
    (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html).
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html
    """

    kind: ClassVar[str] = "organization"
    section: ClassVar[str] = "organization"
    parents: ClassVar[tuple[str, ...]] = (ROOT,)
    is_single: ClassVar[bool] = True

    title: Name
    region: Region
    management_account: Annotated[Address, one("account", relation=Relation.ASSOCIATED_WITH)] | None = None
    """The account that made the organisation and pays for it; service control policies do not bind it."""
    cost_allocation_tags: tuple[Name, ...] = ()
