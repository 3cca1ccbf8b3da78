"""Validation blocks: every rule of a variable's type, as a condition that Terraform judges and a message that names
what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from exporters.terraform.hcl import block, string
from exporters.terraform.shapes import Attribute, Many, Object, Reference, Rule, Scalar, Table, Type


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere inside a variable: the HCL expression of the value there, and the loops that lead to it.

    `loops` are (key, value, collection) as in `for key, value in collection`; `path` is for people.
    """

    variable: str
    value: str
    loops: tuple[tuple[str, str, str], ...] = ()
    path: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    may_be_null: bool = False

    def attribute(self, attribute: Attribute) -> Place:
        """The place of one attribute of the object here. Inside an absent object nothing is required."""
        value = f"{self.value}.{attribute.name}"
        return replace(
            self,
            value=f"try({value}, null)" if self.may_be_null else value,
            path=(*self.path, attribute.name),
            may_be_null=self.may_be_null or (not attribute.is_required and attribute.default is None),
        )

    def each(self, is_list: bool) -> Place:
        """The place of every element of the collection here. `is_list`: of a set or list, not of a map."""
        depth = str(len(self.loops) + 1) if self.loops else ""
        key, value = f"k{depth}", f"v{depth}"
        collection = f"try(coalesce({self.value}, []), [])" if self.may_be_null else self.value
        return replace(
            self,
            value=value,
            loops=(*self.loops, (key, value, collection)),
            labels=(*self.labels, value if is_list else key),
            may_be_null=False,
        )

    def breaking(self, condition: str) -> str:
        """The HCL list of labels of the values that do not meet `condition`."""
        is_safe = condition.startswith("can(") and "&&" not in condition and "||" not in condition
        wrong = f"!{condition}" if is_safe else f"!try({condition}, false)"
        if self.may_be_null:
            wrong = f"{self.value} != null && {wrong}"
        label = "/".join(f"${{{name}}}" for name in self.labels)
        found = f'"{label}" if {wrong}' if len(self.labels) > 1 else f"{self.labels[0]} if {wrong}"
        for key, value, collection in reversed(self.loops):
            found = f"[for {key}, {value} in {collection} : {found}]"
        return f"flatten({found})" if len(self.loops) > 1 else found


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule at a place: what it says, and the HCL list of what breaks it."""

    says: str
    found: str

    def lines(self) -> list[str]:
        """The validation block."""
        text = string(f"{self.says}; not so: ")[:-1]
        return block(
            "validation",
            [f"condition     = length({self.found}) == 0", f'error_message = {text}${{join(", ", {self.found})}}."'],
        )


Region = Callable[[str], str]
"""The HCL expression of the region of an entry, from the expression of the entry."""


def rules_of(type_: Type, place: Place, region: Region | None) -> Iterator[Broken]:
    """The rules of a type that speak of nothing but this variable (and of the region above it)."""
    for found, at in _leaves(type_, place):
        if isinstance(found, Scalar) and found.rule is not None:
            rule = found.rule
            if found.is_zone and region is not None:
                rule = _zone_in(region(place.loops[0][1] if place.loops else "v"))
            yield _broken(rule, at)
        elif isinstance(found, Rule):
            yield _broken(found, at)


def references_of(type_: Type, place: Place, variable_of: Callable[[str], str]) -> Iterator[Broken]:
    """One rule for each reference: it is a key of its kind's variable, or of `external`."""
    for found, at in _leaves(type_, place):
        if isinstance(found, Reference):
            yield _broken(_names_one(found.kind, variable_of(found.kind)), at)


def _names_one(kind: str, siblings: str) -> Rule:
    """A key of the variable `siblings` ("" where the folder has none of the kind), or of `external`."""
    here = f"a key of var.{siblings}, or " if siblings else ""
    says = f"must be {here}a key of var.external with the kind {kind}"

    def condition(x: str) -> str:
        outside = f"try(var.external[{x}].kind == {string(kind)}, false)"
        return f"contains(keys(var.{siblings}), {x}) || {outside}" if siblings else outside

    return Rule(says, condition)


def _broken(rule: Rule, at: Place) -> Broken:
    subject = f"var.{at.variable}: {'.'.join(at.path)} " if at.path else f"var.{at.variable} "
    return Broken(subject + rule.says, at.breaking(rule.condition(at.value)))


def _zone_in(region: str) -> Rule:
    return Rule(
        "must be an Availability Zone of its region, such as us-east-1a",
        lambda x: f'can(regex("^[a-z]$", trimprefix({x}, {region})))',
    )


def _leaves(type_: Type, place: Place) -> Iterator[tuple[Scalar | Reference | Rule, Place]]:
    """What can be judged, each with its place. A Rule stands for one about a whole object or about a key."""
    if isinstance(type_, Scalar | Reference):
        yield type_, place
    elif isinstance(type_, Many):
        yield from _leaves(type_.of, place.each(is_list=not isinstance(type_.of, Object)))
    elif isinstance(type_, Table):
        inner = place.each(is_list=False)
        if type_.key_rule is not None:
            yield type_.key_rule, replace(inner, value=inner.loops[-1][0])
        yield from _leaves(type_.of, inner)
    else:
        for rule in type_.rules:
            yield rule, place
        for attribute in sorted(type_.attributes, key=lambda attribute: attribute.name):
            yield from _leaves(attribute.type, place.attribute(attribute))
