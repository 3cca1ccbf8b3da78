"""Resource types: one AWS type is one file. The file is found by being there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from innovate_model.registry import modules
from innovate_model.resources.base import Resource


@dataclass(frozen=True, slots=True)
class Types:
    """Every known resource type: by kind, and by parent kind and section."""

    by_kind: Mapping[str, type[Resource]]
    sections: Mapping[str, Mapping[str, type[Resource]]]


@cache
def types() -> Types:
    """All resource types of this package. Two types that claim one place are a programming error."""
    by_kind: dict[str, type[Resource]] = {}
    for module in modules(__name__):
        for item in vars(module).values():
            if (
                isinstance(item, type)
                and issubclass(item, Resource)
                and item.__module__ == module.__name__
                and "kind" in vars(item)
            ):
                by_kind[item.kind] = item
    sections: dict[str, dict[str, type[Resource]]] = {"": {}, **{kind: {} for kind in by_kind}}
    for cls in by_kind.values():
        for parent in cls.parents:
            other = sections[parent].setdefault(cls.section, cls)
            if other is not cls:
                raise TypeError(
                    f"{cls.__name__} and {other.__name__} both claim `{cls.section}` in {parent or 'the root'}"
                )
    return Types(by_kind, sections)
