"""Which resources were added, removed, changed and renamed from one model to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from innovate_model.analyses.changes.renaming import Renames, renames
from innovate_model.analyses.comparable import comparable
from innovate_model.analyses.difference import IMPLIED, unequal
from innovate_model.analyses.plain_rules import permissions
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.span import Path, Span, at, path_text


@dataclass(frozen=True, slots=True)
class Presence:
    """A resource that one side alone has. `within`: the outermost resource around it that is as new or as gone, ""
    where it is that itself."""

    address: str
    kind: str
    span: Span | None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute that differs: `path` below the resource, values as plain data (None: not there), and the place
    of each, or of the nearest thing around it that is written."""

    path: Path
    old: Any
    new: Any
    old_span: Span | None
    new_span: Span | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A resource of both models that says something else. `old_address` differs from `address` where it was renamed."""

    address: str
    old_address: str
    kind: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """One resource under two addresses. `inner`: how many others went with it, because they stand in it."""

    old: str
    new: str
    kind: str
    old_span: Span | None
    new_span: Span | None
    inner: int = 0


@dataclass(frozen=True, slots=True)
class Resources:
    """All in the order of addresses. `not_compared`: addresses that one side wrote and could not build, for their
    faults."""

    added: tuple[Presence, ...] = ()
    removed: tuple[Presence, ...] = ()
    changed: tuple[Changed, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    not_compared: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.renamed)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Which resource of the old model is which of the new: `gone` and `come` have no counterpart, of `unknown` ones
    nothing can be said."""

    renames: Renames
    gone: frozenset[str]
    come: frozenset[str]
    unknown: frozenset[str] = frozenset()

    def new_address(self, old: str) -> str:
        """The address in the new model, whether or not it is still there."""
        return self.renames.new_by_old.get(old) or self.renames.text(old)


def match(old: Graph, new: Graph, unjudged: Collection[str] = ()) -> Match:
    """Who is who. `unjudged`: addresses that one of the two could not build, and of which nothing can be said."""
    unknown = frozenset(unjudged)
    gone = {each.address for each in old.model if each.address not in new.model and each.kind not in IMPLIED} - unknown
    come = {each.address for each in new.model if each.address not in old.model and each.kind not in IMPLIED} - unknown
    found = renames(old, new, gone, come)
    new_ones = frozenset(found.new_by_old.values())
    return Match(found, frozenset(gone - found.new_by_old.keys()), frozenset(come - new_ones), unknown)


def resources(old: Model, new: Model, matched: Match, unjudged: Iterable[str] = ()) -> Resources:
    """The comparison, resource by resource. Names of rules that AWS does not keep, and the order of what it keeps
    without one, are no difference (`comparable`); nor is a reference that names the same thing by its new address."""
    names = matched.renames
    return Resources(
        tuple(_presences(new, matched.come)),
        tuple(_presences(old, matched.gone)),
        tuple(_changed(old, new, names)),
        tuple(_renamed(old, new, names)),
        tuple(sorted(set(unjudged))),
    )


def _presences(model: Model, addresses: frozenset[str]) -> Iterator[Presence]:
    for address in sorted(addresses):
        parts = address.split(".")
        around = (".".join(parts[:length]) for length in range(1, len(parts)))
        within = next((holder for holder in around if holder in addresses), "")
        yield Presence(address, model[address].kind, model.span_of_address(address), within)


def _renamed(old: Model, new: Model, names: Renames) -> Iterator[Renamed]:
    for before, after in names.roots.items():
        inner = sum(address.startswith(before + ".") for address in names.new_by_old)
        spans = old.span_of_address(before), new.span_of_address(after)
        yield Renamed(before, after, new[after].kind, *spans, inner)


def _changed(old: Model, new: Model, names: Renames) -> Iterator[Changed]:
    found = []
    for before in old:
        address = names.new_by_old.get(before.address, before.address)
        after = new.resources.get(address)
        if after is None or after.kind != before.kind or before.kind in IMPLIED or before == after:
            continue
        attributes = tuple(_attributes(old, new, before, after, names))
        if attributes:
            found.append(Changed(address, before.address, after.kind, attributes))
    return iter(sorted(found, key=lambda each: each.address))


def _attributes(old: Model, new: Model, before: Resource, after: Resource, names: Renames) -> Iterator[Attribute]:
    found = []
    for name in type(before).model_fields:
        if name == "address":
            continue
        ours, theirs = names.data(comparable(before, name)), comparable(after, name)
        for path, was, now in unequal(ours, theirs, (name,), is_exact=True):
            old_span = old.span_of(_place(before, _in_the_old(names, path)))
            found.append(Attribute(_written(path), was, now, old_span, new.span_of(_place(after, path))))
    return iter(sorted(found, key=lambda each: (path_text(each.path), str(each.old), str(each.new))))


def _in_the_old(names: Renames, path: Path) -> Path:
    return tuple(names.inverse().text(key) if isinstance(key, str) else key for key in path)


def _place(resource: Resource, path: Path) -> Path:
    """The path at which an attribute of `comparable` is written."""
    if isinstance(resource, SecurityGroup) and path[0] in ("ingress", "egress") and len(path) > 1:
        rules = {str(one): name for one, name in permissions(getattr(resource, str(path[0]))).items()}
        rule = rules.get(str(path[1]))
        return at(resource.address, path[0], *((rule,) if rule else ()))
    return at(resource.address, *_written(path))


def _written(path: Path) -> Path:
    """The keys as YAML has them: what is a word of Python's has an underscore there."""
    return tuple(key.rstrip("_") if isinstance(key, str) else key for key in path)
