"""The tree of data -> what it declares: one Entry for each resource, before any of them is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from innovate_model.entry import Entry
from innovate_model.expand import Expanded
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


def declare(
    expanded: Expanded, known: Types, findings: list[Finding], previous: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Every resource in the tree, by address, parents before children. `previous` are those of the model that this one
    varies."""
    walk = _Walk(known, expanded, findings, previous)
    root = expanded.data
    walk.check_version(root)
    for key in root:
        if key not in known.sections[""]:
            walk.root_key(key, root)
    walk.children(
        [key for key in root if key in known.sections[""]], root, (), None, _organization_defaults(root, known)
    )
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
    previous: Mapping[str, Entry]
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
        self, keys: Iterable[str], block: Block, path: Path, parent: Entry | None, inherited: dict[str, str]
    ) -> None:
        """Declare the resources in the sections of a block."""
        sections = self.known.sections[parent.cls.kind if parent else ""]
        for key in keys:
            self.section(sections[key], key, block[key], block, (*path, key), parent, inherited)

    def split(self, entry: Entry) -> None:
        """What of a block are the resource's own attributes, and which keys hold its children."""
        sections, count = self.known.sections[entry.cls.kind], len(self.findings)
        keys: list[str] = []
        for key, value in entry.block.items():
            if key in sections:
                keys.append(key)
            elif key == "address":  # what every resource has, and nobody writes
                message = "`address` cannot be set: it is where the resource stands"
                at, span = (*entry.path, key), key_span(entry.block, key)
                self.findings.append(Finding("unknown-key", message, path=at, span=span, suggestion="remove it"))
            else:
                entry.fields[key] = value
                if type(value) is not str:
                    self.look_for_nulls(key, value, entry.block, entry.path)
        entry.sections, entry.is_clean = tuple(keys), len(self.findings) == count

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
        if not entry.is_split_as(self.previous.get(address)):
            self.split(entry)
        if entry.sections:
            self.children(entry.sections, body, path, entry, below)
