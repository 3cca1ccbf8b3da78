"""Which resources a selector means: a kind and what its resources say, or an address with patterns in it.

A text is an address or the end of one: `accounts.dev.vpcs.main`, `lbs.api` (every load balancer of that name). In a
part of it `*` stands for any text, a part `**` for any number of parts. The name of a family means its members.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase, translate
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.hints import near, nearest
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.attributes import attributes
from innovate_model.resources.base import Part, Resource
from innovate_model.values import FrozenDict, FrozenMap, Name, OneOrMany

ANYTHING = "set"
Texts = Annotated[str, Field(min_length=1)]


class Selector(Part):
    """Resources of one `kind`: by `name` and `within` (patterns with `*` for the last part and for the beginning of
    the address) and by what their attributes say (`where`: attribute, or a path with dots and `*` into it -> the value
    as it would be written, a pattern, or `set`)."""

    kind: Name
    name: Name = "*"
    within: Name = "*"
    where: FrozenMap[Texts] = FrozenDict()

    @model_validator(mode="after")
    def _exists(self) -> Any:
        known_kind(self.kind)
        for path in self.where:
            known_attribute(self.kind, path)
        return self

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes that it asks about."""
        return frozenset(path.partition(".")[0] for path in self.where)

    def __str__(self) -> str:
        parts = [f"{key}: {getattr(self, key)}" for key in ("kind", "name", "within") if getattr(self, key) != "*"]
        return "{" + ", ".join([*parts, *(f"{path}: {value}" for path, value in self.where.items())]) + "}"


def _sort_of(value: object) -> str:
    return "[mapping]" if isinstance(value, (Mapping, Selector)) else "[text]"


Selection = Annotated[Annotated[Name, Tag("[text]")] | Annotated[Selector, Tag("[mapping]")], Discriminator(_sort_of)]
"""One selector, as an address with patterns or as a mapping."""
Selections = Annotated[tuple[Selection, ...], OneOrMany, Field(min_length=1)]
"""One selector, or a list of them that means what any of them does."""


def known_kind(kind: str) -> None:
    """PydanticCustomError for a kind that there is not."""
    if kind not in types().by_kind:
        message = f"there is no resource type `{kind}`"
        context = {"message": message, "suggestion": nearest(kind, types().by_kind)}
        raise PydanticCustomError("unknown_kind", "{message}", context)


def known_attribute(kind: str, path: str) -> None:
    """PydanticCustomError for an attribute that a kind has not."""
    name = path.partition(".")[0]
    known = [attribute.name for attribute in attributes(types().by_kind[kind])]
    if name not in known:
        context = {"message": f"{kind} has no attribute `{name}`", "suggestion": nearest(name, known)}
        raise PydanticCustomError("unknown_attribute", "{message}", context)


def resources_of(model: Model, selection: str | Selector) -> tuple[str, ...]:
    """The addresses that a selector means, in the model's order; () for none."""
    if isinstance(selection, Selector):
        return tuple(resource.address for resource in chosen(model, selection))
    return matching(model.resources, selection)


def chosen(model: Model, selector: Selector) -> tuple[Resource, ...]:
    """The resources that a mapping means, in the model's order."""
    return tuple(resource for resource in model.of(types().by_kind[selector.kind]) if _means(selector, resource))


def matching(addresses: Iterable[str], pattern: str) -> tuple[str, ...]:
    """Those of some addresses that a text means: what fits it, and the members of families that it names."""
    found = dict.fromkeys(addresses)
    *before, last = pattern.split(".")
    one, member = (*before, last), (*before, f"{last}{_MEMBER}")
    is_named, is_member = _meaning(one[-1]), _meaning(member[-1])
    likely = list(found)
    for word in filter(_is_plain, one):  # nothing else can fit, and text is found faster than parts are compared
        likely = [address for address in likely if word in address]
    return tuple(
        address
        for address in likely
        if (is_named(name := address.rpartition(".")[2]) and _fits(address, one))
        or (is_member(name) and _fits(address, member) and address[:-2] not in found)
    )


