"""Accounts: there is one wherever a caller can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Scope, by
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.budget import WHO_AM_I
from innovate_model.aws.services.organization import management_view
from innovate_model.resources.account import Account

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

"""Only the account of the answer: the rest is about the asker, and differs each time."""
PARENTS = Call("organizations", "list_parents", "Parents", scope=Scope.ORGANIZATION, ask=by("ChildId", "Id"))
ACCOUNTS = Call("organizations", "list_accounts", "Accounts", scope=Scope.ORGANIZATION, then=(PARENTS,))


class Accounts(AwsType[Account]):
    """An account answers for itself; its unit is known to the management account only."""

    resource = Account
    calls = (WHO_AM_I, ACCOUNTS)
    model_only: ClassVar[dict[str, str]] = {
        "region": "an account of AWS is in every region",
        "environment": "the model's own word",
        "purpose": "the model's own word",
        "default_tags": "they stand on what is in the account",
        "tags": "tags of accounts are not asked for yet",
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(WHO_AM_I):
            yield Seen(item, item)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "account_id": seen.id,
            "region": view.region,
            "organizational_unit": self._unit(seen.id, view),
        }

    def _unit(self, account_id: str, view: View) -> str | Unknown | None:
        management = management_view(view)
        for item in management.items(ACCOUNTS):
            if item["Id"] == account_id:
                parent = management.one(PARENTS, item)
                if isinstance(parent, Unknown):
                    return parent
                return view.address(parent["Id"]) if parent and parent["Type"] == "ORGANIZATIONAL_UNIT" else None
        return Unknown("Organizations does not list the account")

    def create(self, sandbox: Sandbox, resource: Account) -> str:
        found = sandbox.client("sts", resource).get_caller_identity()["Account"]
        if resource.organizational_unit:
            reason = "the emulator chooses the ids of accounts that join units"
            sandbox.leave_out(resource, ("organizational_unit",), reason)
        return str(found)
