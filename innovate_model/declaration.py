"""The tree of data -> what it declares: one Entry for each resource, before any of them is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from innovate_model.expand import Expanded, Family
from innovate_model.finding import PROPERTIES, Finding, Severity
from innovate_model.hints import among, nearest, shown
from innovate_model.overlay import BLUEPRINTS, INCLUDE
from innovate_model.resources import Types
from innovate_model.resources.base import Resource
from innovate_model.source import Block, Items, Value, find_span, key_span
from innovate_model.span import Path
from innovate_model.suppression import SUPPRESSIONS
from innovate_model.values import REGION, REGIONS

LANGUAGE_VERSION = "1"
_ROOT_KEYS = ("innovate",)
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


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
        if self.cls is not other.cls or len(self.fields) != len(other.fields):
            return False
        theirs = other.fields
        return all(
            key in theirs and (value is theirs[key] or value == theirs[key]) for key, value in self.fields.items()
        )

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


def declare(expanded: Expanded, known: Types, findings: list[Finding]) -> dict[str, Entry]:
    """Every resource in the tree, by address, parents before children."""
    walk = _Walk(known, expanded, findings)
    root = expanded.data
    walk.check_version(root)
    walk.children(root, (), None, "", _organization_defaults(root, known))
    return walk.entries


def _organization_defaults(root: Block, known: Types) -> dict[str, str]:
    """What the organization says for everything that does not say otherwise: its region."""
    organization = root.get("organization")
    keys = {key for cls in known.by_kind.values() for key in cls.inherits}
    return {
        key: organization[key]
        for key in sorted(keys)
        if isinstance(organization, Block) and isinstance(organization.get(key), str)
    }


_EMPTY = "`{}` for one with nothing to say; null removes only what a blueprint sets"


def _colon_lacking(text: Value, cls: type[Resource]) -> str:
    """What to do about `account_id 012345670123` where `account_id: 012345670123` was meant."""
    word = text.partition(" ")[0] if isinstance(text, str) else ""
    return f"put a colon behind `{word}`" if word in cls.model_fields else ""


@dataclass(slots=True)
class _Walk:
    known: Types
    expanded: Expanded
    findings: list[Finding]
    entries: dict[str, Entry] = field(default_factory=dict)

    def check_version(self, root: Block) -> None:
        version = root.get("innovate")
        if version == LANGUAGE_VERSION:
            return
        if version is None:
            message, severity = "the model does not say which version of the language it is in", Severity.WARNING
        else:
            message, severity = f"version {version!r} of the language is not known", Severity.ERROR
        if root:
            span = key_span(root, "innovate") or key_span(root, next(iter(root)))
            hint = f"`innovate: {LANGUAGE_VERSION}` at the top of model.yaml"
            self.findings.append(Finding("language-version", message, severity, span=span, suggestion=hint))

    def children(
        self, block: Block, path: Path, parent: Entry | None, kind: str, inherited: dict[str, str]
    ) -> dict[str, Value]:
        """Declare the resources in the sections of `block`; what is left are its own attributes."""
        sections = self.known.sections[kind]
        own: dict[str, Value] = {}
        for key, value in block.items():
            cls = sections.get(key)
            if cls is not None:
                self.section(cls, key, value, block, (*path, key), parent, inherited)
            elif kind == "":
                self.root_key(key, block)
            elif key == "address":  # what every resource has, and nobody writes
                message = "`address` cannot be set: it is where the resource stands"
                self.findings.append(
                    Finding(
                        "unknown-key", message, path=(*path, key), span=key_span(block, key), suggestion="remove it"
                    )
                )
            else:
                own[key] = value
                if type(value) is not str:
                    self.look_for_nulls(key, value, block, path)
        return own

    def doubt_region(self, region: str, path: Path, holder: Block) -> None:
        """AWS opens new regions, so one that is not known here may be a misspelling or news."""
        if REGION.fullmatch(region):  # else its own type says so
            at = (*path, "region")
            message = f"no AWS region named `{region}` is known"
            hint = nearest(region, REGIONS)
            span = find_span(holder, ("region",))
            self.findings.append(Finding("unknown-region", message, Severity.WARNING, at, span, hint))

    def look_for_nulls(self, key: str | int, value: Value, holder: Block | Items, path: Path) -> None:
        """Composition has carried out every null that removes something; one that is left removes nothing."""
        at = (*path, key)
        if value is None:
            hint = "write a value, or remove the key; null removes only what a blueprint sets"
            name = f"item {key + 1}" if isinstance(key, int) else f"`{key}`"
            span = find_span(holder, (key,))
            self.findings.append(Finding("wrong-type", f"{name} is empty", path=at, span=span, suggestion=hint))
        elif isinstance(value, (Block, Items)):
            for inner, item in value.items() if isinstance(value, Block) else enumerate(value):
                if type(item) is not str:
                    self.look_for_nulls(inner, item, value, at)

    def root_key(self, key: str, root: Block) -> None:
        if key in (*_ROOT_KEYS, SUPPRESSIONS, PROPERTIES):  # the last two are read when all addresses are known
            return
        hint = "only files on disk include others"
        if key != INCLUDE:
            hint = among(key, (*_ROOT_KEYS, INCLUDE, BLUEPRINTS, *self.known.sections[""], SUPPRESSIONS, PROPERTIES))
        self.findings.append(
            Finding("unknown-key", f"`{key}` is not part of a model", span=key_span(root, key), suggestion=hint)
        )

    def section(
        self,
        cls: type[Resource],
        key: str,
        value: Value,
        holder: Block,
        path: Path,
        parent: Entry | None,
        inherited: dict[str, str],
    ) -> None:
        if cls.is_single and isinstance(value, Block):
            self.resource(cls, value, path, parent, inherited)
            return
        if not isinstance(value, Block):
            what = "a mapping" if cls.is_single else f"a mapping of names to {cls.section}"
            hint = f"`{key}: {{}}` for none" if value is None else f"{key}: {{NAME: {{...}}}}"
            message = f"`{key}` must be {what}, not {shown(value)}"
            self.findings.append(Finding("wrong-type", message, path=path, span=key_span(holder, key), suggestion=hint))
            return
        for name, body in value.items():
            at = (*path, name)
            if not _NAME.fullmatch(name):
                message = f"{shown(name)} cannot be a name: letters, digits, - and _ only"
                self.findings.append(Finding("bad-name", message, path=at, span=key_span(value, name)))
            elif not isinstance(body, Block):
                hint = _colon_lacking(body, cls) or _EMPTY
                message = f"`{name}` must be a mapping, not {shown(body)}"
                self.findings.append(
                    Finding("wrong-type", message, path=at, span=key_span(value, name), suggestion=hint)
                )
            else:
                self.resource(cls, body, at, parent, inherited)

    def resource(
        self, cls: type[Resource], body: Block, path: Path, parent: Entry | None, inherited: dict[str, str]
    ) -> None:
        address = ".".join(path)  # type: ignore[arg-type] # names hold no numbers
        entry = Entry(cls, address, path, parent, {}, body, self.expanded.zones.get(path), inherited)
        entry.is_unplanned = path in self.expanded.unplanned
        self.entries[address] = entry
        passed_on = {key: body[key] for key in cls.inherits if isinstance(body.get(key), str)}
        below = {**inherited, **passed_on} if passed_on else inherited
        region = body.get("region")
        if isinstance(region, str) and region not in REGIONS and "region" in cls.model_fields:
            self.doubt_region(region, path, body)
        if entry.zone is None and parent is not None:
            entry.zone = parent.zone
        entry.fields = self.children(body, path, entry, cls.kind, below)
