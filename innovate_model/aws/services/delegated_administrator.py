"""Accounts that administer a service for the whole organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Scope, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.aws.services.organization import ORGANIZATION
from innovate_model.resources.account import Account
from innovate_model.resources.delegated_administrator import DelegatedAdministrator

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox
    from innovate_model.model import Model

SERVICES = Call(
    "organizations",
    "list_delegated_services_for_account",
    "DelegatedServices",
    scope=Scope.ORGANIZATION,
    ask=by("AccountId", "Id"),
)
ADMINISTRATORS = Call(
    "organizations",
    "list_delegated_administrators",
    "DelegatedAdministrators",
    scope=Scope.ORGANIZATION,
    then=(SERVICES,),
)


class DelegatedAdministrators(AwsType[DelegatedAdministrator]):
    """One is an account and a service; AWS gives it neither name nor tags."""

    resource = DelegatedAdministrator
    calls = (ADMINISTRATORS, SERVICES)
    needs = ("account", "organization")
    takes_tags = False

    def identity(self, model: Model, resource: DelegatedAdministrator) -> str:
        account = model.get(resource.account, Account)
        return _id(account.account_id if account else "", resource.service_principal)

    def seen(self, view: View) -> Iterator[Seen]:
        organization = next((item["Id"] for item in view.items(ORGANIZATION)), "")
        for item in view.items(ADMINISTRATORS):
            for service in view.answer(SERVICES, item).items:
                principal = service["ServicePrincipal"]
                about = {"account": item["Id"], "service": principal}
                yield Seen(_id(item["Id"], principal), about, principal.partition(".")[0], organization)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {"account": view.address(seen.item["account"]), "service_principal": seen.item["service"]}

    def create(self, sandbox: Sandbox, resource: DelegatedAdministrator) -> str:
        account = sandbox.id(resource.account)
        sandbox.client("organizations", resource).register_delegated_administrator(
            AccountId=account, ServicePrincipal=resource.service_principal
        )
        return _id(account, resource.service_principal)


def _id(account: str, service: str) -> str:
    return f"{account} {service}"
