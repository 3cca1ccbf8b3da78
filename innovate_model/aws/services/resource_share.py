"""What AWS RAM lends to other accounts: shares that are designed as such, and what subnets and transit gateways say
as `shared_with`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.base import Resource
from innovate_model.resources.ram_resource_share import RamResourceShare

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

SHARED_RESOURCES, SHARED_PRINCIPALS = (
    Call("ram", "get_resource_share_associations", "resourceShareAssociations", (("associationType", kind),))
    for kind in ("RESOURCE", "PRINCIPAL")
)
SHARES = Call("ram", "get_resource_shares", "resourceShares", (("resourceOwner", "SELF"),))
_SAY_IT_THEMSELVES = (":subnet/", ":transit-gateway/")


class RamResourceShares(AwsType[RamResourceShare]):
    """A share without tags that lends only what says its own `shared_with` is said there."""

    resource = RamResourceShare
    calls = (SHARES, SHARED_RESOURCES, SHARED_PRINCIPALS)
    needs = ("subnet", "route53_resolver_query_log_config", "prefix_list", "account", "organizational_unit")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(SHARES):
            if item.get("status") not in ("DELETED", "DELETING"):
                tags = tags_of(item)
                why = "" if tags or not _is_said_there(item, view) else "share that what it lends says itself"
                arn = item["resourceShareArn"]
                yield Seen(arn, item, tags.get("Name", item["name"]), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "resources": view.addresses(_lent(seen.item, SHARED_RESOURCES, view)),
            "principals": view.addresses(map(_principal, _lent(seen.item, SHARED_PRINCIPALS, view))),
            "allow_external_principals": bool(seen.item.get("allowExternalPrincipals")),
        }

    def create(self, sandbox: Sandbox, resource: RamResourceShare) -> str:
        made = sandbox.client("ram", resource).create_resource_share(
            name=resource.name,
            allowExternalPrincipals=resource.allow_external_principals,
            resourceArns=[_arn(sandbox, each) for each in resource.resources],
            principals=[_principal_arn(sandbox, each) for each in resource.principals],
            tags=[{"key": key, "value": value} for key, value in sandbox.tags(resource).items()],
        )
        return str(made["resourceShare"]["resourceShareArn"])


def shared_with(arn: str, view: View) -> tuple[str, ...] | Unknown:
    """The accounts (by address; a principal that is none by its ARN) that something is shared with, without those of
    shares that are designed as shares."""
    problem = view.problem(SHARED_RESOURCES) or view.problem(SHARED_PRINCIPALS)
    if problem:
        return problem
    designed = {each["resourceShareArn"] for each in view.items(SHARES) if tags_of(each)}
    shares = {each["resourceShareArn"] for each in _standing(view.items(SHARED_RESOURCES)) if _of(each) == arn}
    principals = [
        _of(each) for each in _standing(view.items(SHARED_PRINCIPALS)) if each["resourceShareArn"] in shares - designed
    ]
    return view.addresses(sorted(dict.fromkeys(principals)))


def share(sandbox: Sandbox, resource: Resource, accounts: tuple[str, ...]) -> None:
    """Lend something to accounts of the model, in one share."""
    if accounts:
        with sandbox.part(resource, "shared_with"):
            sandbox.client("ram", resource).create_resource_share(
                name=resource.name,
                resourceArns=[sandbox.other_id(resource.address)],
                principals=sandbox.ids_of(accounts),
                allowExternalPrincipals=True,
            )


def _standing(associations: Iterable[Item]) -> Iterator[Item]:
    return (each for each in associations if each.get("status") in ("ASSOCIATED", "ASSOCIATING"))


def _of(association: Item) -> str:
    return str(association["associatedEntity"])


def _lent(share: Item, call: Call, view: View) -> tuple[str, ...]:
    arn = share["resourceShareArn"]
    return tuple(_of(each) for each in _standing(view.items(call)) if each["resourceShareArn"] == arn)


def _is_said_there(share: Item, view: View) -> bool:
    lent = _lent(share, SHARED_RESOURCES, view)
    return bool(lent) and all(any(part in arn for part in _SAY_IT_THEMSELVES) for arn in lent)


def _principal(text: str) -> str:
    """Units and the organisation are named by ARN, and known by the id at its end."""
    return text.rpartition("/")[2] if ":organizations::" in text else text


def _arn(sandbox: Sandbox, address: str) -> str:
    first = sandbox.id(address)
    return first if first.startswith("arn:") else sandbox.other_id(address)


def _principal_arn(sandbox: Sandbox, address: str) -> str:
    """Accounts by their id, the organisation and its units by ARN."""
    from innovate_model.aws.designed import management_account_id

    found, organization = sandbox.id(address), sandbox.id("organization")
    kind = sandbox.model[address].kind
    start = f"arn:aws:organizations::{management_account_id(sandbox.model)}"
    if kind == "organizational_unit":
        return f"{start}:ou/{organization}/{found}"
    return f"{start}:organization/{organization}" if kind == "organization" else found
