"""The language as a JSON Schema, for editors: what may stand where, with a description of every key.

Everything comes from the types; nothing is written twice. It is laxer than the loader, because an editor sees one file
at a time: no key is required (another file or a blueprint may bring it), null is allowed (it removes), and a name is
any text. Draft 7 is what the editors' YAML support reads
(https://github.com/redhat-developer/vscode-yaml#associating-schemas).
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from innovate_model.declaration import LANGUAGE_VERSION
from innovate_model.expand import PER, WORDS, ZONE
from innovate_model.finding import PROPERTIES
from innovate_model.overlay import BLUEPRINTS, EXTENDS, INCLUDE
from innovate_model.resources import types as resource_types
from innovate_model.resources.attributes import attributes, first_sentence
from innovate_model.resources.base import Part, Resource, part_classes
from innovate_model.resources.peer import Peer
from innovate_model.resources.reference import RefTo
from innovate_model.suppression import KEYS, SUPPRESSIONS
from innovate_model.values import OneOrMany

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_-]*$"
_NULL = "null"
_TEXT: Schema = {"type": ["string", "number", "boolean", _NULL]}
_NAMES: Schema = {"type": ["string", "number", "array", _NULL], "items": {"type": ["string", "number"]}}
_YES_OR_NO: Schema = {
    "anyOf": [
        {"enum": ["yes", "no"]},
        {"type": ["boolean", _NULL]},  # what YAML 1.1 makes of yes and no
        {"type": "string", "pattern": "^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[Tt]rue|TRUE|[Ff]alse|FALSE)$"},
    ]
}
_NUMBERS: Mapping[Any, Schema] = {
    int: {"type": ["integer", "string", _NULL], "pattern": "^[+-]?[0-9]+$"},
    float: {"type": ["number", "string", _NULL], "pattern": r"^[+-]?[0-9]*\.?[0-9]+$"},
}
_LIMITS: Mapping[type, tuple[str, str]] = {
    Ge: ("ge", "minimum"),
    Gt: ("gt", "exclusiveMinimum"),
    Le: ("le", "maximum"),
    Lt: ("lt", "exclusiveMaximum"),
}


def schema(
    checks: Iterable[str],
    others: Mapping[str, type[Part]] | None = None,
    promises: Mapping[str, type[Part]] | None = None,
) -> Schema:
    """The JSON Schema of a model file: a root, a part of one, or an overlay. `checks`: the ids that a suppression may
    name. `others`: files of another sort that lie beside them, by the key that only they have. `promises`: what stands
    under the words of promises, by the word."""
    made = promises or {}
    builder = _Builder([*resource_types().by_kind.values(), *made.values()])
    definitions = {**builder.model(), **builder.definitions((*checks, *made)), "property": builder.promise(made)}
    root: Schema = _ref("model")
    for key, cls in sorted((others or {}).items()):
        other = _Builder([cls], is_composed=False)
        definitions |= other.parts() | {cls.__name__.lower(): other.part(cls)}
        root = {"if": {"required": [key]}, "then": _ref(cls.__name__.lower()), "else": root}
    return {
        "$schema": DRAFT,
        "title": "Innovate Model",
        "description": "An architecture of AWS: a whole model, a part of one, or an overlay.",
        "type": "object",
        **(root if "if" in root else {"allOf": [root]}),
        "definitions": definitions,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _said(what: Schema, description: str) -> Schema:
    """A schema with a description; draft 7 reads nothing beside a `$ref`."""
    return {"description": description, **({"allOf": [what]} if "$ref" in what else what)}


def _mapping(properties: Schema) -> Schema:
    """A mapping that has these keys and no others."""
    return {"type": ["object", _NULL], "properties": properties, "additionalProperties": False}


class _Builder:
    """Knows some classes, and the parts that they mention. `is_composed`: whether their files are merged, so that any
    mapping may extend a blueprint."""

    def __init__(self, classes: Iterable[type[Part]], is_composed: bool = True) -> None:
        self._known = resource_types()
        self._parts = {self._name(part): part for cls in classes for part in self._parts_of(cls)}
        self._extends: Schema = {EXTENDS: _ref(EXTENDS)} if is_composed else {}

    def model(self) -> Schema:
        """What may stand at the top of a model."""
        properties = {
            "innovate": _said({"enum": [int(LANGUAGE_VERSION), LANGUAGE_VERSION]}, "The language's version: 1."),
            INCLUDE: _said(
                {"type": ["string", "array"], "items": {"type": "string"}},
                "Files and folders that the model consists of, by their paths from this file.",
            ),
            BLUEPRINTS: _said(
                self.blueprints(),
                "Mappings that others build on with `extends`: whatever resources have in common.",
            ),
            **self.sections(""),
            SUPPRESSIONS: _said(
                self._named(_ref("suppression"), _NAME),
                "Findings that are accepted, by a name of yours: each one at one address, with a reason.",
            ),
            PROPERTIES: _said(
                self._named(_ref("property"), _NAME),
                "What the architecture promises, by a name of yours: each one proven by `innovate check`.",
            ),
        }
        return {"model": _mapping(properties)}

    def promise(self, promises: Mapping[str, type[Part]]) -> Schema:
        """An entry of the promises: one word with what stands under it, and the reason."""
        words = {word: _said(self.part(cls), first_sentence(cls.__doc__)) for word, cls in sorted(promises.items())}
        because = _said(_TEXT, "Why it was promised: it is shown where the promise is broken.")
        return {
            "description": "One promise, with its reason.",
            **_mapping({**self._extends, **words, "because": because}),
        }

    def parts(self) -> Schema:
        """The parts, by name."""
        return {
            name: {"description": first_sentence(cls.__doc__), **self.part(cls)}
            for name, cls in sorted(self._parts.items())
        }

    def _named(self, each: Schema, pattern: str = "") -> Schema:
        """A mapping from names to things of one sort."""
        names = {"propertyNames": {"pattern": pattern}} if pattern else {}
        return {"type": ["object", _NULL], "properties": self._extends, "additionalProperties": each, **names}

    def definitions(self, checks: tuple[str, ...]) -> Schema:
        """Every kind of resource and every part, by name."""
        kinds = {kind: self._resource(cls) for kind, cls in sorted(self._known.by_kind.items())}
        keys = {key: _said(_TEXT, meaning) for key, meaning in KEYS.items()}
        keys["check"] = _said({"enum": [*checks, None]}, KEYS["check"])
        suppression = {"description": "One finding that is accepted.", **_mapping({**self._extends, **keys})}
        extends = _said(_NAMES, "The blueprint, or list of blueprints, that this builds on: `blueprints.NAME`.")
        return {**kinds, **self.parts(), "suppression": suppression, EXTENDS: extends}

    def blueprints(self) -> Schema:
        """A blueprint may be any mapping that stands anywhere in a model."""
        names = [*sorted(self._known.by_kind), *sorted(self._parts), "suppression", "property"]
        anything = [*map(_ref, names), *(self._named(_ref(name)) for name in names)]
        blueprint = {"type": ["object", _NULL], "anyOf": anything}
        tags = {"anyOf": [blueprint, self._named(_TEXT)]}  # elsewhere, any misspelt key could be a tag
        return {
            "type": ["object", _NULL],
            "patternProperties": {"[Tt]ags?$": tags, "^(?!.*[Tt]ags?$)": blueprint},
        }

    def sections(self, kind: str) -> Schema:
        """The sections that resources of a kind may hold."""
        return {
            section: _said(
                _ref(cls.kind) if cls.is_single else self._named(_ref(cls.kind), _NAME), first_sentence(cls.__doc__)
            )
            for section, cls in sorted(self._known.sections[kind].items())
        }

    def _resource(self, cls: type[Resource]) -> Schema:
        words: Iterable[str] = WORDS if "cidr_block" in cls.model_fields else () if cls.is_single else (PER,)
        planned = {word: _said({"enum": [ZONE, None]} if word == PER else _NUMBERS[int], WORDS[word]) for word in words}
        own = self.part(cls)["properties"]
        properties = {**own, **self.sections(cls.kind), **planned}
        return {"description": first_sentence(cls.__doc__), **_mapping(properties)}

    def part(self, cls: type[Part]) -> Schema:
        """The attributes of a class, each with its description."""
        fields = {info.alias or name: info for name, info in cls.model_fields.items()}
        return _mapping(
            {
                **self._extends,
                **{item.name: _said(self._field(fields[item.name]), item.description) for item in attributes(cls)},
            }
        )

    def _field(self, info: FieldInfo) -> Schema:
        return self._of(info.annotation, tuple(info.metadata))

    def _of(self, annotation: Any, metadata: tuple[Any, ...] = ()) -> Schema:
        """What an annotation takes, as it may be written."""
        for meta in metadata:
            if isinstance(meta, RefTo):
                return _NAMES if meta.is_many else {"type": ["string", "number", _NULL]}
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._of(inner[0], (*inner[1:], *metadata))
        if origin in (Union, types.UnionType):
            return self._any([item for item in inner if item is not type(None)], metadata)
        if origin is Literal:
            return {"enum": [*inner, *(int(word) for word in inner if str(word).isdigit()), None]}
        if origin is tuple:
            item = self._of(inner[0])
            many: Schema = {"type": ["array", _NULL], "items": item}
            return _NAMES if inner[0] is Peer else {"anyOf": [item, many]} if OneOrMany in metadata else many
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._named(self._of(inner[1]))
        if isinstance(annotation, type) and issubclass(annotation, Part):
            return _ref(self._name(annotation))
        return _YES_OR_NO if annotation is bool else _limited(_NUMBERS.get(annotation, _TEXT), metadata)

    def _any(self, options: list[Any], metadata: tuple[Any, ...]) -> Schema:
        if len(options) == 1:
            return self._of(options[0], metadata)
        return {"anyOf": [self._of(option, metadata) for option in options]}

    def _parts_of(self, cls: type[Part]) -> Iterator[type[Part]]:
        """The parts below a class, those of other kinds (which are resources) left out."""
        for info in cls.model_fields.values():
            for part in part_classes(info.annotation):
                yield part
                yield from self._parts_of(part)

    def _name(self, cls: type[Part]) -> str:
        return f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"


def _limited(what: Schema, metadata: tuple[Any, ...]) -> Schema:
    """A number with the limits that pydantic is told of."""
    limits = {}
    for meta in metadata:
        for cls, (attribute, keyword) in _LIMITS.items():
            if isinstance(meta, cls) and what is not _TEXT:
                limits[keyword] = getattr(meta, attribute)
    return {**what, **limits}
