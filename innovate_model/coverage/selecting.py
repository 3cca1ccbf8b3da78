"""Which resources a row's selectors mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache

from pydantic import BaseModel

from innovate_model.coverage.rows import Row, Selector
from innovate_model.model import Model
from innovate_model.resources import types
from innovate_model.resources.base import Resource

ANYTHING = "set"


def selected(model: Model, row: Row) -> tuple[tuple[Resource, ...], ...]:
    """What each selector of a row finds, in the model's order."""
    kinds = types().by_kind
    return tuple(
        tuple(resource for resource in model.of(kinds[selector.kind]) if _means(selector, resource))
        for selector in row.resources
    )


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
