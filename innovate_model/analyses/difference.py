"""Designed against observed: what AWS lacks, what nobody designed, what differs, and what could not be compared.

Two resources are the same when they have the same address. An attribute that the design leaves open (None) is AWS's
to fill in and no drift; which others AWS fills in, and which say something that AWS has no word for, the caller tells
in Terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from innovate_model.analyses.comparable import aligned, comparable
from innovate_model.model import Model
from innovate_model.resources.account import Account
from innovate_model.resources.availability_zone import AvailabilityZone
from innovate_model.resources.base import Resource
from innovate_model.span import Path, path_text

IMPLIED = frozenset({AvailabilityZone.kind})
"""Kinds that stand in a model because others name them: nothing to compare."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that could not be compared, and why. An empty part means any: of every kind, account, region, resource.

    `attribute` is a path below the resource; with it, the rest of the resource was compared.
    """

    reason: str
    kind: str = ""
    account_id: str = ""
    region: str = ""
    address: str = ""
    attribute: Path = ()

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Kind, address, attribute, account, region, reason."""
        return (self.kind, self.address, path_text(self.attribute), self.account_id, self.region, self.reason)

    def to_json(self) -> dict[str, Any]:
        """Plain data; empty parts are left out."""
        parts = {name: getattr(self, name) for name in ("kind", "account_id", "region", "address")}
        attribute = {"attribute": list(self.attribute)} if self.attribute else {}
        return {"reason": self.reason, **{name: value for name, value in parts.items() if value}, **attribute}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> NotChecked:
        """The inverse of to_json. TypeError or KeyError for anything else."""
        return cls(**{**data, "attribute": tuple(data.get("attribute", ()))})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a comparison has to know about AWS, by kind.

    `model_only`: attribute -> why AWS has no such thing. `filled_by_aws`: attributes that AWS fills in where the
    design leaves them empty.
    """

    model_only: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled_by_aws: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute that differs. None stands for "not there"; values are plain data."""

    address: str
    attribute: Path
    designed: Any
    observed: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """All in the order of addresses. `missing`: designed, not in AWS. `unmanaged`: in AWS, not designed.

    `not_checked`: what touches this design, entries of single resources among them; `compared`: kind -> attributes
    that were compared.
    """

    missing: tuple[str, ...] = ()
    unmanaged: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def has_drift(self) -> bool:
        """Whether anything differs."""
        return bool(self.missing or self.unmanaged or self.changed)

    def accepting(self, kinds: Iterable[str]) -> Difference:
        """The same, without the gaps of kinds that somebody accepts unchecked."""
        accepted = frozenset(kinds)
        return replace(self, not_checked=tuple(entry for entry in self.not_checked if entry.kind not in accepted))

    @property
    def is_complete(self) -> bool:
        """Whether everything designed was compared. No drift in an incomplete comparison proves nothing."""
        return not self.not_checked


def difference(
    designed: Model, observed: Model, not_checked: Iterable[NotChecked] = (), terms: Terms | None = None
) -> Difference:
    """Compare two models. Pure; `not_checked` says what `observed` cannot speak of."""
    terms = terms or Terms()
    gaps = _Gaps(designed, tuple(not_checked))
    missing: list[str] = []
    changed: list[Change] = []
    for resource in designed:
        if resource.kind in IMPLIED:
            continue
        found = observed.resources.get(resource.address)
        if found is None or found.kind != resource.kind:
            if not gaps.hide(resource):
                missing.append(resource.address)
            continue
        changed.extend(change for change in changes(resource, found, terms) if not gaps.hide_change(resource, change))
    unmanaged = [
        resource.address
        for resource in observed
        if resource.kind not in IMPLIED and resource.address not in designed.resources
    ]
    kinds = {resource.kind for resource in designed if resource.address in observed.resources} - IMPLIED
    return Difference(
        tuple(sorted(missing)),
        tuple(sorted(unmanaged)),
        tuple(sorted(changed, key=lambda change: (change.address, path_text(change.attribute), str(change.observed)))),
        gaps.touching(),
        {kind: _attributes(designed, kind, terms) for kind in sorted(kinds)},
    )


