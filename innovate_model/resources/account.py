"""aws_organizations_account."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import ROOT, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import AccountId, FrozenDict, FrozenMap, Region

Environment = Literal["dev", "staging", "production"]


class Account(Resource):
    """An AWS account: the hardest border that AWS has between two things.

    `environment` is the stage that the account serves, where it serves one; `region` the home of what it holds.
    `default_tags` are put on everything in it that takes tags (Terraform's provider does that:
    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging).
    https://docs.aws.amazon.com/accounts/latest/reference/accounts-welcome.html
    """

    kind: ClassVar[str] = "account"
    section: ClassVar[str] = "accounts"
    parents: ClassVar[tuple[str, ...]] = (ROOT,)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    account_id: AccountId
    organizational_unit: Annotated[Address, one("organizational_unit", relation=Relation.MEMBER_OF)] | None = None
    region: Region
    environment: Environment | None = None
    purpose: str = ""
    default_tags: FrozenMap[str] = FrozenDict()
