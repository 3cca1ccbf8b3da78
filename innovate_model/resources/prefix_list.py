"""aws_ec2_managed_prefix_list, and the lists that AWS itself keeps."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource
from innovate_model.values import CidrBlock


class PrefixList(Resource):
    """A named set of CIDR blocks for rules and routes.

    `aws_managed` names a list that AWS keeps (`com.amazonaws.global.cloudfront.origin-facing`); its blocks change
    and are not known to the model unless `entries` says them.
    https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
    """

    kind: ClassVar[str] = "prefix_list"
    section: ClassVar[str] = "prefix_lists"
    parents: ClassVar[tuple[str, ...]] = ("account", "organization")

    entries: tuple[CidrBlock, ...] = ()
    aws_managed: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the blocks are known."""
        return bool(self.entries) or not self.aws_managed
