"""aws_ram_resource_share, with its associations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every


class RamResourceShare(Resource):
    """Things of one account that others may use, and who: accounts, units, or the whole organisation.

    Transit gateways say their own `shared_with`. AWS lets in accounts of other organisations unless
    `allow_external_principals` is off.
    https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
    https://docs.aws.amazon.com/ram/latest/userguide/shareable.html
    """

    kind: ClassVar[str] = "ram_resource_share"
    section: ClassVar[str] = "resource_shares"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    resources: Annotated[
        Addresses, every("subnet", "route53_resolver_query_log_config", "prefix_list", relation=Relation.APPLIES_TO)
    ]
    principals: Annotated[
        Addresses, every("account", "organizational_unit", "organization", relation=Relation.SHARED_WITH)
    ]
    allow_external_principals: bool = True
