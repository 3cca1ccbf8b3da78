"""aws_ssoadmin_account_assignment, one for each of its accounts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Name


class AccountAssignment(Resource):
    """Who gets a permission set, and in which accounts. `group` is a group of the identity source.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/assignusers.html
    """

    kind: ClassVar[str] = "account_assignment"
    section: ClassVar[str] = "account_assignments"
    parents: ClassVar[tuple[str, ...]] = ("identity_center",)

    group: Name
    permission_set: Annotated[Address, one("permission_set", relation=Relation.ASSOCIATED_WITH)]
    accounts: Annotated[Addresses, every("account", relation=Relation.APPLIES_TO)]
