"""variables.tf: one contract for every folder of a sort, so that one root module takes any account's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from exporters.terraform import rules
from exporters.terraform.checks import Broken, Place, references_of, rules_of
from exporters.terraform.derive import attributes_of, plural
from exporters.terraform.hcl import Lines, attributes, block, indented, literal, string
from exporters.terraform.kinds import kinds
from exporters.terraform.shapes import Attribute, Kind, Many, Object, Read, Reference, Scalar, Table, Type
from exporters.terraform.site import Site
from innovate_model.resources import types
from innovate_model.resources.account import Account
from innovate_model.resources.base import ROOT, Resource

REQUIRED_VERSION = ">= 1.9"
"""The first in which a validation may speak of another variable: https://developer.hashicorp.com/terraform/language/v1.9.x/upgrade-guides"""
_HEADER = "# Written by `innovate export terraform` from the model. Do not edit: the next export overwrites it."


@dataclass(frozen=True, slots=True)
class Variable:
    """One `variable` block. `breaks` are its validations."""

    name: str
    description: str
    type: Type
    is_required: bool
    default: str
    breaks: tuple[Broken, ...]

    def lines(self) -> list[str]:
        """The block."""
        body: list[tuple[str, Lines]] = [("description", (string(self.description),)), ("type", type_lines(self.type))]
        if not self.is_required:
            body.append(("default", (self.default,)))
        if self.is_required or self.default != "null":
            body.append(("nullable", ("false",)))
        written = attributes(body)
        for broken in self.breaks:
            written += ["", *broken.lines()]
        return block(f"variable {string(self.name)}", written)


@cache
def entry_of(kind: str) -> tuple[Attribute, ...]:
    """The attributes of an entry of a kind: its name, what holds it, its own, and its tags."""
    cls, exported = types().by_kind[kind], frozenset(kinds())
    how = kinds()[kind]
    holders = [parent for parent in cls.parents if parent in exported and parent != "account"]
    found = [
        Attribute("name", rules.NAME, lambda resource, site: how.name_of(resource), is_required=True),
        Attribute("tags", Table(rules.STRING), lambda resource, site: dict(resource.tags), default={}),
        *(Attribute(holder, Reference(holder), _holder(holder), len(cls.parents) == 1) for holder in holders),
        *attributes_of(cls, how, exported),
    ]
    return by_name(found)


def by_name(attributes_: Iterable[Attribute]) -> tuple[Attribute, ...]:
    """The attributes, in the order of their names."""
    return tuple(sorted(attributes_, key=lambda attribute: attribute.name))


def _holder(kind: str) -> Read:
    def read(resource: Resource, site: Site) -> str | None:
        return site.key(resource.parent) if site.kind(resource.parent) == kind else None

    return read


@cache
def account_attributes() -> tuple[Attribute, ...]:
    """What an account's folder says of the account itself, one variable each."""
    how = Kind("account", instead={"purpose": (), "organizational_unit": ()})
    return (
        *attributes_of(Account, how, frozenset(kinds())),
        Attribute("account_name", rules.NAME, lambda account, site: account.name, is_required=True),
        Attribute("tags", Table(rules.STRING), lambda account, site: dict(account.tags), default={}),
    )


def kinds_in(folder: str) -> tuple[str, ...]:
    """The kinds that a folder may hold: those below an account, or those of the organization."""
    root = "organization" if folder == "organization" else "account"
    return tuple(kind for kind in kinds() if root in _roots(types().by_kind[kind]))


def _roots(cls: type[Resource]) -> frozenset[str]:
    if ROOT in cls.parents:
        return frozenset({"organization"})
    found: set[str] = set()
    for parent in cls.parents:
        found |= {parent} if parent in ("account", "organization") else _roots(types().by_kind[parent])
    return frozenset(found)


_EXTERNAL = Object(
    tuple(
        Attribute(name, type_, lambda part, site: None, is_required)
        for name, type_, is_required in (
            ("account", rules.STRING, False),
            ("account_id", Scalar("string", rules.ACCOUNT_ID), False),
            ("key", rules.NAME, True),
            ("kind", rules.NAME, True),
            ("name", rules.NAME, True),
            ("region", rules.STRING, False),
        )
    )
)


def variables_tf(folder: str) -> bytes:
    """The file for `organization`, or for any account's folder."""
    return _contract(folder == "organization")