def changes(designed: Resource, observed: Resource, terms: Terms) -> Iterator[Change]:
    """What differs between two resources of one type."""
    model_only = terms.model_only.get(designed.kind, {})
    filled = terms.filled_by_aws.get(designed.kind, frozenset())
    for name in type(designed).model_fields:
        if name == "address" or name in model_only:
            continue
        ours, theirs = comparable(designed, name), comparable(observed, name)
        if name in filled and not ours:
            continue
        if name == "tags":  # AWS, its services and default tags of a provider add their own
            theirs = {key: value for key, value in theirs.items() if key in ours}
        for path, here, there in unequal(ours, theirs, (name,)):
            yield Change(designed.address, path, here, there)


def unequal(ours: Any, theirs: Any, path: Path, *, is_exact: bool = False) -> Iterator[tuple[Path, Any, Any]]:
    """Where two values of `comparable` differ: the path to it, and what is there on either side.

    What `ours` leaves open (None) is no difference, nor are names that AWS does not keep; `is_exact`, for two designs:
    both are.
    """
    if ours == theirs or (ours is None and not is_exact):
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        theirs = theirs if is_exact else aligned(ours, theirs)
        for key in dict.fromkeys((*ours, *theirs)):
            if key not in ours and not is_exact:
                yield (*path, key), None, theirs[key]
            else:
                yield from unequal(ours.get(key), theirs.get(key), (*path, key), is_exact=is_exact)
    else:
        yield path, ours, theirs


def _attributes(model: Model, kind: str, terms: Terms) -> tuple[str, ...]:
    cls = next(type(resource) for resource in model if resource.kind == kind)
    return tuple(
        sorted(name for name in cls.model_fields if name != "address" and name not in terms.model_only.get(kind, {}))
    )


def account_id_of(model: Model, resource: Resource) -> str:
    """The id of the account that a resource is or stands in; "" outside every account."""
    account = model.get(resource.within("accounts") or resource.address, Account)
    return account.account_id if account is not None else ""


class _Gaps:
    """The entries that could explain an absence, and which of them did."""

    def __init__(self, designed: Model, entries: tuple[NotChecked, ...]) -> None:
        self._designed = designed
        self._by_address: dict[str, list[NotChecked]] = {}
        self._general = [entry for entry in entries if not entry.address]
        for entry in entries:
            if entry.address:
                self._by_address.setdefault(entry.address, []).append(entry)
        self._used: dict[NotChecked, None] = {}

    def hide(self, resource: Resource) -> bool:
        """Whether an absent resource may be there all the same."""
        for entry in self._about(resource):
            if not entry.attribute:
                self._use(entry, resource)
                return True
        return False

    def hide_change(self, resource: Resource, change: Change) -> bool:
        """Whether a differing attribute was not really seen."""
        for entry in self._about(resource):
            length = len(entry.attribute)
            if length and tuple(map(str, change.attribute))[:length] == tuple(map(str, entry.attribute)):
                self._use(entry, resource)
                return True
        return False

    def touching(self) -> tuple[NotChecked, ...]:
        """The entries that hid something, and those that may hide what nobody knows of.

        What was not seen counts even where it happens to look equal: an attribute that the design sets was not
        compared.
        """
        found = {(entry.address, entry.attribute): entry for entry in self._used}
        for address, entries in self._by_address.items():
            for entry in entries:
                if not entry.attribute or self._is_set(address, str(entry.attribute[0])):
                    found.setdefault((address, entry.attribute), entry)
        general = [entry for entry in self._general if entry.account_id or entry.region or not entry.kind]
        return tuple(sorted(dict.fromkeys((*general, *found.values())), key=lambda entry: entry.sort_key))

    def _about(self, resource: Resource) -> Iterator[NotChecked]:
        yield from self._by_address.get(resource.address, ())
        if self._general:
            account_id, region = account_id_of(self._designed, resource), self._designed.region_of(resource)
            for entry in self._general:
                if (
                    entry.kind in ("", resource.kind)
                    and entry.account_id in ("", account_id)
                    and entry.region in ("", region)
                ):
                    yield entry

    def _use(self, entry: NotChecked, resource: Resource) -> None:
        # What is said of a kind or an account is said again of each designed resource that it met.
        self._used[replace(entry, kind=resource.kind, address=resource.address)] = None

    def _is_set(self, address: str, attribute: str) -> bool:
        resource = self._designed.resources.get(address)
        return resource is not None and comparable(resource, attribute) not in (None, "", [], {})
