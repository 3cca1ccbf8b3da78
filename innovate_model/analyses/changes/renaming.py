"""Which resources of a new model are those of the old one under another address.

The rule. A resource that has its address on both sides is the same. Of the others, one that is gone and one that has
come, of one kind, are the same if most of what is said of them is the same: their attributes, what stands in them, and
who refers to them how. "Most" is `ENOUGH` of all facts of the two together; references to what is gone or has come
itself count by kind alone, until both are known to be the same thing. Under the same parent any name will do (it was
renamed), elsewhere the name must be the same (it was moved). The most similar pairs come first, then those under one
parent, then those of one name, then the order of addresses; what stands in a renamed resource goes with it. An
account, a network or a subnet that has another number or block is another one, however similar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from innovate_model.analyses.comparable import comparable
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.span import Path, addresses_along

ENOUGH = 0.6
IDENTITY = {"account": "account_id", "vpc": "cidr_block", "subnet": "cidr_block"}
"""What cannot change without the thing becoming another one."""

_ADDRESS = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


@dataclass(frozen=True, eq=False)
class Renames:
    """`new_by_old`: address in the old model -> address in the new one, for every resource whose address changed."""

    new_by_old: Mapping[str, str]

    @cached_property
    def roots(self) -> dict[str, str]:
        """Those that did not just go with what they stand in, in the order of old addresses."""
        return {old: new for old, new in sorted(self.new_by_old.items()) if not self._follows(old, new)}

    def _follows(self, old: str, new: str) -> bool:
        """Whether something around it explains the new address."""
        around = ((holder, self.new_by_old.get(holder)) for holder in _holders(old))
        return any(after is not None and new == after + old[len(holder) :] for holder, after in around)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.roots:
            return None
        names = "|".join(map(re.escape, sorted(self.roots, key=len, reverse=True)))
        return re.compile(rf"(?<![\w.-])(?:{names})(?![\w-])")

    def text(self, text: str) -> str:
        """A text of the old model with every address that changed as it is in the new one."""
        return self._pattern.sub(lambda found: self.roots[found[0]], text) if self._pattern else text

    def path(self, path: Path) -> Path:
        """A path of the old model as it is in the new one."""
        for address, rest in addresses_along(path):
            if address in self.new_by_old:
                return (*self.new_by_old[address].split("."), *rest)
        return path

    def data(self, value: Any) -> Any:
        """Plain data of the old model as it is in the new one, keys included; lists of texts stay in order, as
        `comparable` has them."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.data(item) for key, item in value.items()}
        if isinstance(value, list):
            items = [self.data(item) for item in value]
            is_sorted = all(isinstance(item, str) for item in value) and value == sorted(value)
            return sorted(items) if is_sorted else items
        return value

    def inverse(self) -> Renames:
        """From new to old."""
        return Renames({new: old for old, new in self.new_by_old.items()})


def renames(old: Graph, new: Graph, gone: Iterable[str], come: Iterable[str]) -> Renames:
    """The pairs of `gone` addresses of the old model and `come` ones of the new that are one resource."""
    search = _Search(_Side(old, frozenset(gone)), _Side(new, frozenset(come)))
    while search.match(search.below_known()):
        pass
    search.match(search.of_one_name())
    return Renames(search.found)


class _Side:
    """One model: what of it has no counterpart yet."""

    def __init__(self, graph: Graph, lonely: frozenset[str]) -> None:
        self.graph = graph
        self.lonely = lonely
        self.inner: dict[str, list[str]] = {address: [] for address in lonely}
        for address in sorted(lonely):
            for holder in _holders(address):
                if holder in self.inner:
                    self.inner[holder].append(address)

    def kind(self, address: str) -> str:
        return self.graph.model[address].kind

    def facts(self, root: str, name: Callable[[str], str]) -> frozenset[tuple[str, ...]]:
        """What is said of a resource and of what stands in it; `name` says what to call an address."""
        found: set[tuple[str, ...]] = set()
        inside = {root, *self.inner[root]}

        def called(text: str) -> str:
            is_own = text == root or text.startswith(root + ".")
            return "." + text[len(root) :] if is_own else name(text)

        for address in inside:
            below = address[len(root) :]
            if below:
                found.add((below, self.kind(address)))
            for path, leaf in _said(self.graph.model[address]):
                found.add((below, *(_renamed(part, called) for part in path), _renamed(leaf, called)))
            for edge in self.graph.into(address):
                if edge.source not in inside and not address.startswith(edge.source + "."):
                    found.add((below, "<-", name(edge.source), edge.relation, *map(str, edge.path)))
        return frozenset(found)


