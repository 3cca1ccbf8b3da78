"""What a variable looks like: Terraform types, the rules that their values keep, and how each value is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exporters.terraform.site import Site
from innovate_model.resources.base import Resource

Json = Any
"""What json.dumps takes. None means that nothing is written."""
Read = Callable[[Any, Site], Json]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be: `says` in words ("must ..."), `condition` of the HCL expression that holds the value."""

    says: str
    condition: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Scalar:
    """`string`, `number` or `bool`."""

    hcl: str
    rule: Rule | None = None
    is_zone: bool = False
    """Whether it is an Availability Zone, which must be in the region of what holds it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A string: a key of the variable of `kind`, or of `external`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Many:
    """A set, or where the order means something a list."""

    of: Type
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A map; its keys are identities."""

    of: Type
    key_rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Object:
    """An object with typed attributes, and rules about several of them together."""

    attributes: tuple[Attribute, ...]
    rules: tuple[Rule, ...] = ()


Type = Scalar | Reference | Many | Table | Object


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an object. `default` is what Terraform fills in where it is not required and absent."""

    name: str
    type: Type
    read: Read
    is_required: bool = False
    default: Json = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How a resource type is written for Terraform, where that is not field by field.

    `left_out`: field -> why Terraform would not take it (reported where a model sets it); `rename`: field -> the
    provider's argument; `instead`: field -> the attributes that say it in the provider's way, none where something
    else says it; `added`: what the provider wants beside the fields; `rules`: about several attributes together;
    `name_of`: the name in AWS where it is not the resource's.
    """

    kind: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, tuple[Attribute, ...]] = field(default_factory=dict)
    added: tuple[Attribute, ...] = ()
    rules: tuple[Rule, ...] = ()
    name_of: Callable[[Any], str] = lambda resource: str(resource.name)


def field_reader(name: str, encode: Read) -> Read:
    """Reads a field and encodes what it holds, if it holds anything."""

    def read(part: Resource, site: Site) -> Json:
        value = getattr(part, name)
        return None if value is None else encode(value, site)

    return read


def write(shape: tuple[Attribute, ...], part: Any, site: Site) -> dict[str, Json]:
    """The attributes of one resource, or of a part of one. What is None or an empty collection is not written."""
    values = {attribute.name: attribute.read(part, site) for attribute in shape}
    return {name: value for name, value in sorted(values.items()) if value is not None and value != {} and value != []}
