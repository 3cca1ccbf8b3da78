"""Snapshot -> Model: what AWS answered, as the same types that a design is made of.

What a thing is called: the tag `innovate:address` says it outright (whoever provisions from a model sets it); else
its natural name (Name tag, group name, bucket name) below what holds it; else its AWS id. Several with one natural
name are all called by their ids: the name no longer says which is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.calls import Call, Scope
from innovate_model.aws.designed import Known
from innovate_model.aws.services import aws_types, not_asked
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.snapshot import NOT_ASKED, Snapshot
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.account import Account
from innovate_model.resources.availability_zone import AvailabilityZone
from innovate_model.resources.base import Resource
from innovate_model.resources.organization import Organization
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.span import Path, at

ADDRESS_TAG = "innovate:address"
_STRANGE = (KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What reading an answer raises when a key or a form is not as documented: said for the resource, never a traceback."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What a snapshot shows.

    `ids`: address -> AWS id. `left_out`: what AWS made by itself, counted by why. `not_checked`: whatever could not
    be seen or said.
    """

    model: Model
    ids: Mapping[str, str]
    not_checked: tuple[NotChecked, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Sighting:
    type_: AwsType[Any]
    view: View
    seen: Seen


def observe(snapshot: Snapshot, known: Known | None = None, *, is_whole: bool = False) -> Observed:
    """The model of a snapshot.

    Pure. The names that a design has (`designed.known_in`) come before those that AWS has. `is_whole`: with what AWS
    makes by itself and packets meet all the same (default VPCs, groups and tables, the interfaces of services), which
    a comparison with a design leaves out.
    """
    return _Observer(snapshot, known or Known(), is_whole).observed()


class _Observer:
    def __init__(self, snapshot: Snapshot, known: Known, is_whole: bool) -> None:
        self.snapshot = snapshot
        self.known = known
        self.is_whole = is_whole
        self.accounts = {
            each: f"accounts.{plain_name(known.accounts.get(each) or name or each)}"
            for each, name in sorted(snapshot.accounts.items())
        }
        self.names: dict[str, str] = {}
        self.inhabited: set[str] = set()
        self.ids: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self.not_checked: list[NotChecked] = []

    def observed(self) -> Observed:
        sightings = list(self._sightings())
        self.inhabited |= {sighting.seen.parent for sighting in sightings if not sighting.seen.made_by_aws}
        named = [sighting for kind in _parents_first() for sighting in self._name(kind, sightings)]
        resources: dict[str, Resource] = {}
        left_out: Counter[str] = Counter()
        for address, sighting in named:
            if self._is_left_out(sighting):
                left_out[sighting.seen.made_by_aws or "part of another resource"] += 1
                continue
            resource = self._build(address, sighting)
            if resource is not None:
                resources[address] = resource
        implied = _add_zones(resources)
        names = {each: address for each, address in self.ids.items() if address in resources}
        return Observed(
            Model(
                MappingProxyType(dict(sorted(resources.items()))),
                implied=MappingProxyType(implied),
                names=MappingProxyType(dict(sorted(names.items()))),
            ),
            MappingProxyType({address: self.taken[address] for address in sorted(resources) if address in self.taken}),
            tuple(sorted(dict.fromkeys((*self.not_checked, *self._gaps())), key=lambda entry: entry.sort_key)),
            MappingProxyType(dict(sorted(left_out.items()))),
        )

    def _is_left_out(self, sighting: _Sighting) -> bool:
        seen = sighting.seen
        if self.is_whole and (seen.is_part or sighting.type_.meets_packets):
            return seen.is_part
        return bool(seen.made_by_aws) and seen.id not in self.inhabited

    def _sightings(self) -> Iterator[_Sighting]:
        for type_ in aws_types().values():
            for account in self.accounts:
                for region in self.snapshot.regions:
                    view = View(self.snapshot, account, region, self.names)
                    try:
                        yield from [_Sighting(type_, view, seen) for seen in type_.seen(view)]
                    except _STRANGE as error:
                        reason = f"AWS answered in a shape that is not known here: {error!r}"
                        self.not_checked.append(NotChecked(reason, type_.resource.kind, account, region))

    def _name(self, kind: str, sightings: Iterable[_Sighting]) -> list[tuple[str, _Sighting]]:
        """Addresses for everything of one kind; what holds them has one already."""
        ours = sorted(
            (sighting for sighting in sightings if sighting.type_.resource.kind == kind),
            key=lambda sighting: sighting.seen.id,
        )
        named: list[tuple[str, _Sighting]] = []
        untagged: list[tuple[str, _Sighting]] = []
        for sighting in ours:
            if sighting.seen.name in self.known.aws_prefix_lists and kind == PrefixList.kind:
                named += self._aws_list(sighting)
                continue
            base = self._base(sighting)
            if base is None:
                continue
            address = sighting.seen.tags.get(ADDRESS_TAG, "") or self.known.untagged.get((kind, sighting.seen.id), "")
            if kind == Account.kind:
                address = self.accounts[sighting.seen.id]
            if _is_below(base, address) and address not in self.taken:
                self._take(address, sighting)
                named.append((address, sighting))
            else:
                untagged.append((base, sighting))
        wanted = [
            (base + plain_name(sighting.seen.name or sighting.seen.id), base, sighting) for base, sighting in untagged
        ]
        often = Counter(address for address, _, _ in wanted)
        for address, base, sighting in wanted:
            if sighting.type_.resource.is_single:
                address = base.rstrip(".")
            elif often[address] > 1 or address in self.taken:
                address = base + plain_name(sighting.seen.id)
            self._take(address, sighting)
            named.append((address, sighting))
        return named

    def _aws_list(self, sighting: _Sighting) -> list[tuple[str, _Sighting]]:
        """A list of AWS that the design names: in every account and region, and one resource all the same."""
        address = self.known.aws_prefix_lists[sighting.seen.name]
        is_first = address not in self.taken
        self._take(address, sighting)
        return [(address, replace(sighting, seen=replace(sighting.seen, made_by_aws="")))] if is_first else []

    def _base(self, sighting: _Sighting) -> str | None:
        """Where its name goes; None (and said) when what holds it was not seen."""
        cls, seen = sighting.type_.resource, sighting.seen
        if not cls.parents or cls.parents == ("",):
            return f"{cls.section}."
        of_all = f"{Organization.section}.{cls.section}."
        if Organization.kind in cls.parents and _is_below(of_all, seen.tags.get(ADDRESS_TAG, "")):
            return of_all
        if not seen.parent and "account" in cls.parents:
            return f"{self.accounts[sighting.view.account_id]}.{cls.section}."
        holder = sighting.view.known(seen.parent) if seen.parent else self._holder_by_tag(seen)
        if holder is None:
            reason = f"{seen.id}: what holds it ({seen.parent or 'unknown'}) was not seen"
            self.not_checked.append(NotChecked(reason, cls.kind, sighting.view.account_id, sighting.view.region))
            return None
        return f"{holder}.{cls.section}."

    def _holder_by_tag(self, seen: Seen) -> str | None:
        """What holds it by its own word, where AWS does not tell."""
        holder = ".".join(seen.tags.get(ADDRESS_TAG, "").split(".")[:-2])
        return holder if holder in self.taken else None

    def _take(self, address: str, sighting: _Sighting) -> None:
        self.taken[address] = sighting.seen.id
        is_left_out = self._is_left_out(sighting)
        for each in (sighting.seen.id, *sighting.seen.other_ids):
            own = f"{sighting.view.account_id}/{each}"
            if own not in self.names or not is_left_out:  # an instance stands for its interface, where that is left out
                self.names[own] = self.ids[each] = address
            self.names.setdefault(each, address)

    def _build(self, address: str, sighting: _Sighting) -> Resource | None:
        cls, view = sighting.type_.resource, sighting.view
        try:
            fields = sighting.type_.fields(sighting.seen, view)
        except _STRANGE as error:
            reason = f"{sighting.seen.id}: AWS answered in a shape that is not known here: {error!r}"
            self.not_checked.append(NotChecked(reason, cls.kind, view.account_id, view.region, address))
            return None
        known, unknown = _told(fields)
        try:
            resource = cls(address=address, tags=dict(sighting.seen.tags), **known)
        except ValidationError as error:
            untold = list(unknown.values())
            reason = untold[0] if untold else f"{sighting.seen.id} cannot be said in the model: {_said(error)}"
            self.not_checked.append(NotChecked(reason, cls.kind, view.account_id, view.region, address))
            return None
        for path, reason in unknown.items():
            self.not_checked.append(NotChecked(reason, cls.kind, address=address, attribute=path))
        return resource

    def _gaps(self) -> Iterator[NotChecked]:
        yield from self.snapshot.not_checked
        for kind, reason in not_asked().items():
            yield NotChecked(reason, kind)
        problems: dict[str, list[tuple[str, str, str]]] = {}
        for place, key, problem in self.snapshot.problems:
            problems.setdefault(key, []).append((place.account_id, place.region, f"{key}: {problem}"))
        for kind, type_ in aws_types().items():
            for call in type_.calls:
                for account, region, reason in problems.get(call.key, ()):
                    yield NotChecked(reason, kind, account, region if call.scope == Scope.REGION else "")
                if call.ask is None:
                    yield from self._not_asked(kind, call)

    def _not_asked(self, kind: str, call: Call) -> Iterator[NotChecked]:
        """Where a call should have been made and was not: by an older version, or with fewer accounts."""
        snapshot = self.snapshot
        said = {entry.account_id for entry in snapshot.not_checked if not entry.kind}
        if call.scope == Scope.ORGANIZATION and snapshot.management_account_id not in self.accounts:
            yield NotChecked(f"{call.key}: the management account was not asked", kind)
        for account in self.accounts.keys() - said:
            for region in snapshot.regions:
                place = snapshot.place_of(account, region, call)
                if place is not None and (place, call.key) not in snapshot.answers:
                    where = region if call.scope == Scope.REGION else ""
                    yield NotChecked(f"{call.key}: {NOT_ASKED}", kind, account, where)


def _told(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Path, str]]:
    """The attributes that AWS told, and why not for the others, by their path."""
    known: dict[str, Any] = {}
    unknown: dict[Path, str] = {}
    for name, value in fields.items():
        if isinstance(value, Unknown):
            unknown[name,] = value.reason
        elif isinstance(value, Mapping):
            unknown |= {(name, key): each.reason for key, each in value.items() if isinstance(each, Unknown)}
            known[name] = {key: each for key, each in value.items() if not isinstance(each, Unknown)}
        else:
            known[name] = value
    return known, unknown


def plain_name(text: str) -> str:
    """A natural name as a name of the model: letters, digits, - and _; anything else becomes -."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-") or "unnamed"


def _is_below(base: str, address: str) -> bool:
    """Whether an address is a name right below `base`: a tag that was copied along to another place means nothing."""
    rest = address.removeprefix(base)
    return address.startswith(base) and bool(rest) and "." not in rest


def _parents_first() -> list[str]:
    known = types().by_kind

    def depth(kind: str) -> int:
        return 1 + min((depth(parent) for parent in known[kind].parents if parent), default=0)

    return sorted(aws_types(), key=lambda kind: (depth(kind), kind))


def _said(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _add_zones(resources: dict[str, Resource]) -> dict[str, Path]:
    """Availability Zones are in a model because others name them. Their addresses, with what names each first."""
    implied: dict[str, Path] = {}
    for resource in list(resources.values()):
        zone = getattr(resource, "availability_zone", None)
        if zone:
            address = AvailabilityZone.address_of(zone)
            if address not in resources:
                implied[address] = at(resource.address, "availability_zone")
                resources[address] = AvailabilityZone(address=address)
    return implied
