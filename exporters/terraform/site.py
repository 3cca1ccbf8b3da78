"""Where values are written: one folder, from which other resources are seen as keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource


def folder_of(address: str) -> str:
    """The folder that an address is written in: `accounts/NAME`, or `organization` for accounts themselves and what
    stands outside them.

    >>> folder_of("accounts.dev.vpcs.main"), folder_of("accounts.dev"), folder_of("organization.prefix_lists.office")
    ('accounts/dev', 'organization', 'organization')
    """
    parts = address.split(".")
    return f"accounts/{parts[1]}" if parts[0] == "accounts" and len(parts) > 2 else "organization"


def key_of(address: str) -> str:
    """The key of a resource in the variable of its kind: the names from the account (or the organization) down. What
    there is only one of has no name, and is called by its section.

    >>> [key_of(at) for at in ("accounts.dev.vpcs.main.subnets.app-a", "organization.prefix_lists.hq", "accounts.dev")]
    ['main/app-a', 'hq', 'dev']
    >>> [key_of(at) for at in ("organization.identity_center.permission_sets.Reader", "organization.identity_center")]
    ['Reader', 'identity_center']
    """
    parts = address.split(".")
    names, rest = [], parts
    while rest:
        if rest[0] in _singles():
            rest = rest[1:]
        else:
            names.append(rest[1])
            rest = rest[2:]
    return "/".join(names[1:] if parts[0] == "accounts" and len(parts) > 2 else names) or parts[-1]


@cache
def _singles() -> frozenset[str]:
    """The sections that hold one resource rather than a mapping of names."""
    return frozenset(cls.section for cls in types().by_kind.values() if cls.is_single)


@dataclass(slots=True)
class Site:
    """The view from one folder. It remembers which resources elsewhere were named, and what could not be said."""

    model: Model
    folder: str
    name_of: Callable[[Resource], str]
    external: dict[str, dict[str, Any]] = field(default_factory=dict)
    """address -> what `external` says about it"""
    left_out: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(`kind.field`, reason) -> the addresses that this is about"""

    def key(self, address: str) -> str:
        """How a resource is named here: its key, or for one of another folder its address, which is then a key of
        `external`."""
        if folder_of(address) == self.folder:
            return key_of(address)
        self.external[address] = self._describe(address)
        return address

    def kind(self, address: str) -> str:
        """The kind at an address; "" for a resource that was faulty and is not in the model."""
        resource = self.model.resources.get(address)
        return resource.kind if resource is not None else ""

    def account_id(self, address: str) -> str | None:
        """The twelve digits of an account."""
        account = self.model.get(address, Account)
        return account.account_id if account is not None else None

    def leave_out(self, what: str, reason: str, address: str) -> None:
        """Remember that something a resource says is not written."""
        self.left_out.setdefault((what, reason), []).append(address)

    def _describe(self, address: str) -> dict[str, Any]:
        resource = self.model.resources.get(address)
        parts = address.split(".")
        account = self.model.get(".".join(parts[:2]), Account)
        holder: str | None = address
        region = None
        while holder and region is None:
            found = self.model.resources.get(holder)
            region = getattr(found, "region", None)
            holder = found.parent if found is not None else None
        said = {
            "account": parts[1] if parts[0] == "accounts" else None,
            "account_id": account.account_id if account is not None else None,
            "key": key_of(address),
            "kind": resource.kind if resource is not None else "",
            "name": self.name_of(resource) if resource is not None else parts[-1],
            "region": region,
        }
        return {name: value for name, value in said.items() if value is not None}
