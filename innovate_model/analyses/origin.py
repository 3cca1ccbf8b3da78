"""Where every value at an address comes from: the final tree, each leaf with the file:line:col that set it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.model import Model
from innovate_model.source import Block, Items, Value
from innovate_model.span import Path, Span, path_text


@dataclass(frozen=True, slots=True)
class Origin:
    """One value: its path below the resource, the text as written (or worked out by a family), and its place."""

    path: Path
    text: str
    span: Span | None


class Origins(tuple[Origin, ...], Tabular):
    """The values at an address, in the order of the tree."""

    __slots__ = ()

    def table(self) -> Table:
        """One row for each value: its attribute, its text, the place that set it."""
        rows = ((path_text(item.path), item.text, str(item.span or "")) for item in self)
        return Table(("attribute", "value", "place"), tuple(rows))


def origins(model: Model, address: str) -> Origins:
    """The leaves at and below an address, in the order of the tree; of a member of a family its zone as well, at the
    family. Empty for a resource that is implied, not written."""
    root = tuple(address.split("."))
    data: Value = model.data
    for key in root:
        if not isinstance(data, Block) or key not in data:
            return Origins()
        data = data[key]
    leaves = (*_leaves(data, ()), *_given_zone(model, address, data))
    return Origins(Origin(path, text, model.span_of((*root, *path))) for path, text in leaves)


def _given_zone(model: Model, address: str, data: Value) -> Iterator[tuple[Path, str]]:
    """The Availability Zone that a family gives its member, which nobody writes."""
    zone = getattr(model.resources.get(address), _ZONE, None)
    if isinstance(zone, str) and isinstance(data, Block) and _ZONE not in data:
        yield (_ZONE,), zone


_ZONE = "availability_zone"


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Block) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, Items) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value if isinstance(value, str) else "{}" if isinstance(value, Block) else "[]"
