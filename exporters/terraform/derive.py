"""From a pydantic class to Terraform attributes: the fields of a resource, typed as they are typed there."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from exporters.terraform import rules
from exporters.terraform.shapes import (
    Attribute,
    Json,
    Kind,
    Many,
    Object,
    Read,
    Reference,
    Scalar,
    Table,
    Type,
    field_reader,
    write,
)
from exporters.terraform.site import Site
from innovate_model.resources import types as resource_types
from innovate_model.resources.availability_zone import ZoneName
from innovate_model.resources.base import Part
from innovate_model.resources.reference import RefTo
from innovate_model.values import AccountId, CidrBlock, IpAddress, Ipv4Block, Ipv6Block, Name, Port

_NEVER = ("address", "tags")
_LEAVES: tuple[tuple[Any, Scalar], ...] = (
    (Ipv4Block, Scalar("string", rules.IPV4_BLOCK)),
    (Ipv6Block, Scalar("string", rules.IPV6_BLOCK)),
    (CidrBlock, Scalar("string", rules.ANY_BLOCK)),
    (IpAddress, Scalar("string", rules.IP_ADDRESS)),
    (AccountId, Scalar("string", rules.ACCOUNT_ID)),
    (ZoneName, Scalar("string", rules.ZONE, is_zone=True)),
    (Port, Scalar("number", rules.whole(1, 65535))),
    (Name, rules.NAME),
    (bool, rules.BOOL),
    (int, Scalar("number", rules.whole())),
    (float, rules.NUMBER),
    (str, rules.STRING),
)
_UNORDERED = (Ipv4Block, Ipv6Block, CidrBlock, IpAddress)
"""In a tuple of these the order means nothing to AWS."""


def attributes_of(cls: type[Part], kind: Kind, exported: frozenset[str]) -> tuple[Attribute, ...]:
    """The attributes that a class's fields become. `exported`: the kinds that have a variable and so can be referred
    to. TypeError for a field that needs a word in the kind's file."""
    hints = get_type_hints(cls, include_extras=True)
    found: list[Attribute] = []
    for name, info in cls.model_fields.items():
        if name in kind.instead:
            found += kind.instead[name]
        elif name not in kind.left_out and name not in _NEVER:
            shown = kind.rename.get(name, info.alias or name)
            found.append(_attribute(name, shown, hints[name], info, f"{kind.kind}.{name}", exported))
    return (*found, *kind.added)


