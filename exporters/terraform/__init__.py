"""Terraform variables: for each account, and for the organization, the values and the contract that they keep.

`accounts/NAME/` and `organization/` hold `10-innovate.auto.tfvars.json`, which Terraform loads by itself before any
file of a higher number that overrides it, and `variables.tf`, which types and validates it. An account serves one
environment at most, so its folder is that environment's, and `environment` says which. There is one contract for all
accounts and one for the organization, not one for what an account happens to use today: a root module that takes one
account takes them all, and an account's first cache does not change any `.tf` file.
It is copied into every folder rather than written once above them, because Terraform reads the `.tf` files of one
folder only (https://developer.hashicorp.com/terraform/language/files): each folder can be used without the others.

Collections are maps; a key is the path of names below the account (`main/app-a`), so nothing depends on an order. A
reference is the key in the variable of its kind (`route_table = "main/app-a"`). What stands in another folder is named
by its address in the model, which is a key of `external`: account id, region, kind, key there and name, for data
sources. What the model does not say is not written; Terraform's `optional()` then says the same default.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from exporters.terraform.contract import account_attributes, entry_of, variables_tf
from exporters.terraform.derive import plural
from exporters.terraform.kinds import UNSUPPORTED, kinds
from exporters.terraform.shapes import write
from exporters.terraform.site import Site, folder_of, key_of
from innovate_model.exporting import NOT_YET, Export, unsupported_findings
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource
from innovate_model.span import at

VALUES = "10-innovate.auto.tfvars.json"
CONTRACT = "variables.tf"
_SHOWN = 3
"""How many addresses a note names before it counts the rest."""


class TerraformExporter:
    """`*.auto.tfvars.json` and `variables.tf` for each account and for the organization."""

    name = "terraform"
    summary = "Terraform variables per account, typed and validated"

    handles = frozenset(kinds())
    unsupported: Mapping[str, str] = {kind: NOT_YET for kind in types().by_kind if kind not in kinds()} | UNSUPPORTED

    def export(self, graph: Graph, options: Mapping[str, str]) -> Export:
        """The files of every folder. There are no options; one that is given is a finding."""
        files: dict[str, bytes] = {}
        findings = [Finding("unknown-option", f"terraform: there is no option `{name}`") for name in sorted(options)]
        findings += unsupported_findings(self, graph)
        left_out: dict[tuple[str, str], list[str]] = {}
        for folder, held in _by_folder(graph.model).items():
            site = Site(graph.model, folder, _name_of)
            values = _values(folder, held, site)
            files[f"{folder}/{VALUES}"] = (json.dumps(values, indent=2, sort_keys=True) + "\n").encode()
            files[f"{folder}/{CONTRACT}"] = variables_tf(folder)
            for why, addresses in site.left_out.items():
                left_out.setdefault(why, []).extend(addresses)
        findings += _notes(left_out)
        return Export(dict(sorted(files.items())), tuple(findings))


def _by_folder(model: Model) -> dict[str, list[Resource]]:
    """Folder -> what is written there. Every account has one, if only for its own variables."""
    held: dict[str, list[Resource]] = {f"accounts/{account.name}": [] for account in model.of(Account)}
    for resource in model:
        if resource.kind in kinds():
            held.setdefault(folder_of(resource.address), []).append(resource)
    return dict(sorted(held.items()))


def _values(folder: str, held: list[Resource], site: Site) -> dict[str, Any]:
    values: dict[str, Any] = {}
    account = site.model.get(folder.replace("/", "."), Account)
    if account is not None:
        values |= write(account_attributes(), account, site)
    for resource in held:
        entries = values.setdefault(plural(resource.kind), {})
        entries[key_of(resource.address)] = write(entry_of(resource.kind), resource, site)
        _note_left_out(resource, site)
    if site.external:
        values["external"] = site.external
    return values


def _note_left_out(resource: Resource, site: Site) -> None:
    for name, reason in kinds()[resource.kind].left_out.items():
        if getattr(resource, name) != type(resource).model_fields[name].get_default():
            site.leave_out(f"{resource.kind}.{name}", reason, resource.address)


def _notes(left_out: Mapping[tuple[str, str], list[str]]) -> Iterator[Finding]:
    for (what, reason), addresses in sorted(left_out.items()):
        named = sorted(set(addresses))
        rest = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
        shown = ", ".join(named[:_SHOWN]) + rest
        path = at(named[0])
        yield Finding("unsupported", f"terraform: {what} left out ({shown}): {reason}", Severity.NOTE, path)


def _name_of(resource: Resource) -> str:
    how = kinds().get(resource.kind)
    return resource.name if how is None else how.name_of(resource)


EXPORTER = TerraformExporter()
