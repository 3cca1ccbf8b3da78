"""References from one resource to another, typed by the attribute that holds them.

`Annotated[Address, RefTo("kms_key", Relation.ENCRYPTED_BY)]` is written `kms_key: aurora` in YAML and is the
absolute address of the key in the model. Several kinds may be accepted; then the text names the collection
(`kms_keys.aurora`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

from innovate_model.edge import Relation

Address = str
"""The path of a resource with dots: `accounts.production.vpcs.main`."""
Addresses = tuple[str, ...]
T = TypeVar("T")

FOLLOWS = "follows"
"""The type of an error that follows from another one, which is reported: this one need not be."""


class Scope(Protocol):
    """Where a resource stands while it is being built: what its references may see."""

    address: str
    region: str
    zone: str | None

    def resolve(self, kinds: tuple[str, ...], text: str, want_many: bool, within: str | None = None) -> list[str]:
        """The absolute addresses that `text` names. Raises PydanticCustomError for none and for the wrong kind."""
        ...

    def blocks_of(self, text: str) -> tuple[str, tuple[str, ...]]:
        """What `vpc` or `subnets.NAME` stands for in a rule: (address, CIDR blocks)."""
        ...


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field as a reference. `kinds`: what it may point at; `relation`: the edge that it makes."""

    kinds: tuple[str, ...]
    relation: Relation
    is_many: bool = False
    are_alternatives: bool = False
    """Whether the targets back one another up (three subnets) or are all needed (two security groups)."""
    is_never_empty: bool = False
    """Whether several may not be none: pydantic's `min_length` does not see what a reference means."""
    within: str = ""
    """The attribute, declared before this one, that names the resource to look in."""

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """The absolute address or addresses of what was written."""
        scope: Scope | None = info.context
        if scope is None:  # built in Python: addresses are absolute already
            return tuple(value) if self.is_many and not isinstance(value, str) else value
        within = info.data.get(self.within) if self.within else None
        if self.within and within is None:
            message = f"`{self.within}` does not say where to look"
            raise PydanticCustomError(FOLLOWS, "{message}", {"message": message})
        if not self.is_many:
            return scope.resolve(self.kinds, _text(value), False, within)[0]
        found: dict[str, None] = {}
        for addresses in of_each(value, lambda text: scope.resolve(self.kinds, _text(text), True, within)):
            found.update(dict.fromkeys(addresses))
        if self.is_never_empty and not found:
            message = f"it names no {' or '.join(self.kinds)}, and needs one at least"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return tuple(found)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        one = {"type": "string", "description": "the name of a " + " or ".join(self.kinds)}
        return {"anyOf": [one, {"type": "array", "items": one}]} if self.is_many else one


def of_each(value: Any, meaning: Callable[[Any], T]) -> list[T]:
    """What one text or each of a list of texts means. Every one that means nothing is reported, at its own place."""
    if not isinstance(value, list):
        return [meaning(value)]
    found, faults = [], []
    for index, item in enumerate(value):
        try:
            found.append(meaning(item))
        except PydanticCustomError as error:
            faults.append(InitErrorDetails(type=error, loc=(index,), input=item))
    if faults:
        raise ValidationError.from_exception_data("references", faults)
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        message = "a reference is the name of a resource, as text"
        raise PydanticCustomError("wrong_type", "{message}", {"message": message})
    return value


def one(*kinds: str, relation: Relation, within: str = "") -> RefTo:
    """A reference to one resource."""
    return RefTo(kinds, relation, within=within)


def every(*kinds: str, relation: Relation, within: str = "") -> RefTo:
    """References to several, all of them needed."""
    return RefTo(kinds, relation, is_many=True, within=within)


def any_of(*kinds: str, relation: Relation, is_never_empty: bool = False) -> RefTo:
    """References to several that back one another up."""
    return RefTo(kinds, relation, is_many=True, are_alternatives=True, is_never_empty=is_never_empty)


def addresses_in(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """The addresses that a reference field holds, none, one or many."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