def _attribute(name: str, shown: str, hint: Any, info: FieldInfo, where: str, exported: frozenset[str]) -> Attribute:
    bare = _without_none(hint)
    type_, encode = _Translation(where, exported).of(bare)
    type_ = _bounded(type_, info.metadata)
    default = info.default if not info.is_required() else None
    if default == "":  # what a text says when nothing was written
        return Attribute(shown, rules.STRING, field_reader(name, lambda value, site: value or None))
    read = field_reader(name, encode)
    if isinstance(type_, Many | Table):
        return Attribute(shown, type_, read, default=[] if isinstance(type_, Many) else {})
    if isinstance(type_, Scalar) and isinstance(default, bool | int | float | str):
        return Attribute(shown, type_, read, default=default)
    return Attribute(shown, type_, read, is_required=info.is_required() and bare is hint)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [item for item in get_args(hint) if item is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def _bounded(type_: Type, metadata: list[Any]) -> Type:
    """A number's bounds where pydantic knows them (`Field(ge=1)`)."""
    low = next((meta.ge for meta in metadata if hasattr(meta, "ge")), None)
    high = next((meta.le for meta in metadata if hasattr(meta, "le")), None)
    if (low is None and high is None) or type_ != Scalar("number", rules.whole()):
        return type_
    return Scalar("number", rules.whole(low, high))


class _Translation:
    """One annotation -> its Terraform type and the function that encodes its values."""

    def __init__(self, where: str, exported: frozenset[str]) -> None:
        self.where = where
        self.exported = exported

    def of(self, hint: Any) -> tuple[Type, Read]:
        reference = next((meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, RefTo)), None)
        if reference is not None:
            return self.reference(reference)
        for known, leaf in _LEAVES:
            if hint == known or _narrows(hint, known):
                return leaf, _as_is
        if get_origin(hint) is Annotated:
            return self.of(get_args(hint)[0])
        return self.structure(hint)

    def structure(self, hint: Any) -> tuple[Type, Read]:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Literal:
            return Scalar("string", rules.one_of(*map(str, inner))), lambda value, site: str(value)
        if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
            of, encode = self.of(inner[0])
            is_ordered = not any(inner[0] == known or _narrows(inner[0], known) for known in _UNORDERED)
            return Many(of, is_ordered), _each(encode, is_ordered)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            of, encode_value = self.of(inner[1])
            return Table(of), lambda value, site: {str(key): encode_value(item, site) for key, item in value.items()}
        if isinstance(hint, type) and issubclass(hint, Part):
            shape = attributes_of(hint, Kind(self.where), self.exported)
            return Object(shape), lambda value, site: write(shape, value, site)
        raise TypeError(f"{self.where}: {hint} has no Terraform type of its own; say one in kinds/")

    def reference(self, ref: RefTo) -> tuple[Type, Read]:
        kinds = tuple(kind for kind in ref.kinds if kind in self.exported)
        if not kinds:
            raise TypeError(f"{self.where}: nothing that it refers to has a variable; say in kinds/ what to write")
        if len(ref.kinds) > 1:
            return self.by_kind(kinds, ref.is_many)
        if kinds == ("account",):
            leaf = Scalar("string", rules.ACCOUNT_ID)
            return (Many(leaf), _each(_account_id, False)) if ref.is_many else (leaf, _account_id)
        return (Many(Reference(kinds[0])), _each(_key, False)) if ref.is_many else (Reference(kinds[0]), _key)

    def by_kind(self, kinds: tuple[str, ...], is_many: bool) -> tuple[Type, Read]:
        """A reference that may point at several kinds: an object with one optional attribute for each, in plural where
        several things may be named."""
        shape = tuple(_of_kind(kind, is_many) for kind in kinds)

        def encode(value: Any, site: Site) -> Json:
            addresses = (value,) if isinstance(value, str) else value
            for address in addresses:
                other = site.kind(address)
                if other and other not in kinds:
                    site.leave_out(self.where, f"Terraform is not given any {other}", address)
            return write(shape, addresses, site)

        return Object(shape), encode


def to_kinds(kinds: tuple[str, ...], take: Callable[[Any], tuple[str, ...]]) -> tuple[Attribute, ...]:
    """One set for each kind, with what a part names of it."""

    def taken(shape: Attribute) -> Attribute:
        return replace(shape, read=lambda part, site: shape.read(take(part), site))

    return tuple(taken(_of_kind(kind, True)) for kind in kinds)


def _of_kind(kind: str, is_many: bool) -> Attribute:
    leaf: Scalar | Reference = Scalar("string", rules.ACCOUNT_ID) if kind == "account" else Reference(kind)
    encode = _account_id if kind == "account" else _key

    def read(addresses: tuple[str, ...], site: Site) -> Json:
        found = sorted(encode(address, site) for address in addresses if site.kind(address) == kind)
        return found if is_many else next(iter(found), None)

    if is_many:
        return Attribute(plural(kind), Many(leaf), read, default=[])
    return Attribute(kind, leaf, read)


def plural(kind: str) -> str:
    """The name of a kind's variable: its own where there is only one of it.

    >>> plural("subnet"), plural("service_control_policy"), plural("ebs_encryption_by_default")
    ('subnets', 'service_control_policies', 'ebs_encryption_by_default')
    """
    if resource_types().by_kind[kind].is_single:
        return kind
    return f"{kind[:-1]}ies" if kind.endswith(("cy", "ry", "ty")) else f"{kind}s"


def _narrows(hint: Any, known: Any) -> bool:
    """Whether a type is a known one with more rules behind it: `Annotated[Ipv4Block, sized(16, 28)]`."""
    its_rules: tuple[Any, ...] = getattr(known, "__metadata__", ())
    own: tuple[Any, ...] = getattr(hint, "__metadata__", ())
    return bool(its_rules) and own[: len(its_rules)] == its_rules and get_args(hint)[0] == get_args(known)[0]


def _as_is(value: Any, site: Site) -> Json:
    return value


def _key(address: str, site: Site) -> Json:
    return site.key(address)


def _account_id(address: str, site: Site) -> Json:
    return site.account_id(address)


def _each(encode: Callable[[Any, Site], Json], is_ordered: bool) -> Read:
    def read(values: Any, site: Site) -> Json:
        found = [item for item in (encode(value, site) for value in values) if item is not None]
        return found if is_ordered else sorted(set(found))

    return read