@cache
def _contract(is_organization: bool) -> bytes:
    held = kinds_in("organization" if is_organization else "accounts")
    found = [_of_kind(kind) for kind in held]
    if not is_organization:
        found += [_of_account(attribute) for attribute in account_attributes()]
    found.append(_external(held))
    lines = [_HEADER, "", *block("terraform", [f"required_version = {string(REQUIRED_VERSION)}"])]
    for variable in sorted(found, key=lambda variable: variable.name):
        lines += ["", *variable.lines()]
    return ("\n".join(lines) + "\n").encode()


def _of_kind(kind: str) -> Variable:
    cls = types().by_kind[kind]
    name, type_ = plural(kind), Table(Object(entry_of(kind), kinds()[kind].rules))
    sentence = " ".join((cls.__doc__ or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
    holders = "/".join((*_chain(cls), "NAME"))
    return Variable(
        name,
        f"{sentence}. Key: {holders}.",
        type_,
        is_required=False,
        default="{}",
        breaks=tuple(rules_of(type_, Place(name, f"var.{name}"), lambda entry: _region(cls, entry))),
    )


def _chain(cls: type[Resource]) -> tuple[str, ...]:
    parent = cls.parents[0]
    if parent in (ROOT, "account", "organization"):
        return ()
    above = types().by_kind[parent]
    return _chain(above) if above.is_single else (*_chain(above), parent.upper())


def _region(cls: type[Resource], entry: str) -> str:
    """The HCL expression of the region of an entry: its own, or that of what holds it."""
    if "region" in cls.model_fields or cls.parents[0] not in kinds():
        return f"{entry}.region" if "region" in cls.model_fields else "var.region"
    if cls.parents[0] == "account":
        return "var.region"
    holder = cls.parents[0]
    return _region(types().by_kind[holder], f"var.{plural(holder)}[{entry}.{holder}]")


def _of_account(attribute: Attribute) -> Variable:
    return Variable(
        attribute.name,
        f"The account's {attribute.name.removeprefix('account_').replace('_', ' ')}.",
        attribute.type,
        attribute.is_required,
        literal(attribute.default),
        tuple(_scalar_rules(attribute)),
    )


def _scalar_rules(attribute: Attribute) -> Iterator[Broken]:
    """Rules of a variable that is no collection: the value itself is the label of what is wrong."""
    if isinstance(attribute.type, Scalar) and attribute.type.rule is not None:
        value = f"var.{attribute.name}"
        one = f"{value} == null ? [] : [{value}]"
        wrong = f"!try({attribute.type.rule.condition('v')}, false)"
        yield Broken(f"{value} {attribute.type.rule.says}", f"[for v in {one} : v if {wrong}]")


def _external(held: tuple[str, ...]) -> Variable:
    """What stands elsewhere, with the checks of all references: a validation that speaks of another variable waits for
    that one's validations, so only a variable that no other speaks of can look at all of them without a cycle."""
    name, type_ = "external", Table(_EXTERNAL)
    breaks = list(rules_of(type_, Place(name, "var.external"), None))
    for kind in held:
        at = Place(plural(kind), f"var.{plural(kind)}")
        breaks += references_of(Table(Object(entry_of(kind))), at, lambda other: plural(other) if other in held else "")
    return Variable(
        name,
        "What is named here and stands in other folders: look it up by account, region, kind and name. Key: address.",
        type_,
        is_required=False,
        default="{}",
        breaks=tuple(breaks),
    )


def type_lines(type_: Type) -> Lines:
    """A type as Terraform writes it.

    >>> type_lines(Many(Scalar("string")))
    ('set(string)',)
    """
    if isinstance(type_, Scalar):
        return (type_.hcl,)
    if isinstance(type_, Reference):
        return ("string",)
    if isinstance(type_, Many):
        return _wrapped("list(" if type_.is_ordered else "set(", type_lines(type_.of), ")")
    if isinstance(type_, Table):
        return _wrapped("map(", type_lines(type_.of), ")")
    inner = attributes((attribute.name, _optional(attribute)) for attribute in by_name(type_.attributes))
    return ("object({", *indented(inner), "})")


def _optional(attribute: Attribute) -> Lines:
    inner = type_lines(attribute.type)
    if attribute.is_required:
        return inner
    default = "" if attribute.default is None else f", {literal(attribute.default)}"
    return _wrapped("optional(", inner, f"{default})")


def _wrapped(before: str, lines: Lines, after: str) -> Lines:
    first = before + lines[0]
    return (first + after,) if len(lines) == 1 else (first, *lines[1:-1], lines[-1] + after)
