"""What every resource type is: a frozen pydantic model with a place in the tree, which yields its own edges."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from innovate_model.edge import Edge, Relation
from innovate_model.resources.reference import RefTo, addresses_in
from innovate_model.span import Path
from innovate_model.values import FrozenDict, FrozenMap

ROOT = ""
"""The kind of the model's root, for resource types that stand at the top."""


class Part(BaseModel):
    """A mapping inside a resource that is no resource itself: a rule, a route, an origin."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class Resource(Part):
    """One thing in AWS (or beside it) that has an address.

    Class attributes say where a type stands in the tree: its entries are `SECTION` mappings inside any of `parents`.
    The section is AWS's noun in plural; attributes carry Terraform's names.
    """

    kind: ClassVar[str]
    section: ClassVar[str]
    parents: ClassVar[tuple[str, ...]]
    inherits: ClassVar[tuple[str, ...]] = ()
    """Attributes that are taken from the nearest parent that sets them."""
    is_single: ClassVar[bool] = False
    """Whether the section is the one resource itself rather than a mapping of names (`organization`)."""

    address: str = Field(exclude=True, repr=False)
    tags: FrozenMap[str] = FrozenDict()
    """AWS tags, at most 50 (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html)."""

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.address.rpartition(".")[2]

    @property
    def parent(self) -> str:
        """The address of what holds this resource; "" at the top."""
        holder = self.address.rpartition(".")[0]
        return holder if self.is_single else holder.rpartition(".")[0]

    def within(self, section: str) -> str | None:
        """The address of the enclosing resource in `section` ("vpcs", "accounts"), or None."""
        return _within(self.address, section)

    def edges(self) -> Iterator[Edge]:
        """Every relation that this resource states: its parent's hold on it, and one edge for each reference in its
        fields."""
        if self.parent:
            yield Edge(self.parent, Relation.CONTAINS, self.address)
        yield from reference_edges(self, self.address, ())


@lru_cache(maxsize=65_536)
def _within(address: str, section: str) -> str | None:
    parts = address.split(".")
    for index in range(len(parts) - 2, -1, -1):
        if parts[index] == section:
            return ".".join(parts[: index + 2])
    return None


def reference_edges(part: Part, address: str, path: Path) -> Iterator[Edge]:
    """The edges of the reference fields of a resource or a part of one, nested parts included."""
    references, nested = _plan(type(part))
    values = part.__dict__
    for field, key, ref in references:
        value = values[field]
        if value is not None:
            at = (*path, key)
            group = ".".join(map(str, at)) if ref.are_alternatives else ""
            if type(value) is FrozenDict:  # names of the user's -> references
                for name, target in value.items():
                    yield Edge(address, ref.relation, target, (*at, name), group)
                continue
            for target in addresses_in(value):
                yield Edge(address, ref.relation, target, at, group)
    for field, key in nested:
        value = values[field]
        if type(value) is FrozenDict:
            for name, item in value.items():
                yield from reference_edges(item, address, (*path, key, name))
        elif value is not None:
            yield from reference_edges(value, address, (*path, key))


@cache
def _plan(cls: type[Part]) -> tuple[tuple[tuple[str, str, RefTo], ...], tuple[tuple[str, str], ...]]:
    """Which fields of a class are references, and which hold parts (one, or a FrozenMap of them) with references
    below; each with the key that it has in YAML."""
    references: list[tuple[str, str, RefTo]] = []
    nested: list[tuple[str, str]] = []
    for name, info in cls.model_fields.items():
        key = info.alias or name
        references.extend((name, key, ref) for ref in refs_of(info.metadata, info.annotation))
        if any(_has_references(inner) for inner in part_classes(info.annotation)):
            nested.append((name, key))
    return tuple(references), tuple(nested)


def _has_references(cls: type[Part]) -> bool:
    references, nested = _plan(cls)
    return bool(references or nested)


def refs_of(metadata: list[Any], annotation: Any) -> list[RefTo]:
    """A RefTo on the field itself or inside an optional: `Annotated[str, RefTo(...)] | None`."""
    refs = [meta for meta in metadata if isinstance(meta, RefTo)]
    for inner in getattr(annotation, "__args__", ()):
        refs.extend(meta for meta in getattr(inner, "__metadata__", ()) if isinstance(meta, RefTo))
    return refs


def part_classes(annotation: Any) -> Iterator[type[Part]]:
    """The Part classes that an annotation mentions: `FrozenMap[Rule]` mentions Rule."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from part_classes(inner)
