"""The attributes of a resource type, in the words of the language."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from innovate_model.resources.base import Part
from innovate_model.resources.reference import RefTo
from innovate_model.values import Ports

_PLAIN: dict[Any, str] = {
    bool: "yes or no",
    int: "number",
    float: "number",
    str: "text",
    Ports: "ports such as tcp/443",
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute as it is written: its name, what it takes in a few words, and what it is when nobody writes it."""

    name: str
    type: str
    is_required: bool
    default: str = ""


def attributes(cls: type[Part]) -> tuple[Attribute, ...]:
    """The attributes of a type, the required ones first, otherwise in the order of the type."""
    found = [
        Attribute(info.alias or name, _words(info.annotation, tuple(info.metadata)), info.is_required(), _default(info))
        for name, info in cls.model_fields.items()
        if name != "address"
    ]
    return tuple(sorted(found, key=lambda attribute: not attribute.is_required))


def _words(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """What an annotation takes."""
    for meta in metadata:
        if isinstance(meta, RefTo):
            return ("names of " if meta.is_many else "name of ") + " or ".join(meta.kinds)
        if (
            isinstance(meta, WithJsonSchema)
            and isinstance(meta.json_schema, dict)
            and "description" in meta.json_schema
        ):
            return str(meta.json_schema["description"])
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(inner[0], inner[1:])
    if origin in (Union, types.UnionType):
        return " or ".join(_words(item) for item in inner if item is not type(None))
    if origin is Literal:
        return " | ".join(map(str, inner))
    if origin is tuple:
        return f"list of {_words(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"name -> {_words(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return "{" + ", ".join(info.alias or name for name, info in annotation.model_fields.items()) + "}"
    return _PLAIN.get(annotation, "text")


def _default(info: FieldInfo) -> str:
    """The default as it would be written; "" for none and for nothing."""
    value = info.default
    if info.is_required() or value is None or (not value and not isinstance(value, (bool, int))):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
