"""What a design says of where to look, and what things are called there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from innovate_model.aws.calls import HOME_REGION
from innovate_model.aws.services import aws_types
from innovate_model.model import Model
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization
from innovate_model.resources.prefix_list import PrefixList


@dataclass(frozen=True, slots=True)
class Known:
    """Names that a design has for what AWS knows otherwise.

    `accounts`: account id -> name. `aws_prefix_lists`: AWS's name of a list that it keeps -> the address that the
    design gives it. `untagged`: (kind, what AWS knows it by) -> address, of what takes neither tag nor name.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    aws_prefix_lists: Mapping[str, str] = field(default_factory=dict)
    untagged: Mapping[tuple[str, str], str] = field(default_factory=dict)


def known_in(model: Model) -> Known:
    """The names that a design has."""
    lists = {each.aws_managed: each.address for each in model.of(PrefixList) if each.aws_managed}
    return Known(accounts_of(model), lists, _untagged(model))


def _untagged(model: Model) -> dict[tuple[str, str], str]:
    known = aws_types()
    found: dict[tuple[str, str], str] = {}
    for resource in model:
        identity = known[resource.kind].identity(model, resource) if resource.kind in known else ""
        if identity:
            found[resource.kind, identity] = resource.address
    return found


def accounts_of(model: Model) -> dict[str, str]:
    """account id -> name."""
    return {account.account_id: account.name for account in model.of(Account)}


def regions_of(model: Model) -> tuple[str, ...]:
    """Every region that a design names, in order of appearance; the home region of AWS where it names none."""
    named = (str(getattr(resource, "region", None) or "") for resource in model)
    return tuple(dict.fromkeys(region for region in named if region)) or (HOME_REGION,)


def management_account_id(model: Model) -> str:
    """The account that holds the organisation.

    The one that the organization names, else the only one outside every unit; "" if there is none.
    """
    for organization in model.of(Organization):
        named = model.get(organization.management_account, Account)
        if named is not None:
            return named.account_id
    outside = [each for each in model.of(Account) if each.organizational_unit is None]
    return outside[0].account_id if len(outside) == 1 else ""
