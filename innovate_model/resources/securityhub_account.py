"""aws_securityhub_account, with its members, standards and finding aggregator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every

Standard = Literal[
    "aws-foundational-security-best-practices", "cis-aws-foundations-benchmark", "nist-800-53", "pci-dss"
]


class SecurityhubAccount(Resource):
    """Security Hub CSPM in an account: findings of many services in one format, and checks of `standards`.

    That of the delegated administrator collects the findings of its `members`; `auto_enable` adds accounts that join.
    The management account enables one of its own. `linking_mode` brings the findings of other regions into this one.
    https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html
    https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
    """

    kind: ClassVar[str] = "securityhub_account"
    section: ClassVar[str] = "security_hubs"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    standards: tuple[Standard, ...] = ()
    auto_enable: bool = False
    members: Annotated[Addresses, every("account", relation=Relation.WATCHES)] = ()
    linking_mode: Literal["ALL_REGIONS", "NO_REGIONS"] = "NO_REGIONS"

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        yield Edge(self.address, Relation.WATCHES, self.parent)
