"""What AWS RAM lends to other accounts. No type of the model: `shared_with` of subnets and transit gateways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import Unknown, View
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

SHARED_RESOURCES, SHARED_PRINCIPALS = (
    Call("ram", "get_resource_share_associations", "resourceShareAssociations", (("associationType", kind),))
    for kind in ("RESOURCE", "PRINCIPAL")
)


def shared_with(arn: str, view: View) -> tuple[str, ...] | Unknown:
    """The accounts (by address; a principal that is none by its ARN) that something is shared with."""
    problem = view.problem(SHARED_RESOURCES) or view.problem(SHARED_PRINCIPALS)
    if problem:
        return problem
    shares = {
        each["resourceShareArn"]
        for each in view.items(SHARED_RESOURCES)
        if each["associatedEntity"] == arn and each.get("status") in ("ASSOCIATED", "ASSOCIATING")
    }
    principals = [
        each["associatedEntity"]
        for each in view.items(SHARED_PRINCIPALS)
        if each["resourceShareArn"] in shares and each.get("status") in ("ASSOCIATED", "ASSOCIATING")
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