def near_selectors(addresses: Iterable[str], pattern: str) -> tuple[str, ...]:
    """What a text that matches nothing may have meant: the same with its first part that leads nowhere corrected."""
    known = list(addresses)
    parts = pattern.split(".")
    for end, part in enumerate(parts):
        before = parts[:end]
        if any(_fits(address, (*before, part, _ANY_PARTS)) for address in known):
            continue
        above = [address for address in known if _fits(address, (*before, _ANY_PARTS))]
        words = dict.fromkeys(word for address in above for word in address.split("."))
        fitting = (".".join([*before, word, *parts[end + 1 :]]) for word in near(part, words))
        meant = tuple(text for text in fitting if matching(known, text))
        if meant:
            return meant
    return near(pattern, [address for address in known if address.count(".") == pattern.count(".")])


_ANY_PARTS = "**"
_MEMBER = "-[a-h]"
"""What a family puts behind its name, one for each zone."""


def _fits(address: str, pattern: tuple[str, ...]) -> bool:
    """Whether an address, or the end of it, has the parts of a pattern. In time that grows with the product of both."""
    tests = [_meaning(wanted) for wanted in pattern]
    at = _skipped({0}, pattern)
    for part in address.split("."):
        stepped = {n if pattern[n] == _ANY_PARTS else n + 1 for n in at if n < len(pattern) and tests[n](part)}
        at = _skipped({0, *stepped}, pattern)
    return len(pattern) in at


def _skipped(at: set[int], pattern: tuple[str, ...]) -> set[int]:
    """The positions in a pattern, and those behind `**`, which may stand for nothing."""
    reached = set(at)
    for number in sorted(at):
        while number < len(pattern) and pattern[number] == _ANY_PARTS:
            number += 1
            reached.add(number)
    return reached


@lru_cache(maxsize=1000)
def _meaning(wanted: str) -> Callable[[str], object]:
    """What says whether a part of an address fits a part of a pattern. Every selector is held against every address,
    and most parts of patterns are plain words."""
    if wanted == _ANY_PARTS:
        return lambda part: True
    if _is_plain(wanted):
        return wanted.__eq__
    fits = re.compile(translate(wanted)).match
    return lambda part: part == wanted or fits(part)


def _is_plain(text: str) -> bool:
    return not any(sign in text for sign in "*?[")


def _means(selector: Selector, resource: Resource) -> bool:
    return (
        fnmatchcase(resource.name, selector.name)
        and (selector.within == "*" or _stands_in(resource.address, selector.within))
        and says(resource, selector.where)
    )


def says(resource: Resource, where: Mapping[str, str]) -> bool:
    """Whether all attributes say what they should."""
    return all(_says(resource, path.split("."), wanted) for path, wanted in where.items())


def _stands_in(address: str, place: str) -> bool:
    return fnmatchcase(address, place) or fnmatchcase(address, f"{place}.*")


def _says(value: object, path: Sequence[str], wanted: str) -> bool:
    found = list(_values(value, path))
    if wanted == ANYTHING:
        return any(item not in (None, "", False) for item in found)
    return any(fnmatchcase(word, wanted) for item in found for word in _words(item))


def _values(value: object, path: Sequence[str]) -> Iterator[object]:
    """What stands at a path: every item of a list, and every value (or key, at the end) of a mapping."""
    if type(value) is tuple:  # a range of ports is one value
        for item in value:
            yield from _values(item, path)
    elif not path:
        yield from value if isinstance(value, Mapping) else (value,)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if fnmatchcase(str(key), path[0]):
                yield from _values(item, path[1:])
    elif isinstance(value, BaseModel):
        name = _fields(type(value)).get(path[0])
        if name is not None:
            yield from _values(getattr(value, name), path[1:])


@cache
def _fields(cls: type[BaseModel]) -> Mapping[str, str]:
    """The word that is written -> the field."""
    return {info.alias or name: name for name, info in cls.model_fields.items()}


def _words(value: object) -> Iterator[str]:
    """A value as it may be written: `yes` or `true`, a number without a point, a reference by its whole address or its
    name."""
    if isinstance(value, bool):
        yield from ("yes", "true") if value else ("no", "false")
    elif isinstance(value, float):
        yield f"{value:g}"
    else:
        text = str(value)
        yield text
        if "." in text:
            yield text.rpartition(".")[2]
