"""aws_inspector2_enabler, with aws_inspector2_organization_configuration."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every

Scanned = Literal["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"]


class Inspector2Enabler(Resource):
    """Amazon Inspector looks for known vulnerabilities in some accounts, in what `resource_types` names: images in
    ECR again and again, not only when they are pushed.

    The delegated administrator may name `accounts` of the organisation, any other account only itself. `auto_enable`
    are the types that are scanned in accounts that join.
    https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
    https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
    """

    kind: ClassVar[str] = "inspector2_enabler"
    section: ClassVar[str] = "inspector_enablers"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    resource_types: tuple[Scanned, ...] = Field(min_length=1)
    accounts: Annotated[Addresses, every("account", relation=Relation.WATCHES)]
    auto_enable: tuple[Scanned, ...] = ()
