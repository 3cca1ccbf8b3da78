"""The attributes of a resource type, in the words of the language."""

from __future__ import annotations

import ast
import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from innovate_model.resources.base import Part, part_classes, refs_of
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
    """One attribute as it is written: its name, what it takes in a few words, what it is when nobody writes it, and
    what its type's manual says of it."""

    name: str
    type: str
    is_required: bool
    default: str = ""
    manual: str = ""
    is_inherited: bool = False
    """Whether the nearest thing around it that says it says it for this one, too."""

    @property
    def description(self) -> str:
        """All of it in a line or two."""
        needs = ", from what is around it where not written" if self.is_inherited else ", required"
        takes = self.type + (needs if self.is_required else "")
        default = f" Default: {self.default}." if self.default else ""
        return (
            f"{self.manual} Takes {takes}.{default}" if self.manual[-1:] == "." else f"{self.manual}: {takes}.{default}"
        )


def attributes(cls: type[Part]) -> tuple[Attribute, ...]:
    """The attributes of a type, the required ones first, otherwise in the order of the type."""
    found = [
        Attribute(
            info.alias or name,
            _words(info.annotation, tuple(info.metadata)),
            info.is_required(),
            _default(info),
            _manual(cls, name, info),
            name in getattr(cls, "inherits", ()),
        )
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


_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z`(*])")
_ENDING_ADDRESS = re.compile(r":\s*https?://\S+")
_ADDRESS = re.compile(r"\s*\(?https?://[^\s)]+\)?")


def first_sentence(manual: str | None) -> str:
    """What a manual begins with, addresses of pages left out."""
    return next(iter(_sentences(manual)), "")


def _sentences(manual: str | None) -> list[str]:
    text = _ADDRESS.sub("", _ENDING_ADDRESS.sub(".", inspect.cleandoc(manual or "")))
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return [sentence for paragraph in paragraphs if paragraph for sentence in _SENTENCE_END.split(paragraph)]


def _manual(cls: type[Part], name: str, info: FieldInfo) -> str:
    """What is known of an attribute: the text under it, or the first sentence of its class's manual that names it in
    backticks, or what the part is that it holds, or at least what it is of."""
    for base in cls.__mro__:
        if issubclass(base, Part) and name in vars(base).get("__annotations__", {}):
            own = _notes(base).get(name)
            if own:
                return first_sentence(own)
    written = f"`{info.alias or name}`"
    for sentence in _sentences(cls.__doc__):
        if written in sentence:
            clauses = [clause for clause in sentence.split("; ") if written in clause]
            return clauses[0][0].upper() + clauses[0][1:].rstrip(".") + "."
    parts = [first_sentence(part.__doc__) for part in part_classes(info.annotation)]
    relations = [str(ref.relation).replace("_", " ") for ref in refs_of(list(info.metadata), info.annotation)]
    what = f"{written} of the {getattr(cls, 'kind', cls.__name__.lower())}"
    return parts[0] if parts else what + (f" ({relations[0]})" if relations else "")


@cache
def _notes(cls: type[Part]) -> Mapping[str, str]:
    """The texts that stand under the attributes of a class in its source."""
    try:
        tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):  # no source at hand: then there are none
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found = {}
    for field, text in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            found[field.target.id] = text.value.value
    return found