class _Search:
    def __init__(self, old: _Side, new: _Side) -> None:
        self.old, self.new = old, new
        self.found: dict[str, str] = {}
        self.taken: set[str] = set()

    def below_known(self) -> list[tuple[str, str]]:
        """Pairs under parents that are one, in either model or by what was found, or under any parents if named
        alike."""
        old = [address for address in sorted(self.old.lonely) if self._is_free(address, self.old)]
        new = [address for address in sorted(self.new.lonely) if self._is_free(address, self.new)]
        return [(one, other) for one, other in self._of_one_kind(old, new) if self._may_be(one, other)]

    def of_one_name(self) -> list[tuple[str, str]]:
        """Pairs of one name, wherever they stand."""
        old = [address for address in sorted(self.old.lonely) if address not in self.found]
        new = [address for address in sorted(self.new.lonely) if address not in self.taken]
        return [(one, other) for one, other in self._of_one_kind(old, new) if _ending(one) == _ending(other)]

    def match(self, pairs: list[tuple[str, str]]) -> bool:
        """Take the most similar pairs, each resource once; whether there were any."""
        facts_old = {one: self.old.facts(one, self._called_old) for one in dict.fromkeys(one for one, _ in pairs)}
        facts_new = {one: self.new.facts(one, self._called_new) for one in dict.fromkeys(one for _, one in pairs)}
        ranked: list[tuple[float, bool, bool, list[str], str, str]] = []
        for one, other in pairs:
            likeness = _likeness(facts_old[one], facts_new[other])
            if likeness >= ENOUGH and self._same_identity(one, other):
                is_elsewhere, has_another_name = not self._are_siblings(one, other), _ending(one) != _ending(other)
                ranked.append((-likeness, is_elsewhere, has_another_name, sorted((one, other)), one, other))
        before = len(self.found)
        for *_, one, other in sorted(ranked):
            if one not in self.found and other not in self.taken:
                self._take(one, other)
        return len(self.found) > before

    def _take(self, old: str, new: str) -> None:
        """The two are one, and so is what stands in both under one name."""
        for inner in (old, *self.old.inner[old]):
            other = new + inner[len(old) :]
            if inner in self.found or other in self.taken or other not in self.new.lonely:
                continue
            if self.old.kind(inner) == self.new.kind(other) and self._same_identity(inner, other):
                self.found[inner] = other
                self.taken.add(other)

    def _is_free(self, address: str, side: _Side) -> bool:
        """Without a counterpart, though what it stands in has one."""
        known: Iterable[str] = self.found if side is self.old else self.taken
        parent = side.graph.model[address].parent
        return address not in known and (parent not in side.lonely or parent in known)

    def _of_one_kind(self, old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
        by_kind: dict[str, list[str]] = {}
        for address in new:
            by_kind.setdefault(self.new.kind(address), []).append(address)
        for address in old:
            for other in by_kind.get(self.old.kind(address), ()):
                yield address, other

    def _may_be(self, old: str, new: str) -> bool:
        return self._are_siblings(old, new) or _ending(old) == _ending(new)

    def _are_siblings(self, old: str, new: str) -> bool:
        parent = self.old.graph.model[old].parent
        return self.found.get(parent, parent) == self.new.graph.model[new].parent

    def _same_identity(self, old: str, new: str) -> bool:
        one, other = self.old.graph.model[old], self.new.graph.model[new]
        attribute = IDENTITY.get(one.kind)
        return attribute is None or getattr(one, attribute) == getattr(other, attribute)

    def _called_old(self, address: str) -> str:
        if address in self.found:
            return self.found[address]
        return f"a {self.old.kind(address)}" if address in self.old.lonely else address

    def _called_new(self, address: str) -> str:
        is_open = address in self.new.lonely and address not in self.taken
        return f"a {self.new.kind(address)}" if is_open else address


def _likeness(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The share of facts that both have; 0 for two of which nothing is said."""
    return len(one & other) / (len(one | other) or 1)


def _said(resource: Resource) -> Iterator[tuple[tuple[str, ...], str]]:
    """The leaves of every attribute that is not as it is where nobody says anything."""
    for name, info in type(resource).model_fields.items():
        if name != "address" and (info.is_required() or getattr(resource, name) != info.get_default()):
            yield from _leaves(comparable(resource, name), (name,))


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, path)
    else:
        yield path, str(value)


def _renamed(text: str, name: Callable[[str], str]) -> str:
    """A text with each address in it called as `name` says."""
    return _ADDRESS.sub(lambda found: name(found[0]), text) if "." in text else text


def _holders(address: str) -> Iterator[str]:
    while "." in address:
        address = address.rpartition(".")[0]
        yield address


def _ending(address: str) -> tuple[str, ...]:
    return tuple(address.split(".")[-2:])
