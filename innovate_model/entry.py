"""What the tree declares: an entry for each resource, not yet typed, and the names that references may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from innovate_model.expand import Family
from innovate_model.resources.base import Resource
from innovate_model.source import Block, Value
from innovate_model.span import Path


def _last_parts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value.rpartition(".")[2]
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _last_parts(key)
            yield from _last_parts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _last_parts(item)


@dataclass(slots=True, eq=False)
class Entry:
    """A resource as declared: where it stands and what was written, with its own children taken out."""

    cls: type[Resource]
    address: str
    path: Path
    parent: Entry | None
    fields: dict[str, Value]
    block: Block
    zone: str | None = None
    inherited: dict[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    """The keys of its children."""
    is_clean: bool = False
    """Whether nothing was found in its own attributes."""
    has_unknown_keys: bool = False
    """Whether it was built without keys that do not exist: it is built anew each time, so that each time says so."""
    is_unplanned: bool = False
    """Whether its addresses could not be worked out, which is a finding already."""
    _mentioned: frozenset[str] | None = None

    @property
    def mentioned(self) -> frozenset[str]:
        """The last part of every text in it (keys too), each of which may refer to something of that name. Kept, as
        every what-if of a model asks."""
        if self._mentioned is None:
            self._mentioned = frozenset(_last_parts(self.fields))
        return self._mentioned

    def says_the_same_as(self, other: Entry) -> bool:
        """Whether the same objects were written (a shallow comparison: composition shares what did not change)."""
        if self.cls is other.cls and self.fields is other.fields:
            return True
        if self.cls is not other.cls or len(self.fields) != len(other.fields):
            return False
        theirs = other.fields
        return all(
            key in theirs and (value is theirs[key] or value == theirs[key]) for key, value in self.fields.items()
        )

    def is_split_as(self, before: Entry | None) -> bool:
        """Take over what the same block was split into before, if nothing was found in it: a what-if splits anew only
        what it changes."""
        if before is None or before.block is not self.block or before.cls is not self.cls or not before.is_clean:
            return False
        self.fields, self.sections, self.is_clean = before.fields, before.sections, True
        return True

    def stands_as(self, other: Entry) -> bool:
        """Whether the surroundings that may show through are the same: zone, inherited attributes, the VPC's blocks."""
        if self.zone != other.zone or self.inherited != other.inherited:
            return False
        mine, theirs = self.nearest("vpc"), other.nearest("vpc")
        if mine is None or theirs is None or mine is self:
            return (mine is None) == (theirs is None)
        return mine.says_the_same_as(theirs)

    def nearest(self, kind: str) -> Entry | None:
        """This entry or the nearest one around it that is of a kind."""
        entry: Entry | None = self
        while entry is not None and entry.cls.kind != kind:
            entry = entry.parent
        return entry

    def arguments(self) -> dict[str, Any]:
        """What the typed resource is built from."""
        arguments = {**self.fields, "address": self.address}
        for key in self.cls.inherits:
            if key not in arguments and key in self.inherited:
                arguments[key] = self.inherited[key]
        if self.zone and "availability_zone" in self.cls.model_fields and "availability_zone" not in arguments:
            arguments["availability_zone"] = self.zone
        return arguments


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that a reference may name: entries by address, and families by address."""

    entries: Mapping[str, Entry]
    families: Mapping[str, tuple[str, Family]]
    """address of the family -> (address of its section, the family)"""
    _tails: dict[tuple[tuple[str, ...], int, str], tuple[str, ...]] = field(default_factory=dict, compare=False)
    _homes: dict[tuple[str, str], list[str]] = field(default_factory=dict, compare=False)

    def tails(self, kinds: tuple[str, ...], depth: int, home: str = "") -> tuple[str, ...]:
        """The last `depth` parts of what is of those kinds, each once; of one account only, if `home` is its address.

        For hints, so no more than a person could mean.
        """
        if not self._homes:  # not before a reference dangles, and once for all that do
            for address, entry in self.entries.items():
                self._keep(entry.cls.kind, address)
            for address in self.families:
                self._keep(self._kind_of_members(address), address)
        known = self._tails.get((kinds, depth, home))
        if known is None:
            addresses = (address for kind in kinds for address in self._homes.get((kind, home), ()))
            tails = dict.fromkeys(".".join(address.split(".")[-depth:]) for address in addresses)
            known = self._tails[kinds, depth, home] = tuple(tails)[:_MOST_TAILS]
        return known

    def _keep(self, kind: str, address: str) -> None:
        for home in ("", ".".join(address.split(".")[:2])):
            self._homes.setdefault((kind, home), []).append(address)

    def _kind_of_members(self, family: str) -> str:
        section, made = self.families[family]
        members = (self.entries.get(f"{section}.{name}") for name in made.members.values())
        return next((entry.cls.kind for entry in members if entry is not None), "")


_MOST_TAILS = 1000
